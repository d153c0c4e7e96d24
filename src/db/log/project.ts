/**
 * The projections: one statement for each kind of entry that pages ask about. Applied in the transaction that writes the
 * entry, to make the tables again, and to compare. A projection is forgiving where the chain is not: an entry that fits
 * nothing changes nothing.
 */
import type { EntryKind } from '../../shared/entries.ts'
import type { Db, Statement } from '../../sqlite/port.ts'
import type { Entry } from './draft.ts'

type Value = string | number | null
type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>

interface Projection<K extends EntryKind> {
  readonly sql: string
  readonly values: (entry: EntryOf<K>, seq: number) => Value[]
  /** Further rows that the entry speaks of, for the same statement. */
  readonly further?: (entry: EntryOf<K>) => Value[][]
}

/** The tables in the order in which they are compared and emptied. */
export const PROJECTION_TABLES = ['shift', 'matter', 'press'] as const

const PROJECTIONS: { readonly [K in EntryKind]?: Projection<K> } = {
  'shift.opened': {
    sql: `insert into shift (id, seq, staff, opened_at) values (?, ?, ?, ?) on conflict do nothing`,
    values: (e, seq) => [e.shift, seq, e.staff, e.at],
  },
  'shift.paused': {
    sql: `update shift set paused = ? where id = ? and closed_at is null`,
    values: (e) => [e.reason, e.shift],
  },
  'shift.resumed': {
    sql: `update shift set paused = null where id = ?`,
    values: (e) => [e.shift],
  },
  'shift.closed': {
    sql: `update shift set paused = null, closed_at = ?, closed_why = ? where id = ? and closed_at is null`,
    values: (e) => [e.at, e.why, e.shift],
  },
  'matter.opened': {
    sql: `insert into matter (id, seq, shift, staff, opened_at, item_code, item_name, reference, visit)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    values: (e, seq) => [
      ...[e.matter, seq, e.shift, e.by, e.at, e.item.code, e.item.name, e.reference],
      e.visit ?? null,
    ],
  },
  'matter.changed': {
    sql: `update matter set item_code = ?, item_name = ? where id = ?`,
    values: (e) => [e.item.code, e.item.name, e.matter],
  },
  // Nothing is left of it but its entries. What was asked for stays, whatever an entry says.
  'matter.undone': {
    sql: `delete from matter where id = ? and outcome = 'open' and asks = 0`,
    values: (e) => [e.matter],
  },
  'matter.explained': {
    sql: `update matter set explained = ? where id = ? and outcome = 'unrated'`,
    values: (e) => [e.reason, e.matter],
  },
  'rating.asked': {
    sql: `update matter set asks = asks + 1, ask = ? where outcome = 'open' and id = ?`,
    values: (e) => [e.ask, e.matter],
    further: (e) => [...new Set(e.also)].filter((id) => id !== e.matter).map((id) => [e.ask, id]),
  },
  'key.pressed': {
    sql: `insert into press (id, seq, at, staff, verdict, level, ask, matter, profile, key, device_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    values: (e, seq) => [
      ...[e.id, seq, e.at, e.by, e.verdict, e.level],
      ...[e.ask, e.matter, e.profile, e.key, e.deviceAt],
    ],
  },
  'matter.closed': {
    sql: `update matter set closed_at = ?, outcome = ?, reason = ?, press = ?, served_ms = ?, overtime_ms = ?
      where id = ? and outcome = 'open'`,
    values: (e) => [e.at, e.outcome, e.reason, e.press, e.servedMs, e.overtimeMs ?? null, e.matter],
  },
  'results.shown': {
    sql: `update press set shown = ?
      where staff = ? and seq <= ? and verdict = 'counted' and shown is null`,
    values: (e) => [e.id, e.who, e.through],
  },
}

/** Prepares the projections of one database. The returned function applies one entry. */
export const projector = (db: Db): ((entry: Entry, seq: number) => void) => {
  const statements = new Map<string, Statement>()
  for (const [kind, { sql }] of Object.entries(PROJECTIONS)) statements.set(kind, db.prepare(sql))
  const rowsOf = <K extends EntryKind>(kind: K, entry: EntryOf<K>, seq: number): Value[][] => {
    const projection: Projection<K> | undefined = PROJECTIONS[kind]
    if (!projection) return []
    return [projection.values(entry, seq), ...(projection.further?.(entry) ?? [])]
  }
  return (entry, seq) => {
    for (const values of rowsOf(entry.kind, entry, seq)) statements.get(entry.kind)?.run(...values)
  }
}
