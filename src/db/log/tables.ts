/**
 * The tables that pages ask, as the migrations make them: their columns in order, and what each takes. SQLite's strict
 * tables turn a number into a text where one belongs; here nothing is turned, because the program never writes it.
 */
export type Value = string | number | null

type Takes = (value: unknown) => boolean

const text: Takes = (value) => typeof value === 'string'
const real: Takes = (value) => typeof value === 'number'
const integer: Takes = (value) => Number.isSafeInteger(value)
const orNull =
  (takes: Takes): Takes =>
  (value) =>
    value === null || takes(value)
const oneOf =
  (...words: unknown[]): Takes =>
  (value) =>
    words.includes(value)

export const TABLES = {
  shift: {
    id: text,
    seq: integer,
    staff: text,
    opened_at: real,
    paused: orNull(text),
    closed_at: orNull(real),
    closed_why: orNull(text),
  },
  matter: {
    id: text,
    seq: integer,
    shift: text,
    staff: orNull(text),
    opened_at: real,
    item_code: text,
    item_name: text,
    reference: orNull(text),
    asks: integer,
    ask: orNull(text),
    closed_at: orNull(real),
    outcome: oneOf('open', 'rated', 'unrated'),
    reason: orNull(text),
    press: orNull(text),
    served_ms: orNull(real),
    visit: orNull(text),
    explained: orNull(text),
    overtime_ms: orNull(real),
  },
  press: {
    id: text,
    seq: integer,
    at: real,
    staff: orNull(text),
    verdict: text,
    level: orNull(integer),
    ask: orNull(text),
    matter: orNull(text),
    profile: text,
    key: text,
    device_at: orNull(real),
    shown: orNull(text),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Takes>>>>

export type Table = keyof typeof TABLES
export type Column<T extends Table> = keyof (typeof TABLES)[T] & string

/** What stands in a new row where the entry says nothing; null in every other column. */
export const INITIAL: { readonly [T in Table]: { readonly [C in Column<T>]?: Value } } = {
  shift: {},
  matter: { asks: 0, outcome: 'open' },
  press: {},
}

/** The tables in the order in which they are compared and emptied. */
export const PROJECTION_TABLES = ['shift', 'matter', 'press'] as const satisfies readonly Table[]

export const columnsOf = (table: Table): string[] => Object.keys(TABLES[table])
