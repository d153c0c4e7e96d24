/** Opens database files, and says what SQLite's and the file system's errors mean to a person. */
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ErrorCode } from '../shared/errors.ts'
import { type Fault, fail, ok, type Result } from '../shared/result.ts'
import { loadSqlite } from '../sqlite/choose.ts'
import type { Db, OpenOptions } from '../sqlite/port.ts'

/** Which fault an SQLite result code is: the first prefix that fits. Other codes are mistakes of ours and thrown. */
const FAULTS: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'data/disk-full'],
  ['SQLITE_BUSY', 'data/in-use'],
  ['SQLITE_LOCKED', 'data/in-use'],
  ['SQLITE_READONLY', 'data/not-writable'],
  ['SQLITE_PERM', 'data/not-writable'],
  ['SQLITE_CORRUPT', 'data/damaged'],
  ['SQLITE_NOTADB', 'data/damaged'],
  ['SQLITE_IOERR', 'data/io'],
  ['SQLITE_CANTOPEN', 'data/io'],
  ['SQLITE_NOMEM', 'data/io'],
  // Our statements are tested: a file that they do not fit has another schema than the one that was written.
  ['SQLITE_ERROR', 'data/damaged'],
]

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** @returns the fault that an SQLite error at `path` is. Anything unexpected is thrown on. */
export const sqliteFault = (error: unknown, path: string): Fault => {
  const found = codeOf(error)
  const code = FAULTS.find(([prefix]) => found.startsWith(prefix))?.[1]
  // The columns made from a body: its bytes are no JSON any more, which SQLite calls an ordinary error.
  if (error instanceof Error && error.message.includes('malformed JSON'))
    return { code: 'data/damaged', params: { path, why: 'malformed JSON' } }
  if (!code) throw error
  const why = found === 'SQLITE_ERROR' && error instanceof Error ? error.message : found
  return { code, params: { path, why } }
}

/** @returns data/damaged for a constraint that refused what it must take: an index or a trigger is not as it was. Anything else is thrown on. */
export const refusal = (error: unknown, path: string): Fault => {
  const found = codeOf(error)
  if (!found.startsWith('SQLITE_CONSTRAINT')) throw error
  return { code: 'data/damaged', params: { path, why: found } }
}

/** Runs `work` and gives the SQLite errors that can happen to anyone back as faults. */
export const guarded = <T>(path: string, work: () => Result<T>): Result<T> => {
  try {
    return work()
  } catch (error) {
    return { ok: false, error: sqliteFault(error, path) }
  }
}

const writable = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** SQLite reads a log only where it can write beside it; of a write-protected stick it says no more than that it cannot open. */
const readOnlyPlace = (opened: Result<Db>, path: string, { readonly }: OpenOptions): Result<Db> =>
  !opened.ok && readonly && opened.error.params?.['why'] === 'SQLITE_CANTOPEN' && !writable(dirname(path))
    ? fail('data/read-only', { path: dirname(path) })
    : opened

/**
 * Opens a database file and asks `admit` about it; closes it again unless the answer is good.
 * @returns data/no-log when its folder does not exist, `admit`'s fault, or what SQLite says.
 */
export const openDatabase = (
  path: string,
  options: OpenOptions,
  admit: (db: Db) => Result<void>,
): Result<Db> => {
  const sqlite = loadSqlite()
  if (!sqlite.ok) return sqlite
  if (!existsSync(dirname(path))) return fail('data/no-log', { path: dirname(path) })
  const opened = guarded(path, () => {
    const db = sqlite.value.open(path, options)
    const admitted = guarded(path, () => admit(db))
    if (admitted.ok) return ok(db)
    db.close()
    return admitted
  })
  return readOnlyPlace(opened, path, options)
}

const FILE_FAULTS: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'data/disk-full',
  EDQUOT: 'data/disk-full',
  EACCES: 'data/not-writable',
  EPERM: 'data/not-writable',
  EROFS: 'data/not-writable',
  ENOTDIR: 'data/not-writable',
  EEXIST: 'data/not-writable',
}

/** @returns the fault that a file-system error at `path` is. What is no file-system error is thrown on. */
export const fileFault = (error: unknown, path: string): Fault => {
  const found = codeOf(error)
  if (!found.startsWith('E')) throw error
  return { code: FILE_FAULTS[found] ?? 'data/io', params: { path, why: found } }
}
