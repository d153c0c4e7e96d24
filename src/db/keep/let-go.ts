/** Deletes what leaves the log: its entries and the rows that were made from them. In the caller's transaction. */
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { look } from '../chain/look.ts'
import { entriesFrom } from '../log/rows.ts'
import { PROJECTION_TABLES, type Table } from '../log/tables.ts'
import type { Cut } from './plan.ts'

/** One shift at a time: the last one tells. */
const shiftOpen = (db: Db): boolean => {
  const sql = 'select closed_at is null from shift order by seq desc limit 1'
  return db.prepare<[], number>(sql).pluck().get() === 1
}

/** @returns keep/changed when the log is not any more as the plan saw it, keep/shift-open while somebody works. */
export const stillFits = (db: Db, logId: string, { from, to, head }: Cut): Result<void> => {
  const page = entriesFrom(db)
  const [first] = page(logId, 1, 1)
  const [last, next] = page(logId, to, 2)
  const sealed = next && look(next.body)?.kind === 'log.sealed'
  if (first?.seq !== from || last?.hash !== head || !sealed) return fail('keep/changed')
  return shiftOpen(db) ? fail('keep/shift-open') : ok(undefined)
}

/**
 * The rows that entries made, found by the ids that these entries have: a table of years is not read through for the rows of a
 * few days. Shifts are few.
 */
const ROWS: Readonly<Record<Table, string>> = {
  shift: '',
  matter: `and id in (select body ->> '$.matter' from entry where log_id = ? and seq <= ? and kind = 'matter.opened')`,
  press: `and id in (select id from entry where log_id = ? and seq <= ? and kind = 'key.pressed')`,
}

/** @param archive the file that still holds them. */
export const letGo = (db: Db, logId: string, { to, head }: Cut, archive: string): void => {
  db.prepare('insert into anchor (log_id, seq, hash, archive) values (?, ?, unhex(?), ?)').run(
    ...[logId, to, head, archive],
  )
  for (const table of PROJECTION_TABLES)
    db.prepare(`delete from ${table} where seq <= ? ${ROWS[table]}`).run(
      ...(ROWS[table] === '' ? [to] : [to, logId, to]),
    )
  db.prepare('delete from entry where log_id = ? and seq <= ?').run(logId, to)
}

export interface Anchor {
  seq: number
  hash: string
  archive: string
}

/** Prepares every place up to which entries have left, the newest first. */
export const anchorsOf = (db: Db) => {
  const rows = db.prepare<[string], { seq: number; hash: Buffer; archive: string }>(
    'select seq, hash, archive from anchor where log_id = ? order by seq desc',
  )
  return (logId: string): Anchor[] =>
    rows.all(logId).map(({ seq, hash, archive }) => ({ seq, hash: hash.toString('hex'), archive }))
}
