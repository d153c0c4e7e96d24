/**
 * The projections: what each kind of entry that pages ask about does to a table. Said once, as data: statements are made of
 * it for the database (project.ts), and steps for the check that holds the tables to the entries (model.ts). A projection
 * is forgiving where the chain is not: an entry that fits nothing changes nothing.
 */
import type { EntryKind } from '../../shared/entries.ts'
import type { Entry } from './draft.ts'
import type { Column, Table, Value } from './tables.ts'

export type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>
export type From<K extends EntryKind, T> = (entry: EntryOf<K>, seq: number) => T

/** In place of a value: what stands there, and one. */
export const ONE_MORE = 'one more'

type Given<K extends EntryKind, T extends Table> = {
  readonly [C in Column<T>]?: From<K, Value> | typeof ONE_MORE
}

/** Rows by their ids; or a clerk's, in the order of the log up to an entry. */
export type Where<K extends EntryKind> =
  | { readonly ids: From<K, readonly string[]> }
  | { readonly staff: From<K, string>; readonly through: From<K, number> }

/** `insert`: unless a row with this id is there. `only`: other rows stay as they are. */
type ProjectionOn<K extends EntryKind, T extends Table> =
  | { readonly does: 'insert'; readonly table: T; readonly set: Given<K, T> }
  | {
      readonly does: 'update'
      readonly table: T
      readonly where: Where<K>
      readonly only?: { readonly [C in Column<T>]?: Value }
      readonly set: Given<K, T>
    }
  | {
      readonly does: 'delete'
      readonly table: T
      readonly where: Where<K>
      readonly only?: { readonly [C in Column<T>]?: Value }
    }

export type Projection<K extends EntryKind = EntryKind> = { [T in Table]: ProjectionOn<K, T> }[Table]

export const PROJECTIONS: { readonly [K in EntryKind]?: Projection<K> } = {
  'shift.opened': {
    does: 'insert',
    table: 'shift',
    set: { id: (e) => e.shift, seq: (_, seq) => seq, staff: (e) => e.staff, opened_at: (e) => e.at },
  },
  'shift.paused': {
    does: 'update',
    table: 'shift',
    where: { ids: (e) => [e.shift] },
    only: { closed_at: null },
    set: { paused: (e) => e.reason },
  },
  'shift.resumed': {
    does: 'update',
    table: 'shift',
    where: { ids: (e) => [e.shift] },
    set: { paused: () => null },
  },
  'shift.closed': {
    does: 'update',
    table: 'shift',
    where: { ids: (e) => [e.shift] },
    only: { closed_at: null },
    set: { paused: () => null, closed_at: (e) => e.at, closed_why: (e) => e.why },
  },
  'matter.opened': {
    does: 'insert',
    table: 'matter',
    set: {
      id: (e) => e.matter,
      seq: (_, seq) => seq,
      shift: (e) => e.shift,
      staff: (e) => e.by,
      opened_at: (e) => e.at,
      item_code: (e) => e.item.code,
      item_name: (e) => e.item.name,
      reference: (e) => e.reference,
      visit: (e) => e.visit ?? null,
    },
  },
  'matter.changed': {
    does: 'update',
    table: 'matter',
    where: { ids: (e) => [e.matter] },
    set: { item_code: (e) => e.item.code, item_name: (e) => e.item.name },
  },
  // Nothing is left of it but its entries. What was asked for stays, whatever an entry says.
  'matter.undone': {
    does: 'delete',
    table: 'matter',
    where: { ids: (e) => [e.matter] },
    only: { outcome: 'open', asks: 0 },
  },
  'matter.explained': {
    does: 'update',
    table: 'matter',
    where: { ids: (e) => [e.matter] },
    only: { outcome: 'unrated' },
    set: { explained: (e) => e.reason },
  },
  'rating.asked': {
    does: 'update',
    table: 'matter',
    where: { ids: (e) => (e.also ? [...new Set([e.matter, ...e.also])] : [e.matter]) },
    only: { outcome: 'open' },
    set: { asks: ONE_MORE, ask: (e) => e.ask },
  },
  'key.pressed': {
    does: 'insert',
    table: 'press',
    set: {
      id: (e) => e.id,
      seq: (_, seq) => seq,
      at: (e) => e.at,
      staff: (e) => e.by,
      verdict: (e) => e.verdict,
      level: (e) => e.level,
      ask: (e) => e.ask,
      matter: (e) => e.matter,
      profile: (e) => e.profile,
      key: (e) => e.key,
      device_at: (e) => e.deviceAt,
    },
  },
  'matter.closed': {
    does: 'update',
    table: 'matter',
    where: { ids: (e) => [e.matter] },
    only: { outcome: 'open' },
    set: {
      closed_at: (e) => e.at,
      outcome: (e) => e.outcome,
      reason: (e) => e.reason,
      press: (e) => e.press,
      served_ms: (e) => e.servedMs,
      overtime_ms: (e) => e.overtimeMs ?? null,
    },
  },
  'results.shown': {
    does: 'update',
    table: 'press',
    where: { staff: (e) => e.who, through: (e) => e.through },
    only: { verdict: 'counted', shown: null },
    set: { shown: (e) => e.id },
  },
}
