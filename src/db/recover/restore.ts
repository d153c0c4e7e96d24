/**
 * Goes back to a copy without a fork: the copy is put beside the quarantined logs as one that is still to be carried, and the
 * log goes on from it as after damage (docs/decisions/028). What is there now is moved, never deleted.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeJsonFile } from '../../files/json-file.ts'
import { syncFolder } from '../../files/sync-folder.ts'
import type { Head } from '../../shared/entries.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { CopyFacts } from '../backup/compare.ts'
import type { Log, LogOptions } from '../log/log.ts'
import { openLog } from '../log/open.ts'
import { readSealFile } from '../seal/key-file.ts'
import { fileFault, openDatabase } from '../sqlite.ts'
import { noteDamage } from './damage-note.ts'
import { finish, PARTS, quarantine } from './quarantine.ts'

/** Puts the copy where an interrupted recovery finds it. `hall`: how far the hall has this log, where it said so. */
const placeCopy = (dir: string, copy: CopyFacts, hall: Head | null, at: number): Result<void> => {
  const stamp = new Date(at).toISOString().replaceAll(/[:.]/g, '')
  const parent = join(dir, 'quarantine')
  let folder = join(parent, `${stamp}-copy`)
  for (let n = 2; existsSync(folder); n += 1) folder = join(parent, `${stamp}-copy-${n}`)
  const path = join(folder, 'log.db')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const noted = writeJsonFile(join(folder, 'sealed.json'), null)
    if (!noted.ok) return noted
    copyFileSync(copy.file, path)
    chmodSync(path, 0o600)
    const db = openDatabase(path, { fileMustExist: true }, (open) => {
      // What the hall has need not be carried; its own note in the copy is as old as the copy.
      if (hall)
        open
          .prepare(
            `insert into delivery (log_id, acked, hash) values (?, ?, unhex(?))
              on conflict (log_id) do update set acked = excluded.acked, hash = excluded.hash`,
          )
          .run(copy.logId, Math.min(hall.seq, copy.seq), hall.seq <= copy.seq ? hall.hash : copy.hash)
      return ok(undefined)
    })
    if (!db.ok) return db
    db.value.close()
    syncFolder(folder)
    syncFolder(parent)
    return ok(undefined)
  } catch (error) {
    return { ok: false, error: fileFault(error, folder) }
  }
}

/** Takes what stands at the log's place away: a database without its beside files, or these alone, is no log. */
const putAside = (options: LogOptions, damaged: boolean): Result<Log | null> => {
  const { dir, clock } = options
  const path = join(dir, 'log.db')
  if (existsSync(path)) {
    const noted = damaged ? noteDamage(dir, 'restore') : ok(undefined)
    return noted.ok ? openLog(options) : noted
  }
  if (!PARTS.some((part) => existsSync(`${path}${part}`))) return ok(null)
  const sealed = readSealFile(dir)
  const moved = quarantine(path, sealed.ok ? (sealed.value?.last ?? null) : null, clock.now())
  if (!moved.ok) return moved
  finish(moved.value)
  return ok(null)
}

/** A shift of the copy that is open there had ended before the present log's work. */
const endOld = (log: Log, { clock }: LogOptions, before: string | null): Result<unknown> => {
  const open = log.openWork()?.shift.id ?? null
  if (open === null || open === before) return ok(undefined)
  const stamp = { at: clock.now(), mono: clock.mono(), by: null }
  return log.append([{ kind: 'shift.closed', ...stamp, shift: open, why: 'handover' }])
}

export interface Restored {
  log: Log
  /** Entries of the copy that the log has now and had not before. */
  carried: number
}

/**
 * @param damaged whether the log that is there is put aside; else what it lacks of the copy is added to it.
 * @returns the open log; the caller writes down that it was restored.
 */
export const restoreCopy = (
  options: LogOptions,
  copy: CopyFacts,
  hall: Head | null,
  damaged: boolean,
): Result<Restored> => {
  const aside = putAside(options, damaged)
  if (!aside.ok) return aside
  const before = aside.value?.openWork()?.shift.id ?? null
  const had = aside.value?.head().seq ?? 0
  const was = aside.value !== null
  const closed = aside.value?.close() ?? ok(undefined)
  if (!closed.ok) return closed
  const placed = placeCopy(options.dir, copy, hall, options.clock.now())
  if (!placed.ok) return placed
  const log = openLog(options)
  if (!log.ok) return log
  const carried = countSide(log.value, had)
  const ended = was ? endOld(log.value, options, before) : ok(undefined)
  return ended.ok ? ok({ log: log.value, carried }) : ended
}

/** Entries that were carried in after `seq`: each is marked with the place that it had. */
const countSide = (log: Log, seq: number): number => {
  let count = 0
  for (const entry of log.entries(seq + 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER))
    if (JSON.parse(entry.body).side !== undefined) count += 1
  return count
}
