/** Opens the log of a data folder: begins one, goes on with one, or recovers a damaged one. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { StoredEntry } from '../../shared/entries.ts'
import { type Fault, ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { EMPTY_HEAD } from '../chain/chain.ts'
import { clearDamageNote, notedDamage } from '../recover/damage-note.ts'
import { finish, quarantine, unfinished } from '../recover/quarantine.ts'
import { type Salvage, salvage } from '../recover/salvage.ts'
import { readSealFile, type Sealed } from '../seal/key-file.ts'
import { guarded } from '../sqlite.ts'
import { type Entry, makeEntry } from './draft.ts'
import { createFile, openFile, openFileReadonly } from './file.ts'
import { inspect } from './header.ts'
import { type Log, type LogOptions, logOf } from './log.ts'
import { chained } from './put.ts'
import { type LogReader, readerOf } from './reader.ts'
import { insertEntry } from './rows.ts'

const logPath = (dir: string) => join(dir, 'log.db')

/** @param before the last place of the log that is gone and that this one goes on from. */
const firstEntry = (options: LogOptions, before: Omit<Sealed, 'at'> | null): StoredEntry => {
  const { clock, station, boot, newId } = options
  const at = clock.now()
  const logId = newId(at)
  const draft = { kind: 'log.opened', at, mono: clock.mono(), by: null } as const
  const continues = before && { log_id: before.logId, seq: before.seq, hash: before.hash }
  const entry = makeEntry({ ...draft, log_id: logId, alg: 'sha256', station, continues }, { boot, newId })
  return chained(logId, EMPTY_HEAD, entry)
}

const lastSealed = (dir: string): Sealed | null => {
  const sealed = readSealFile(dir)
  return sealed.ok ? (sealed.value?.last ?? null) : null
}

const isDamaged = (result: Result<unknown>): boolean => !result.ok && result.error.code === 'data/damaged'

const whyOf = (result: Result<unknown>): string =>
  result.ok ? '' : String(result.error.params?.['why'] ?? '')

/** A log that was taken out of use and whose entries have not all been carried on. */
interface Old {
  /** Of the log in quarantine. */
  path: string
  why: string
  salvage: Salvage
}

/** A recovery that a power cut ended is found again and goes on: what it has carried already is known by its ids. */
const oldOf = (options: LogOptions, why: string): Old | null => {
  const left = unfinished(options.dir)
  if (!left) return null
  const file = readSealFile(options.dir)
  const series = file.ok ? (file.value?.key.series ?? null) : null
  return { path: left.path, why, salvage: salvage(left.path, { sealed: left.sealed, series }) }
}

/** Opens the log that is there or begins one. @returns the database, or data/damaged and what else SQLite says. */
const openOrBegin = (options: LogOptions, old: Old | null): Result<Db> => {
  const path = logPath(options.dir)
  const found = inspect(path)
  if (!found.ok) return found
  if (!found.value.there) {
    const first = firstEntry(options, old?.salvage.last ?? lastSealed(options.dir))
    const created = createFile(path, (db) => insertEntry(db)(first))
    if (!created.ok) return created
  }
  return openFile(path)
}

/** What the opening of a log found, for an incident. */
const findingsOf = (options: LogOptions, old: Old | null, gone: Sealed | null): Fault[] => {
  if (old) {
    const { carried, lost } = old.salvage
    return [
      { code: 'data/recovered', params: { path: old.path, why: old.why, carried: carried.length, lost } },
    ]
  }
  if (!gone) return []
  return [{ code: 'data/log-gone', params: { path: logPath(options.dir), log: gone.logId, seq: gone.seq } }]
}

/**
 * Opens the log of a data folder, or begins one. A damaged log goes into quarantine as it is; a new one goes on from it
 * with what could be read and the hall does not have, and an incident says what is missing.
 * @returns data/newer, data/not-a-log … with the file untouched.
 */
export const openLog = (options: LogOptions): Result<Log> => {
  const why = notedDamage(options.dir)
  if (why !== null && existsSync(logPath(options.dir))) return goOnAnew(options, why)
  clearDamageNote(options.dir)
  return open(options, oldOf(options, why ?? 'restart'))
}

/** Puts the log aside and goes on in a new one. */
const goOnAnew = (options: LogOptions, why: string): Result<Log> => {
  const moved = quarantine(logPath(options.dir), lastSealed(options.dir), options.clock.now())
  if (!moved.ok) return moved
  clearDamageNote(options.dir)
  return open(options, oldOf(options, why))
}

/** A schema that our statements do not fit is damage like any other. */
const madeOf = (db: Db, path: string, options: LogOptions, carried: readonly Entry[]): Result<Log> => {
  const log = guarded(path, () => logOf(db, path, options, carried))
  if (!log.ok) db.close()
  return log
}

const open = (options: LogOptions, old: Old | null): Result<Log> => {
  const path = logPath(options.dir)
  const gone = existsSync(path) ? null : lastSealed(options.dir)
  const db = openOrBegin(options, old)
  const carried = (old?.salvage.carried ?? []).map(
    ({ seq, entry }) => ({ ...entry, side: seq }) as unknown as Entry,
  )
  const log = db.ok ? madeOf(db.value, path, options, carried) : db
  if (isDamaged(log)) return goOnAnew(options, whyOf(log))
  if (!log.ok) return log
  if (old) finish(old.path)
  return ok({ ...log.value, findings: [...findingsOf(options, old, gone), ...log.value.findings] })
}

/** Opens the log of a data folder for reading. @returns data/no-log when there is none. */
export const readLog = (dir: string): Result<LogReader> => {
  const path = logPath(dir)
  const db = openFileReadonly(path)
  return db.ok ? readerOf(db.value, path) : db
}
