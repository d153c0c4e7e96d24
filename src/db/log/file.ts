/** Opens log.db: what it is, is it sound, is every commit an fsync. A file that fails a question is left as it was. */
import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { patiently } from '../../files/patiently.ts'
import { syncFolder } from '../../files/sync-folder.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { shrink } from '../keep/shrink.ts'
import { formatOf, KNOWN_VERSION, MIGRATIONS, migrate } from '../migrations/migrate.ts'
import { fileFault, guarded, openDatabase } from '../sqlite.ts'
import { APPLICATION_ID, inspect, judgeFormat } from './header.ts'
import { checkTail } from './tail.ts'

/** Only a command-line reader shares the file with the program, and it never writes: longer is another problem. */
const BUSY_MS = 250
const FULL = 2
/** A commit writes whole pages: some 10 KiB for an entry and its projections; SQLite's default of 4096 would make it more. */
const PAGE_BYTES = 2048
/** A write-ahead log of 8 MiB: a checkpoint's two further fsyncs come once in some 700 entries. */
const CHECKPOINT_PAGES = 4000

export interface Durability {
  journal: string
  /** 2 is FULL: an fsync for every commit. */
  synchronous: number
}

/** What this connection really does; read from SQLite, not from what we asked for. */
export const durabilityOf = (db: Db): Durability => ({
  journal: String(db.pragma('journal_mode', { simple: true })),
  synchronous: Number(db.pragma('synchronous', { simple: true })),
})

/** A reopened WAL file otherwise runs at NORMAL, without an fsync per commit: asked for and read back at every open. */
const requireFull = (db: Db, path: string): Result<void> => {
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = full')
  const { journal, synchronous } = durabilityOf(db)
  return journal === 'wal' && synchronous === FULL
    ? ok(undefined)
    : fail('data/io', { path, why: `journal_mode=${journal} synchronous=${synchronous}` })
}

/** A write that may be lost: a key that is pressed meanwhile need not wait for the disk. The next commit takes it along. */
export const unsynced = (db: Db, write: () => void): void => {
  db.pragma('synchronous = normal')
  try {
    write()
  } finally {
    db.pragma('synchronous = full')
  }
}

/** Reads every page: 6 s for a million entries. */
const checkPages = (db: Db, path: string): Result<void> => {
  const sound = db.pragma('quick_check(1)', { simple: true })
  return sound === 'ok' ? ok(undefined) : fail('data/damaged', { path, why: String(sound) })
}

const checkFormat = (db: Db, path: string): Result<void> => judgeFormat(formatOf(db), path)

const prepare = (db: Db, path: string): Result<void> => {
  const full = requireFull(db, path)
  if (!full.ok) return full
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  db.pragma('locking_mode = normal')
  db.pragma('foreign_keys = on')
  db.pragma('recursive_triggers = on')
  // A disk without room for it keeps no counter closed: the log is whole as it is.
  migrate(db, MIGRATIONS, () => shrink(db, path, Number.MAX_SAFE_INTEGER))
  return ok(undefined)
}

/** A copy of an older log as it was, beside it, before its format is changed. One for each format; it stays. */
const keepOlder = (db: Db, path: string): Result<void> => {
  const found = formatOf(db)
  const copy = `${path}.format-${found}`
  if (found >= KNOWN_VERSION || existsSync(copy)) return ok(undefined)
  return guarded(copy, () => {
    db.prepare('vacuum into ?').run(`${copy}.new`)
    patiently(() => renameSync(`${copy}.new`, copy))
    chmodSync(copy, 0o600)
    syncFolder(dirname(copy))
    return ok(undefined)
  })
}

/** Does each in turn while all is well. */
const inTurn = (...steps: (() => Result<void>)[]): Result<void> => {
  for (const step of steps) {
    const done = step()
    if (!done.ok) return done
  }
  return ok(undefined)
}

/**
 * Opens an existing log for writing, in the newest format, when its end is as it was written. The caller holds the
 * folder's lock. Every page is read by a worker, once ratings are taken.
 */
export const openFile = (path: string): Result<Db> =>
  openDatabase(path, { fileMustExist: true, timeout: BUSY_MS }, (db) => {
    rmSync(`${path}.format-${formatOf(db)}.new`, { force: true })
    return inTurn(
      () => checkFormat(db, path),
      () => keepOlder(db, path),
      () => prepare(db, path),
      () => checkTail(db, path),
    )
  })

const openToRead = (path: string, ...admit: ((db: Db, path: string) => Result<void>)[]): Result<Db> => {
  const there = inspect(path)
  if (!there.ok) return there
  if (!there.value.there) return fail('data/no-log', { path: dirname(path) })
  return openDatabase(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS }, (db) => {
    const found = formatOf(db)
    if (found < KNOWN_VERSION) return fail('data/older', { path, found, known: KNOWN_VERSION })
    return inTurn(...[checkFormat, ...admit].map((step) => () => step(db, path)))
  })
}

/** Opens an existing log for reading, also while the program writes it, when every page of it is sound. */
export const openFileReadonly = (path: string): Result<Db> => openToRead(path, checkPages)

/** Opens a log whose pages the caller has found sound: a thread need not read them all again. */
export const openSoundFile = (path: string): Result<Db> => openToRead(path)

/**
 * Makes a log with its first entry. It is built beside its place and moved there when it is whole and on the disk, so
 * that a log.db that exists is never half a log.
 */
export const createFile = (path: string, first: (db: Db) => void): Result<void> => {
  const draft = `${path}.new`
  const clear = () => {
    for (const name of [draft, `${draft}-wal`, `${draft}-shm`]) rmSync(name, { force: true })
  }
  try {
    clear()
    const made = openDatabase(draft, {}, (db) => {
      db.pragma(`page_size = ${PAGE_BYTES}`)
      db.pragma(`application_id = ${APPLICATION_ID}`)
      const prepared = prepare(db, path)
      if (!prepared.ok) return prepared
      first(db)
      db.pragma('wal_checkpoint(truncate)')
      return ok(undefined)
    })
    if (!made.ok) {
      clear()
      return made
    }
    made.value.close()
    chmodSync(draft, 0o600)
    patiently(() => renameSync(draft, path))
    syncFolder(dirname(path))
    return ok(undefined)
  } catch (error) {
    return { ok: false, error: fileFault(error, path) }
  }
}
