/** Copies a log while it is written, checks the copy by opening it, and lets old copies go. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../shared/result.ts'
import { openFileReadonly } from '../log/file.ts'
import { fileFault } from '../sqlite.ts'
import { copyLog, endOf, ofPlace } from './copy.ts'
import { type Copy, expendable, readCopyName } from './rotation.ts'

export interface BackedUp {
  file: string
  logId: string
  /** The last entry of the copy. */
  seq: number
  hash: string
  /** Old copies that were let go. */
  removed: number
}

/** The copies in a folder, by their names; none where it does not exist. */
export const copiesIn = (folder: string): Copy[] =>
  existsSync(folder) ? readdirSync(folder).flatMap((name) => readCopyName(name) ?? []) : []

/** An old copy that a virus scanner or a person has open goes another time: the new one is there all the same. */
const wentAway = (file: string): boolean => {
  try {
    rmSync(file)
    return true
  } catch {
    return false
  }
}

/**
 * Makes a copy of `log` in `folder`, which is made where it is missing.
 * @param at ms UTC. @returns data/backup-lower when a copy of this log reaches further than the log itself: nothing is
 * then copied or let go; data/backup-bad when the copy is not what was copied; data/backup-place, data/damaged, data/disk-full …
 */
export const backUp = (log: string, folder: string, at: number): Result<BackedUp> => {
  const source = openFileReadonly(log)
  if (!source.ok) return source
  try {
    const before = endOf(source.value)
    if (!before) return fail('data/damaged', { path: log, why: 'no entries' })
    // Other counters may copy to the same share: only our own copies are looked at and let go.
    const ours = () => copiesIn(folder).filter(({ logId }) => logId === before.logId)
    const furthest = Math.max(0, ...ours().map(({ seq }) => seq))
    if (furthest > before.head.seq)
      return fail('data/backup-lower', { path: folder, seq: furthest, found: before.head.seq })
    const copied = copyLog(source.value, before, folder, at)
    if (!copied.ok) return copied
    const { file, logId, head } = copied.value
    const gone = expendable(ours()).filter(({ name }) => wentAway(join(folder, name)))
    return ok({ file, logId, seq: head.seq, hash: head.hash, removed: gone.length })
  } catch (error) {
    return { ok: false, error: ofPlace(fileFault(error, folder), folder) }
  } finally {
    source.value.close()
  }
}
