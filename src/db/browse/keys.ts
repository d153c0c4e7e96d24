/** One page of a list as keys of browse.db, by the place after which it begins, never by counting rows. */
import type { EntriesQuery, ListQuery, MattersQuery } from '../../shared/log-view.ts'
import type { Db } from '../../sqlite/port.ts'
import { noteQuery } from './notes.ts'
import { slotOf } from './schema.ts'
import type { Area } from './word-book.ts'

/** A row of a list. `place`: by which the next page goes on. */
export interface Key {
  place: number
  n: number
}

export interface KeyPage {
  keys: Key[]
  next: number | null
}

/** A condition with its values. `index`: the one that gives its rows in the order of the list. */
interface Condition {
  sql: string
  values: (string | number)[]
  index?: { name: string; rows: number }
}

interface Found {
  id: number
  count: number
}

type Source = 'entry' | 'matter'

/** Which column of which table each filter is about, and where its words are. */
const FILTERS: readonly {
  source: Source
  column: string
  area: Area
  of: (query: ListQuery) => string | undefined
}[] = [
  { source: 'matter', column: 'staff', area: 'staff', of: (query) => query.staff },
  {
    source: 'matter',
    column: 'item',
    area: 'item',
    of: (query) => (query.list === 'matters' ? query.item : undefined),
  },
  {
    source: 'matter',
    column: 'outcome',
    area: 'outcome',
    of: (query) => (query.list === 'matters' ? query.outcome : undefined),
  },
  { source: 'entry', column: 'staff', area: 'staff', of: (query) => query.staff },
  {
    source: 'entry',
    column: 'kind',
    area: 'kind',
    // A verdict is a press's: with that kind there is nothing more to ask.
    of: (query) => (query.list === 'entries' && query.verdict === undefined ? query.kind : undefined),
  },
  {
    source: 'entry',
    column: 'verdict',
    area: 'verdict',
    of: (query) => (query.list === 'entries' ? query.verdict : undefined),
  },
]

/** With a verdict and another kind than a press's, every press of the days would be looked at for nothing. */
const contradicts = (query: ListQuery): boolean =>
  query.list === 'entries' &&
  query.verdict !== undefined &&
  query.kind !== undefined &&
  query.kind !== 'key.pressed'

const EMPTY: KeyPage = { keys: [], next: null }

