/** Finds a matter by the reference that it was opened with. No level is read here. */
import type { Db } from '../../sqlite/port.ts'

export interface MatterByReference {
  id: string
  item: { code: string; name: string }
  reference: string
  outcome: 'open' | 'rated' | 'unrated'
  reason: string | null
}

interface Columns {
  id: string
  item_code: string
  item_name: string
  reference: string
  outcome: MatterByReference['outcome']
  reason: string | null
}

/** Prepares the question for the newest matter of a shift with `reference`, as stored; one taken back does not count. */
export const matterByReference = (db: Db) => {
  const find = db.prepare<[string, string, string], Columns>(
    `select id, item_code, item_name, reference, outcome, reason from matter
      where staff = ? and shift = ? and reference = ? and outcome in ('open', 'rated', 'unrated')
      order by seq desc limit 1`,
  )
  return (staff: string, shift: string, reference: string): MatterByReference | null => {
    const row = find.get(staff, shift, reference)
    if (!row) return null
    const { id, outcome, reason } = row
    return {
      id,
      item: { code: row.item_code, name: row.item_name },
      reference: row.reference,
      outcome,
      reason,
    }
  }
}
