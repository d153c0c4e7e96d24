/**
 * The projections as statements: applied in the transaction that writes the entry, to make the tables again, and to merge
 * logs.
 */
import type { EntryKind } from '../../shared/entries.ts'
import type { Db } from '../../sqlite/port.ts'
import type { Entry } from './draft.ts'
import { type From, ONE_MORE, PROJECTIONS, type Projection, type Where } from './projections.ts'
import type { Value } from './tables.ts'

type Apply = (entry: Entry, seq: number) => void
/** Each kind's own projection takes its own entries; put together, a table knows them only as entries. */
type Any = Projection<EntryKind>
type Values = From<EntryKind, Value>

const entriesOf = (given: object) => Object.entries(given) as [string, Values | typeof ONE_MORE][]

const isValues = (of: Values | typeof ONE_MORE): of is Values => of !== ONE_MORE

const literal = (value: Value) => (typeof value === 'string' ? `'${value}'` : String(value))

const onlyIf = (only: object = {}) =>
  Object.entries(only).map(([column, value]) =>
    value === null ? `${column} is null` : `${column} = ${literal(value)}`,
  )

/** Which rows, and the values for each run of the statement. */
const rowsOf = (where: Where<EntryKind>): { sql: string[]; runs: From<EntryKind, Value[][]> } =>
  'ids' in where
    ? { sql: ['id = ?'], runs: (entry, seq) => where.ids(entry, seq).map((id) => [id]) }
    : {
        sql: ['staff = ?', 'seq <= ?'],
        runs: (entry, seq) => [[where.staff(entry, seq), where.through(entry, seq)]],
      }

const prepared = (db: Db, projection: Any): Apply => {
  const { table } = projection
  if (projection.does === 'insert') {
    const cells = entriesOf(projection.set)
    const [names, places] = [cells.map(([name]) => name), cells.map(() => '?')]
    const statement = db.prepare(`insert into ${table} (${names}) values (${places}) on conflict do nothing`)
    const values = cells.map(([, of]) => of).filter(isValues)
    return (entry, seq) => void statement.run(...values.map((of) => of(entry, seq)))
  }
  const rows = rowsOf(projection.where)
  const where = [...rows.sql, ...onlyIf(projection.only)].join(' and ')
  const cells = projection.does === 'update' ? entriesOf(projection.set) : []
  const sets = cells.map(([name, of]) => `${name} = ${of === ONE_MORE ? `${name} + 1` : '?'}`)
  const values = cells.map(([, of]) => of).filter(isValues)
  const what = projection.does === 'delete' ? `delete from ${table}` : `update ${table} set ${sets}`
  const statement = db.prepare(`${what} where ${where}`)
  return (entry, seq) => {
    const set = values.map((of) => of(entry, seq))
    for (const row of rows.runs(entry, seq)) statement.run(...set, ...row)
  }
}

/** Prepares the projections of one database. The returned function applies one entry; an unknown kind changes nothing. */
export const projector = (db: Db): Apply => {
  const applied = new Map(
    Object.entries(PROJECTIONS).map(([kind, projection]) => [kind, prepared(db, projection as Any)]),
  )
  return (entry, seq) => applied.get(entry.kind)?.(entry, seq)
}