/** Prepares the lists of one index. `codesFor`: reason codes whose words hold a text. */
export const keysOf = (index: Db, codesFor: (text: string) => string[]) => {
  const wordOf = index.prepare<[string, string], Found>(
    'select id, count from word where area = ? and text = ?',
  )
  const bounds = index.prepare<[number, number], { first: number | null; last: number | null }>(
    'select min(first) as first, max(last) as last from slot where slot >= ? and slot <= ?',
  )
  const referenced = index
    .prepare<[string, number], number>('select n from matter where reference = ? order by n desc limit ?')
    .pluck()

  /** The days asked for, as places of the chain; the time itself is still asked, because clocks jump. null: nothing fell into them. */
  const within = (query: ListQuery): Condition[] | null => {
    const { from, to } = query
    if (from === undefined && to === undefined) return []
    const lowest = from === undefined ? Number.MIN_SAFE_INTEGER : slotOf(from)
    const highest = to === undefined ? Number.MAX_SAFE_INTEGER : slotOf(to)
    const { first, last } = bounds.get(lowest, highest) ?? { first: null, last: null }
    if (first === null || last === null) return null
    return [
      { sql: 't.n >= ? and t.n <= ?', values: [first, last] },
      { sql: 't.at >= ? and t.at < ?', values: [from ?? -Infinity, to ?? Infinity].map(finite) },
    ]
  }

  /** null: a word that no entry has. */
  const filters = (query: ListQuery, source: Source): Condition[] | null => {
    const conditions: Condition[] = []
    for (const { source: of, column, area, of: value } of FILTERS) {
      const text = of === source ? value(query) : undefined
      if (text === undefined) continue
      const word = wordOf.get(area, text)
      if (!word) return null
      const name = `${source}_${column}`
      conditions.push({ sql: `t.${column} = ?`, values: [word.id], index: { name, rows: word.count } })
    }
    return conditions
  }

  const conditionsOf = (query: ListQuery, source: Source): Condition[] | null => {
    const time = within(query)
    const chosen = filters(query, source)
    return time && chosen && [...time, ...chosen]
  }

  const page = (keys: Key[], limit: number): KeyPage => ({
    keys: keys.slice(0, limit),
    next: keys.length > limit ? (keys[limit - 1]?.place ?? null) : null,
  })

  /** One more than the page, to know whether there is a next. */
  const plain = (query: ListQuery, source: Source, conditions: Condition[]): KeyPage => {
    const [best] = conditions.flatMap(({ index }) => index ?? []).sort((a, b) => a.rows - b.rows)
    const { where, values, order } = clauses(query, conditions, 't.n')
    const by = best ? `indexed by ${best.name}` : ''
    const rows = index
      .prepare<(string | number)[], Key>(
        `select t.n as place, t.n as n from ${source} t ${by} where ${where} order by t.n ${order} limit ?`,
      )
      .all(...values, query.limit + 1)
    return page(rows, query.limit)
  }

  /** Entries whose notes hold the text; in a list of matters, the matters that they belong to. */
  const noted = (query: ListQuery & { text: string }, conditions: Condition[]): Key[] => {
    const { where, values, order } = clauses(query, conditions, 'note.rowid')
    const matters = query.list === 'matters'
    const sql = matters
      ? `select note.rowid as place, t.n as n from note join entry e on e.n = note.rowid join matter t on t.n = e.matter`
      : 'select note.rowid as place, t.n as n from note join entry t on t.n = note.rowid'
    return index
      .prepare<(string | number)[], Key>(
        `${sql} where note match ? and ${where} order by note.rowid ${order} limit ?`,
      )
      .all(noteQuery(query.text, codesFor(query.text)), ...values, query.limit + 1)
  }

  /** Matters with exactly this reference that pass the filters. */
  const byReference = (query: MattersQuery, reference: string, conditions: Condition[]): Key[] => {
    const { where, values } = clauses(query, conditions, 't.n')
    const passes = index
      .prepare<(string | number)[], number>(`select t.n from matter t where t.n = ? and ${where}`)
      .pluck()
    return referenced
      .all(reference, query.limit)
      .flatMap((n) => (passes.get(n, ...values) === undefined ? [] : [{ place: n, n }]))
  }

  const searched = (
    query: ListQuery & { text: string },
    reference: string,
    conditions: Condition[],
  ): KeyPage => {
    const found = noted(query, conditions)
    if (query.list === 'entries') return page(found, query.limit)
    const forwards = query.order === 'oldest'
    const both = [...found, ...byReference(query, reference, conditions)].sort((a, b) =>
      forwards ? a.place - b.place : b.place - a.place,
    )
    const { keys, next } = page(both, query.limit)
    // Several notes of one matter: it stands in a page once.
    return { keys: keys.filter(({ n }, at) => keys.findIndex((key) => key.n === n) === at), next }
  }

  /** `reference`: as the text would stand in the log, were it one. */
  return (query: MattersQuery | EntriesQuery, reference = query.text ?? ''): KeyPage => {
    const source = query.list === 'matters' ? 'matter' : 'entry'
    const conditions = contradicts(query) ? null : conditionsOf(query, source)
    if (!conditions) return EMPTY
    const { text } = query
    return text === undefined
      ? plain(query, source, conditions)
      : searched({ ...query, text }, reference, conditions)
  }
}

/** SQLite has no infinity among the values that a statement takes. */
const finite = (value: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value))

const clauses = (query: ListQuery, conditions: Condition[], place: string) => {
  const forwards = query.order === 'oldest'
  const cursor: Condition[] =
    query.after === undefined ? [] : [{ sql: `${place} ${forwards ? '>' : '<'} ?`, values: [query.after] }]
  const all = [...cursor, ...conditions]
  return {
    where: all.length === 0 ? 'true' : all.map(({ sql }) => sql).join(' and '),
    values: all.flatMap(({ values }) => values),
    order: forwards ? 'asc' : 'desc',
  }
}
