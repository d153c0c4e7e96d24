/** One checked copy of a log, made while it is written. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { patiently } from '../../files/patiently.ts'
import { syncFolder } from '../../files/sync-folder.ts'
import type { Head } from '../../shared/entries.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { openFileReadonly } from '../log/file.ts'
import { currentLog, hashOf, lastHead } from '../log/rows.ts'
import { fileFault, guarded } from '../sqlite.ts'
import { copyName } from './rotation.ts'

/** A copy that is being made, or was cut off; never taken for one. Many counters may copy to one share. */
export const partIn = (folder: string, logId: string): string => join(folder, `.guiping-part-${logId}`)

/** What was cut off, and SQLite's own note about it. */
export const dropPart = (part: string): void => {
  for (const file of [part, `${part}-journal`]) rmSync(file, { force: true })
}

export interface End {
  logId: string
  head: Head
}

export interface Copied extends End {
  file: string
}

export const endOf = (db: Db): End | null => {
  const logId = currentLog(db)
  const head = logId === null ? null : lastHead(db, logId)
  return logId !== null && head ? { logId, head } : null
}

const sync = (path: string) => {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Opens the copy as a log and finds in it where the log stood when the copy began. */
const checked = (part: string, before: End): Result<End> => {
  const copy = openFileReadonly(part)
  if (!copy.ok) return copy
  try {
    const end = endOf(copy.value)
    const same = end && hashOf(copy.value)(before.logId, before.head.seq) === before.head.hash
    return end && same ? ok(end) : fail('data/backup-bad', { path: part })
  } finally {
    copy.value.close()
  }
}

/** What is wrong with the place of a copy is no trouble of the log's own file. */
export const ofPlace = (fault: Fault, folder: string): Fault =>
  fault.code === 'data/not-writable' || fault.code === 'data/io'
    ? {
        code: 'data/backup-place',
        params: { path: folder, why: String(fault.params?.['why'] ?? fault.code) },
      }
    : fault

/**
 * Copies `source` into `folder`, which is made where it is missing, and names the copy for what it holds.
 * @param at ms UTC. @returns data/backup-bad when the copy is not what was copied; data/backup-place, data/disk-full, data/damaged
 */
export const copyLog = (source: Db, before: End, folder: string, at: number): Result<Copied> => {
  const part = partIn(folder, before.logId)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    dropPart(part)
    const copied = guarded(part, () => ok(source.prepare('vacuum into ?').run(part)))
    if (!copied.ok) return { ok: false, error: ofPlace(copied.error, folder) }
    const end = checked(part, before)
    if (!end.ok) return end
    sync(part)
    const { logId, head } = end.value
    const file = join(folder, copyName({ logId, seq: head.seq, at }))
    patiently(() => renameSync(part, file))
    syncFolder(folder)
    return ok({ file, logId, head })
  } catch (error) {
    return { ok: false, error: ofPlace(fileFault(error, folder), folder) }
  } finally {
    dropPart(part)
  }
}
