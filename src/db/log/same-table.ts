/** Compares a table of the file with the rows that it must hold. */
import type { Db } from '../../sqlite/port.ts'
import type { Row, Rows } from './model.ts'
import { columnsOf, type Table, type Value } from './tables.ts'

/** Rows at a time. */
const PAGE = 300

/** A text with half a surrogate pair is whole once it was in a database. */
const same = (ours: Value | undefined, theirs: unknown): boolean =>
  ours === theirs || (typeof ours === 'string' && ours.toWellFormed() === theirs)

const sameRow = (ours: Row, theirs: readonly unknown[]): boolean => {
  if (ours.length !== theirs.length) return false
  for (let at = 0; at < theirs.length; at += 1) if (!same(ours[at], theirs[at])) return false
  return true
}

/** Every row of the file must be one of `rows`, by value and by type, and each of these must be there. Uses `rows` up. */
export const sameTable = (db: Db, table: Table, rows: Rows): boolean => {
  const columns = db.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table)
  if (columns.join() !== columnsOf(table).join()) return false
  const first = db.prepare<[], unknown[]>(`select * from ${table} order by id limit ${PAGE}`).raw()
  const next = db
    .prepare<[unknown], unknown[]>(`select * from ${table} where id > ? order by id limit ${PAGE}`)
    .raw()
  let met = 0
  for (let page = first.all(); page.length > 0; page = next.all(page.at(-1)?.[0])) {
    for (const theirs of page) {
      const ours = rows.get(String(theirs[0]))
      if (!ours || !sameRow(ours, theirs)) return false
      // A row that comes twice meets none the second time.
      ours.length = 0
    }
    met += page.length
  }
  return met === rows.size
}
