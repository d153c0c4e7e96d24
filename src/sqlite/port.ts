/** What Guiping needs of SQLite, whichever library brings it. Errors are thrown with `code` SQLITE_FULL, SQLITE_BUSY … */

export type Value = string | number | bigint | null | Uint8Array

/** Blobs come back as Buffer. */
export interface Statement<Values extends unknown[] = unknown[], Row = unknown> {
  run(...values: Values): unknown
  get(...values: Values): Row | undefined
  all(...values: Values): Row[]
  /** The database is busy until the rows are read or `return()` is called. */
  iterate(...values: Values): IterableIterator<Row>
  /** Only the first column of every row. */
  pluck(): this
  /** Rows as arrays. */
  raw(): this
}

/** Runs `work` between BEGIN and COMMIT, or in a savepoint where a transaction is open; what throws is rolled back. */
export type Transaction<Args extends unknown[], Result> = ((...args: Args) => Result) & {
  /** Takes the write lock at once. */
  immediate(...args: Args): Result
}

export interface Db {
  prepare<Values extends unknown[] = unknown[], Row = unknown>(sql: string): Statement<Values, Row>
  exec(sql: string): unknown
  /** `simple`: the one value instead of the rows. */
  pragma(source: string, options?: { simple: boolean }): unknown
  transaction<Args extends unknown[], Result>(work: (...args: Args) => Result): Transaction<Args, Result>
  /** Copies the whole database into a new file while it is in use. */
  backup(path: string): Promise<unknown>
  close(): unknown
}

export interface OpenOptions {
  readonly?: boolean
  /** Refuse to make a file that is not there. */
  fileMustExist?: boolean
  /** ms to wait for another connection's lock. */
  timeout?: number
}

export interface Driver {
  readonly name: 'better-sqlite3' | 'node:sqlite'
  open(path: string, options?: OpenOptions): Db
}
