/**
 * The projections in memory: the rows that the tables must hold after the entries given, without a database. For the
 * check of a log, which stops at an entry with a value that its column does not take: the program never wrote it.
 */
import type { EntryKind } from '../../shared/entries.ts'
import type { Looked } from '../chain/look.ts'
import { type From, ONE_MORE, PROJECTIONS, type Projection, type Where } from './projections.ts'
import { columnsOf, INITIAL, TABLES, type Table, type Value } from './tables.ts'

/** In the order of the table's columns; the first is the id. */
export type Row = Value[]
export type Rows = Map<string, Row>

/** Applies one entry. @returns whether its values are such that their columns take them. */
type Step = (entry: never, seq: number) => boolean
/** The rows that an entry speaks of; null where it does not say so in the form of its kind. */
type Find = (entry: never, seq: number) => Row[] | null

export interface Model {
  /** Takes the next entry of the log; an unknown kind changes nothing. */
  step(looked: Looked, seq: number): boolean
  readonly tables: Readonly<Record<Table, Rows>>
}

const at = (table: Table, column: string) => columnsOf(table).indexOf(column)
const [SEQ, STAFF] = [at('press', 'seq'), at('press', 'staff')]

/** The values of one entry, and where they go. Filled anew by each entry, so that none leaves garbage behind. */
const cellsOf = (table: Table, set: object = {}) => {
  const takes = TABLES[table] as Readonly<Record<string, (value: unknown) => boolean>>
  const cells = Object.entries(set as Record<string, From<EntryKind, Value> | typeof ONE_MORE>).map(
    ([column, of]) => ({
      ...{ at: at(table, column), of, takes: takes[column] ?? (() => false) },
      value: null as Value,
    }),
  )
  return {
    fill: (entry: never, seq: number): boolean => {
      for (const cell of cells) {
        if (cell.of === ONE_MORE) continue
        cell.value = cell.of(entry, seq)
        if (!cell.takes(cell.value)) return false
      }
      return true
    },
    put: (row: Row): void => {
      for (const { at, of, value } of cells) row[at] = of === ONE_MORE ? Number(row[at]) + 1 : value
    },
  }
}

const fitting = (table: Table, only: object = {}) => {
  const wanted = Object.entries(only).map(([column, value]) => ({ at: at(table, column), value }))
  return (row: Row): boolean => {
    for (const { at, value } of wanted) if (row[at] !== value) return false
    return true
  }
}

/** Presses that no sum has shown yet, by staff: nobody looks through years of presses at each sum. */
const createUnshown = () => {
  const all = new Map<Value, Row[]>()
  return {
    add: (row: Row) => {
      const staff = row[STAFF] ?? null
      const mine = all.get(staff)
      if (mine) mine.push(row)
      else all.set(staff, [row])
    },
    take: (staff: string, through: number): Row[] => {
      const { taken = [], left = [] } = Object.groupBy(all.get(staff) ?? [], (row) =>
        Number(row[SEQ]) <= through ? 'taken' : 'left',
      )
      all.set(staff, left)
      return taken
    },
  }
}

/** One model of the three tables, empty. */
export const createModel = (): Model => {
  const tables: Model['tables'] = { shift: new Map(), matter: new Map(), press: new Map() }
  const unshown = createUnshown()

  const finder = (rows: Rows, where: Where<EntryKind>): Find =>
    'ids' in where
      ? (entry, seq) => {
          const found: Row[] = []
          for (const id of where.ids(entry, seq)) {
            if (typeof id !== 'string') return null
            const row = rows.get(id)
            if (row) found.push(row)
          }
          return found
        }
      : (entry, seq) => {
          const [staff, through] = [where.staff(entry, seq), where.through(entry, seq)]
          return typeof staff === 'string' && typeof through === 'number'
            ? unshown.take(staff, through)
            : null
        }

  const stepOf = (projection: Projection<EntryKind>): Step => {
    const { table } = projection
    const rows = tables[table]
    if (projection.does === 'insert') {
      const cells = cellsOf(table, projection.set)
      const initial: Readonly<Record<string, Value>> = INITIAL[table]
      const blank = columnsOf(table).map((column) => initial[column] ?? null)
      return (entry, seq) => {
        if (!cells.fill(entry, seq)) return false
        const row = blank.slice()
        cells.put(row)
        const id = String(row[0])
        if (rows.has(id)) return true
        rows.set(id, row)
        if (table === 'press') unshown.add(row)
        return true
      }
    }
    const find = finder(rows, projection.where)
    const fits = fitting(table, projection.only)
    const cells = cellsOf(table, projection.does === 'update' ? projection.set : {})
    const change = projection.does === 'update' ? cells.put : (row: Row) => rows.delete(String(row[0]))
    return (entry, seq) => {
      if (!cells.fill(entry, seq)) return false
      const found = find(entry, seq)
      for (const row of found ?? []) if (fits(row)) change(row)
      return found !== null
    }
  }

  const steps = new Map(
    Object.entries(PROJECTIONS).map(([kind, projection]) => [
      kind,
      stepOf(projection as Projection<EntryKind>),
    ]),
  )
  return {
    tables,
    step: (looked, seq) => {
      const step = steps.get(looked.kind)
      try {
        return !step || step(looked as never, seq)
      } catch (error) {
        // A field of a field that is not there.
        if (error instanceof TypeError) return false
        throw error
      }
    },
  }
}
