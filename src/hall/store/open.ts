/** Opens hall.db: refuses what is not ours, newer or damaged before anything is written to it. */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from '../../files/sync-folder.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import { loadSqlite } from '../../sqlite/choose.ts'
import type { Db, Driver } from '../../sqlite/port.ts'
import { errorCode } from '../error-code.ts'
import { APPLICATION_ID, MIGRATIONS } from './schema.ts'

const HEADER_BYTES = 100
const MAGIC = 'SQLite format 3\0'
/** Where the SQLite file format keeps them (sqlite.org/fileformat.html, 1.3). */
const USER_VERSION_AT = 60
const APPLICATION_ID_AT = 68
/** Another process (`hall enrol`) writes for milliseconds only. */
const BUSY_MS = 5000

/** What an error of SQLite or the file system means to a person. */
export const storageFault = (error: unknown, path: string): Fault => {
  const code = errorCode(error)
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return { code: 'data/disk-full', params: { path } }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return { code: 'data/damaged', params: { path, why: code } }
  return { code: 'data/io', params: { path, why: code } }
}

/** Makes the folder where it is missing. */
export const prepareFolder = (dir: string): Result<void> => {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    accessSync(dir, constants.W_OK)
    return ok(undefined)
  } catch (error) {
    return errorCode(error) === 'ENOSPC'
      ? fail('data/disk-full', { path: dir })
      : fail('data/not-writable', { path: dir })
  }
}

/**
 * Holds the folder for one hall server: a file under BEGIN EXCLUSIVE, which the operating system frees when the
 * process dies, however it dies. @returns the function that gives it back, or data/in-use.
 */
export const lockFolder = async (dir: string): Promise<Result<() => void>> => {
  const sqlite = loadSqlite()
  if (!sqlite.ok) return sqlite
  try {
    const lock = sqlite.value.open(join(dir, 'hall.lock'), { timeout: 0 })
    try {
      lock.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      lock.close()
      throw error
    }
    return ok(() => lock.close())
  } catch (error) {
    if (errorCode(error) === 'SQLITE_BUSY') return fail('data/in-use', { path: dir })
    return { ok: false, error: storageFault(error, dir) }
  }
}

/** Reads the file's own header, without SQLite: opening would already touch a foreign file's journal. */
const checkHeader = (path: string): Result<void> => {
  const header = Buffer.alloc(HEADER_BYTES)
  const file = openSync(path, 'r')
  try {
    readSync(file, header, 0, HEADER_BYTES, 0)
  } finally {
    closeSync(file)
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) return fail('data/not-a-log', { path })
  if (header.readUInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID) return fail('data/not-a-log', { path })
  return checkVersion(path, header.readUInt32BE(USER_VERSION_AT))
}

const checkVersion = (path: string, found: number): Result<void> =>
  found > MIGRATIONS.length ? fail('data/newer', { path, found, known: MIGRATIONS.length }) : ok(undefined)

const userVersion = (db: Db) => Number(db.pragma('user_version', { simple: true }))

const migrate = (db: Db) => {
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index < userVersion(db)) continue
    db.transaction(() => {
      db.exec(sql)
      db.pragma(`user_version = ${index + 1}`)
    }).immediate()
  }
}

/** A new database is built beside its place and renamed into it: a power cut leaves none or a whole one. */
const create = (sqlite: Driver, dir: string, path: string) => {
  const beside = `${path}.new`
  rmSync(beside, { force: true })
  const db = sqlite.open(beside)
  try {
    db.pragma('synchronous = FULL')
    db.pragma(`application_id = ${APPLICATION_ID}`)
    migrate(db)
  } finally {
    db.close()
  }
  renameSync(beside, path)
  syncFolder(dir)
}

/** Looks for damage with a connection that cannot write, so that a damaged file stays as it was found. */
const inspect = (sqlite: Driver, path: string): Result<void> => {
  const db = sqlite.open(path, { readonly: true, timeout: BUSY_MS })
  try {
    const version = checkVersion(path, userVersion(db))
    if (!version.ok) return version
    const verdict = String(db.pragma('quick_check(1)', { simple: true }))
    return verdict === 'ok' ? ok(undefined) : fail('data/damaged', { path, why: verdict })
  } finally {
    db.close()
  }
}

/** FULL is set and read back at every open: a WAL file that is opened again otherwise runs NORMAL, without fsync per commit. */
const connect = (sqlite: Driver, path: string): Result<Db> => {
  const db = sqlite.open(path, { timeout: BUSY_MS })
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    migrate(db)
    const settings = `${db.pragma('journal_mode', { simple: true })} ${db.pragma('synchronous', { simple: true })}`
    if (settings === 'wal 2') return ok(db)
    db.close()
    return fail('data/io', { path, why: `journal ${settings}` })
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Opens `dir`/hall.db. @param make make it where there is none; otherwise that is data/no-log.
 * @returns the database in WAL mode with synchronous=FULL; data/not-a-log, data/newer, data/damaged, data/disk-full,
 * data/io or host/node-too-old, with the file as it was.
 */
export const openDatabase = async (dir: string, make: boolean): Promise<Result<Db>> => {
  const sqlite = loadSqlite()
  if (!sqlite.ok) return sqlite
  const path = join(dir, 'hall.db')
  try {
    if (!existsSync(path)) {
      if (!make) return fail('data/no-log', { path: dir })
      create(sqlite.value, dir, path)
    }
    const header = checkHeader(path)
    if (!header.ok) return header
    const sound = inspect(sqlite.value, path)
    if (!sound.ok) return sound
    return connect(sqlite.value, path)
  } catch (error) {
    return { ok: false, error: storageFault(error, path) }
  }
}
