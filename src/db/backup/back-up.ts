/** Copies a log while it is written, checks the copy by opening it, and lets old copies go. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from '../../files/sync-folder.ts'
import type { Head } from '../../shared/entries.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { openFileReadonly } from '../log/file.ts'
import { currentLog, hashOf, lastHead } from '../log/rows.ts'
import { fileFault, guarded } from '../sqlite.ts'
import { copyName, expendable, readCopyName } from './rotation.ts'

export interface BackedUp {
  file: string
  logId: string
  /** The last entry of the copy. */
  seq: number
  hash: string
  /** Old copies that were let go. */
  removed: number
}

/** A part of a copy that was cut off; never taken for one. */
const PART = '.guiping-part'

const endOf = (db: Db): { logId: string; head: Head } | null => {
  const logId = currentLog(db)
  const head = logId === null ? null : lastHead(db, logId)
  return logId !== null && head ? { logId, head } : null
}

const copiesIn = (folder: string) => readdirSync(folder).flatMap((name) => readCopyName(name) ?? [])

const sync = (path: string) => {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Opens the copy as a log and finds in it where the log stood when the copy began. */
const checked = (
  part: string,
  before: { logId: string; head: Head },
): Result<{ logId: string; head: Head }> => {
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

/**
 * Makes a copy of `log` in `folder`, which is made where it is missing.
 * @param at ms UTC. @returns data/backup-lower when a copy of this log reaches further than the log itself: nothing is
 * then copied or let go; data/backup-bad when the copy is not what was copied; data/damaged, data/disk-full, data/io …
 */
export const backUp = (log: string, folder: string, at: number): Result<BackedUp> => {
  const source = openFileReadonly(log)
  if (!source.ok) return source
  const part = join(folder, PART)
  try {
    const before = endOf(source.value)
    if (!before) return fail('data/damaged', { path: log, why: 'no entries' })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const furthest = Math.max(
      0,
      ...copiesIn(folder)
        .filter(({ logId }) => logId === before.logId)
        .map(({ seq }) => seq),
    )
    if (furthest > before.head.seq)
      return fail('data/backup-lower', { path: folder, seq: furthest, found: before.head.seq })
    rmSync(part, { force: true })
    const copied = guarded(part, () => ok(source.value.prepare('vacuum into ?').run(part)))
    if (!copied.ok) return copied
    const end = checked(part, before)
    if (!end.ok) return end
    sync(part)
    const { logId, head } = end.value
    const file = join(folder, copyName({ logId, seq: head.seq, at }))
    renameSync(part, file)
    syncFolder(folder)
    const old = expendable(copiesIn(folder))
    for (const { name } of old) rmSync(join(folder, name))
    return ok({ file, logId, seq: head.seq, hash: head.hash, removed: old.length })
  } catch (error) {
    return { ok: false, error: fileFault(error, folder) }
  } finally {
    if (existsSync(part)) rmSync(part)
    source.value.close()
  }
}
