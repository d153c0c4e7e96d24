/**
 * The second driver: `node:sqlite`, built into Node and Electron. It has no binary of its own that could fail to load,
 * e.g. where glibc is older than 2.34 (UOS 20, Kylin V10). Here it gets the ways of the first driver.
 */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import type * as NodeSqlite from 'node:sqlite'
import type { Db, Driver, OpenOptions, Statement, Transaction, Value } from './port.ts'

type Native = NodeSqlite.DatabaseSync

/** Primary result codes (sqlite.org/rescode.html) that the program tells apart; the others are mistakes of ours. */
const CODES: Readonly<Record<number, string>> = {
  3: 'SQLITE_PERM',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  19: 'SQLITE_CONSTRAINT',
  26: 'SQLITE_NOTADB',
}

/** Gives an error of SQLite the code that the first driver gives it. */
const translated = (error: unknown): unknown => {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error
  return Object.assign(error, { code: CODES[error.errcode & 0xff] ?? 'SQLITE_ERROR' })
}

const attempt = <T>(work: () => T): T => {
  try {
    return work()
  } catch (error) {
    throw translated(error)
  }
}

const asBuffer = (value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value

/** The row's blobs as Buffer, in place: rows belong to whoever asked. */
const withBuffers = <Row extends object>(row: Row): Row => {
  for (const [name, value] of Object.entries(row))
    if (value instanceof Uint8Array) Object.assign(row, { [name]: asBuffer(value) })
  return row
}

const statementOf = (native: NodeSqlite.StatementSync): Statement => {
  let toRow = (row: object): unknown => withBuffers(row)
  const values = (given: unknown[]) => given as NodeSqlite.SQLInputValue[]
  const statement: Statement = {
    run: (...given) => attempt(() => native.run(...values(given))),
    get: (...given) => {
      const row = attempt(() => native.get(...values(given)))
      return row === undefined ? undefined : toRow(row)
    },
    all: (...given) => attempt(() => native.all(...values(given))).map(toRow),
    iterate: function* (...given) {
      const rows = attempt(() => native.iterate(...values(given)))
      try {
        for (;;) {
          const next = attempt(() => rows.next())
          if (next.done) return
          yield toRow(next.value)
        }
      } finally {
        rows.return?.()
      }
    },
    pluck: () => {
      native.setReturnArrays(true)
      toRow = (row) => asBuffer((row as unknown as Value[])[0])
      return statement
    },
    raw: () => {
      native.setReturnArrays(true)
      return statement
    },
  }
  return statement
}

const transactionOf = (native: Native) => {
  let depth = 0
  const within = <T>(begin: string, work: () => T): T => {
    const nested = depth > 0
    attempt(() => native.exec(nested ? `savepoint guiping_${depth}` : begin))
    depth += 1
    try {
      const result = work()
      attempt(() => native.exec(nested ? `release guiping_${depth - 1}` : 'commit'))
      return result
    } catch (error) {
      // SQLite itself has rolled back after some errors, a full disk among them.
      if (native.isTransaction)
        native.exec(nested ? `rollback to guiping_${depth - 1}; release guiping_${depth - 1}` : 'rollback')
      throw error
    } finally {
      depth -= 1
    }
  }
  return <Args extends unknown[], Result>(work: (...args: Args) => Result): Transaction<Args, Result> =>
    Object.assign((...args: Args) => within('begin', () => work(...args)), {
      immediate: (...args: Args) => within('begin immediate', () => work(...args)),
    })
}

const open = (module: typeof NodeSqlite, path: string, options: OpenOptions): Db => {
  if (options.fileMustExist && path !== ':memory:' && !existsSync(path))
    throw Object.assign(new Error('unable to open database file'), { code: 'SQLITE_CANTOPEN' })
  const native = attempt(
    () =>
      new module.DatabaseSync(path, {
        readOnly: options.readonly ?? false,
        timeout: options.timeout ?? 5000,
      }),
  )
  const prepare = (sql: string) => statementOf(attempt(() => native.prepare(sql)))
  return {
    prepare: prepare as Db['prepare'],
    exec: (sql) => attempt(() => native.exec(sql)),
    pragma: (source, { simple } = { simple: false }) => {
      const statement = prepare(`pragma ${source}`)
      return simple ? statement.pluck().get() : statement.all()
    },
    transaction: transactionOf(native),
    backup: (to) => module.backup(native, to).catch((error: unknown) => Promise.reject(translated(error))),
    close: () => {
      if (native.isOpen) native.close()
    },
  }
}

export const nodeSqlite = (): Driver => {
  const module: typeof NodeSqlite = createRequire(import.meta.url)('node:sqlite')
  return { name: 'node:sqlite', open: (path, options = {}) => open(module, path, options) }
}
