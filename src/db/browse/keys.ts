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
  /** Of a matter, where it was found with the rest. */
  id?: string
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

/** Places of the chain, both included. */
interface Places {
  first: number
  last: number
}

/** What a list asks for: where, and what else. */
interface Asked {
  places: Places
  conditions: Condition[]
}

const EVERYWHERE: Places = { first: 0, last: Number.MAX_SAFE_INTEGER }

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
  const within = (query: ListQuery): Asked | null => {
    const { from, to } = query
    if (from === undefined && to === undefined) return { places: EVERYWHERE, conditions: [] }
    const lowest = from === undefined ? Number.MIN_SAFE_INTEGER : slotOf(from)
    const highest = to === undefined ? Number.MAX_SAFE_INTEGER : slotOf(to)
    const { first, last } = bounds.get(lowest, highest) ?? { first: null, last: null }
    if (first === null || last === null) return null
    const values = [from ?? -Infinity, to ?? Infinity].map(finite)
    return { places: { first, last }, conditions: [{ sql: 't.at >= ? and t.at < ?', values }] }
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

  const askedOf = (query: ListQuery, source: Source): Asked | null => {
    const time = within(query)
    const chosen = filters(query, source)
    return time && chosen && { ...time, conditions: [...time.conditions, ...chosen] }
  }

  const page = (keys: Key[], limit: number): KeyPage => ({
    keys: keys.slice(0, limit),
    next: keys.length > limit ? (keys[limit - 1]?.place ?? null) : null,
  })

  /** One more than the page, to know whether there is a next. */
  const plain = (query: ListQuery, source: Source, { places, conditions }: Asked): KeyPage => {
    const best = bestOf(conditions)
    const { where, values } = clauses([between('t.n', beyond(query, places)), ...conditions])
    const by = best ? `indexed by ${best}` : ''
    const id = source === 'matter' ? ', t.id as id' : ''
    const rows = index
      .prepare<(string | number)[], Key>(
        `select t.n as place, t.n as n${id} from ${source} t ${by} where ${where} order by t.n ${orderOf(query)} limit ?`,
      )
      .all(...values, query.limit + 1)
    return page(rows, query.limit)
  }

  /** Entries whose notes hold the text; in a list of matters, the matters that they belong to. */
  const noted = (query: ListQuery & { text: string }, { places, conditions }: Asked): Key[] => {
    const matters = query.list === 'matters'
    // A matter's notes come after it.
    const notes = matters ? { ...places, last: EVERYWHERE.last } : places
    const all = [between('note.rowid', beyond(query, notes)), between('t.n', places), ...conditions]
    const { where, values } = clauses(all)
    const sql = matters
      ? `select note.rowid as place, t.n as n from note join entry e on e.n = note.rowid join matter t on t.n = e.matter`
      : 'select note.rowid as place, t.n as n from note join entry t on t.n = note.rowid'
    return index
      .prepare<(string | number)[], Key>(
        `${sql} where note match ? and ${where} order by note.rowid ${orderOf(query)} limit ?`,
      )
      .all(noteQuery(query.text, codesFor(query.text)), ...values, query.limit + 1)
  }

  /** Matters with exactly this reference that pass the filters. */
  const byReference = (query: MattersQuery, reference: string, { places, conditions }: Asked): Key[] => {
    const { where, values } = clauses([between('t.n', beyond(query, places)), ...conditions])
    const passes = index
      .prepare<(string | number)[], number>(`select t.n from matter t where t.n = ? and ${where}`)
      .pluck()
    return referenced
      .all(reference, query.limit)
      .flatMap((n) => (passes.get(n, ...values) === undefined ? [] : [{ place: n, n }]))
  }

  const searched = (query: ListQuery & { text: string }, reference: string, asked: Asked): KeyPage => {
    const found = noted(query, asked)
    if (query.list === 'entries') return page(found, query.limit)
    const forwards = query.order === 'oldest'
    const both = [...found, ...byReference(query, reference, asked)].sort((a, b) =>
      forwards ? a.place - b.place : b.place - a.place,
    )
    const { keys, next } = page(both, query.limit)
    // Several notes of one matter: it stands in a page once.
    return { keys: keys.filter(({ n }, at) => keys.findIndex((key) => key.n === n) === at), next }
  }

  /** `reference`: as the text would stand in the log, were it one. */
  return (query: MattersQuery | EntriesQuery, reference = query.text ?? ''): KeyPage => {
    const source = query.list === 'matters' ? 'matter' : 'entry'
    const asked = contradicts(query) ? null : askedOf(query, source)
    if (!asked) return EMPTY
    const { text } = query
    return text === undefined ? plain(query, source, asked) : searched({ ...query, text }, reference, asked)
  }
}

/** SQLite has no infinity among the values that a statement takes. */
const finite = (value: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value))

/**
 * The places beyond the page before. Always one pair of bounds: of several on a column SQLite uses one, and reads all
 * that the others leave out.
 */
const beyond = (query: ListQuery, { first, last }: Places): Places => {
  if (query.after === undefined) return { first, last }
  return query.order === 'oldest'
    ? { first: Math.max(first, query.after + 1), last }
    : { first, last: Math.min(last, query.after - 1) }
}

/** @returns the index that leaves fewest rows to look at; undefined where no filter has one. */
const bestOf = (conditions: readonly Condition[]): string | undefined => {
  const indexes = conditions.flatMap(({ index }) => index ?? [])
  const both = ['entry_staff', 'entry_kind'].every((name) => indexes.some((index) => index.name === name))
  return both ? 'entry_staff_kind' : indexes.sort((a, b) => a.rows - b.rows)[0]?.name
}

const between = (place: string, { first, last }: Places): Condition => ({
  sql: `${place} >= ? and ${place} <= ?`,
  values: [first, last],
})

const orderOf = ({ order }: ListQuery) => (order === 'oldest' ? 'asc' : 'desc')

const clauses = (conditions: readonly Condition[]) => ({
  where: conditions.map(({ sql }) => sql).join(' and '),
  values: conditions.flatMap(({ values }) => values),
})
