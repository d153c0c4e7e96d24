/** From keys of the index to what people see, read from log.db itself. */

import { parseBody } from '../../shared/entries.ts'
import type { Level } from '../../shared/levels.ts'
import type { EntryLine, MatterLine } from '../../shared/log-view.ts'
import type { Db } from '../../sqlite/port.ts'
import { NO_KIND } from './indexer.ts'

interface MatterRow {
  id: string
  seq: number
  opened_at: number
  closed_at: number | null
  staff: string | null
  item_code: string
  item_name: string
  reference: string | null
  outcome: MatterLine['outcome']
  level: Level | null
  reason: string | null
  explained: string | null
  served_ms: number | null
  overtime_ms: number | null
}

/** Prepares matters by id. The level stands at the matter that was asked for, and only where it is closed. */
export const matterLines = (log: Db) => {
  const one = log.prepare<[string], MatterRow>(
    `select m.id, m.seq, m.opened_at, m.closed_at, m.staff, m.item_code, m.item_name, m.reference, m.outcome, p.level,
      m.reason, m.explained, m.served_ms, m.overtime_ms
      from matter m left join press p on p.id = m.press and p.matter = m.id and m.outcome = 'rated' where m.id = ?`,
  )
  return (id: string, n: number): MatterLine | null => {
    const row = one.get(id)
    if (!row) return null
    const { seq, staff, reference, outcome, level, reason, explained } = row
    return {
      ...{ id, n, seq, openedAt: row.opened_at, closedAt: row.closed_at, staff },
      item: { code: row.item_code, name: row.item_name },
      ...{
        reference,
        outcome,
        level,
        reason,
        explained,
        servedMs: row.served_ms,
        overtimeMs: row.overtime_ms,
      },
    }
  }
}

/** What a press says of the citizen's choice. */
const SECRET = ['level', 'key', 'bytes', 'cause'] as const
const ENVELOPE = ['v', 'kind', 'id', 'at', 'mono', 'boot', 'by', 'matter']

const without = (fields: Record<string, unknown>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

/**
 * Decides whether a press may be shown: its matter is closed, or it has none and came before the matters in hand.
 * @param openMatters ids that the index has as open, few: a search for them in log.db would read all matters.
 */
const pressGuard = (log: Db, openMatters: () => string[]) => {
  const present = log
    .prepare<[], string>('select id from shift where closed_at is null order by seq desc limit 1')
    .pluck()
  const matterAt = log.prepare<[string], { seq: number; shift: string; outcome: string }>(
    'select seq, shift, outcome from matter where id = ?',
  )
  return () => {
    const shift = present.get()
    const inHand = openMatters().flatMap((id) => {
      const matter = matterAt.get(id)
      return matter?.outcome === 'open' && matter.shift === shift ? [matter.seq] : []
    })
    const since = Math.min(...inHand)
    return (seq: number, matter: string | null): boolean =>
      matter === null ? seq < since : (matterAt.get(matter)?.outcome ?? 'open') !== 'open'
  }
}

export interface EntryAt {
  n: number
  logId: string
  seq: number
}

/** Prepares entries by their place. */
export const entryLines = (log: Db, openMatters: () => string[]) => {
  const bodyAt = log
    .prepare<[string, number], string>('select body from entry where log_id = ? and seq = ?')
    .pluck()
  const guard = pressGuard(log, openMatters)
  return (places: readonly EntryAt[]): EntryLine[] => {
    const shown = guard()
    return places.flatMap(({ n, logId, seq }): EntryLine[] => {
      const line = bodyAt.get(logId, seq)
      if (line === undefined) return []
      const parsed = parseBody(line)
      const none = { at: null, by: null, matter: null, withheld: false, fields: {} }
      if (!parsed.ok) return [{ n, seq, kind: NO_KIND, ...none, raw: line }]
      const { kind, at, by, ...rest } = parsed.entry
      const matter = typeof rest['matter'] === 'string' ? rest['matter'] : null
      const withheld = kind === 'key.pressed' && !shown(seq, matter)
      const fields = without(rest, withheld ? [...ENVELOPE, ...SECRET] : ENVELOPE)
      return [{ n, seq, at, kind, by, matter, withheld, fields, raw: null }]
    })
  }
}
