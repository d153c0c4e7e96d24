/** The usual driver: better-sqlite3, whose own interface is the port's. */
import { createRequire } from 'node:module'
import type Database from 'better-sqlite3'
import type { Db, Driver, OpenOptions } from './port.ts'

/** Loads the native binary: where it does not fit the machine this throws, or ends the process (see choose.ts). */
export const betterSqlite = (): Driver => {
  const Sqlite: typeof Database = createRequire(import.meta.url)('better-sqlite3')
  return {
    name: 'better-sqlite3',
    // Its types know more of the values than the port does.
    open: (path: string, options: OpenOptions = {}) => new Sqlite(path, options) as unknown as Db,
  }
}
