/** Opens the log of a data folder: begins one, goes on with one, or recovers a damaged one. */
import { join } from 'node:path'
import type { StoredEntry } from '../../shared/entries.ts'
import { type Fault, ok, type Result } from '../../shared/result.ts'
import { EMPTY_HEAD } from '../chain/chain.ts'
import { quarantine } from '../recover/quarantine.ts'
import { salvage } from '../recover/salvage.ts'
import { readSealFile, type Sealed } from '../seal/keeper.ts'
import { type Entry, makeEntry } from './draft.ts'
import { createFile, openFile, openFileReadonly } from './file.ts'
import { inspect } from './header.ts'
import { chained, type Log, type LogOptions, logOf } from './log.ts'
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

/** Begins a log that goes on from `before`, and opens it. */
const begin = (options: LogOptions, before: Omit<Sealed, 'at'> | null): Result<Log> => {
  const path = logPath(options.dir)
  const first = firstEntry(options, before)
  const created = createFile(path, (db) => insertEntry(db)(first))
  if (!created.ok) return created
  const db = openFile(path)
  return db.ok ? logOf(db.value, path, options) : db
}

/**
 * A damaged log goes into quarantine as it is; a new one goes on from it with what could be read and the hall does not
 * have, and an incident says what is missing.
 */
const recover = (options: LogOptions, why: string): Result<Log> => {
  const path = logPath(options.dir)
  const moved = quarantine(path, options.clock.now())
  if (!moved.ok) return moved
  const { last, carried, lost } = salvage(moved.value, lastSealed(options.dir))
  const log = begin(options, last)
  if (!log.ok) return log
  const written = log.value.carry(
    carried.map(({ seq, entry }) => ({ ...entry, side: seq }) as unknown as Entry),
  )
  if (!written.ok) return written
  const params = { path: moved.value, why, carried: carried.length, lost }
  return ok({ ...log.value, findings: [{ code: 'data/recovered', params }, ...log.value.findings] })
}

const isDamaged = (result: Result<unknown>): boolean => !result.ok && result.error.code === 'data/damaged'

/**
 * Opens the log of a data folder, or begins one; a damaged one is recovered.
 * @returns data/newer, data/not-a-log … with the file untouched.
 */
export const openLog = (options: LogOptions): Result<Log> => {
  const path = logPath(options.dir)
  const found = inspect(path)
  if (isDamaged(found)) return recover(options, whyOf(found))
  if (!found.ok) return found
  if (!found.value.there) {
    const before = lastSealed(options.dir)
    const log = begin(options, before)
    if (!log.ok || !before) return log
    const gone: Fault = { code: 'data/log-gone', params: { path, log: before.logId, seq: before.seq } }
    return ok({ ...log.value, findings: [gone, ...log.value.findings] })
  }
  const db = openFile(path)
  if (!db.ok) return isDamaged(db) ? recover(options, whyOf(db)) : db
  const log = logOf(db.value, path, options)
  return isDamaged(log) ? recover(options, whyOf(log)) : log
}

const whyOf = (result: Result<unknown>): string =>
  result.ok ? '' : String(result.error.params?.['why'] ?? '')

/** Opens the log of a data folder for reading. @returns data/no-log when there is none. */
export const readLog = (dir: string): Result<LogReader> => {
  const path = logPath(dir)
  const db = openFileReadonly(path)
  return db.ok ? readerOf(db.value, path) : db
}
