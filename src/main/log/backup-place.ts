/** Where copies of the log go: the data folder, another disk, or a share, which may not answer. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { ofPlace } from '../../db/backup/copy.ts'
import { type Copy, newestOf, readCopyName } from '../../db/backup/rotation.ts'
import { readSealFile, sealPath } from '../../db/seal/key-file.ts'
import { fileFault } from '../../db/sqlite.ts'
import type { Clock } from '../../shared/clock.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { within } from '../within.ts'

/**
 * Where this counter's copies go. On a share that many counters use each has a folder of its own, named for its seal keys: their
 * series stays the same when a log ends and another goes on, or the window gets another name.
 * @param chosen the folder that was set; null: in the data folder. @returns data/seal-lost without a key, data/config-invalid, data/io.
 */
export const backupFolder = (dir: string, chosen: string | null): Result<string> => {
  if (chosen === null) return ok(join(dir, 'backups'))
  const file = readSealFile(dir)
  if (!file.ok) return file
  return file.value
    ? ok(join(chosen, `guiping-${file.value.key.series}`))
    : fail('data/seal-lost', { path: sealPath(dir), why: 'ENOENT' })
}

/** Windows itself waits a minute for a server that is gone. */
const ANSWER_MS = 10_000

/** Nobody waits longer for a share, and the thread of the keypad not at all. */
const answered = async <T>(clock: Clock, path: string, work: Promise<T>): Promise<Result<T>> => {
  let found: Result<T> = fail('data/backup-place', { path, why: 'ETIMEDOUT' })
  const settled = work.then(
    (value) => {
      found = ok(value)
    },
    (error) => {
      found = { ok: false, error: ofPlace(fileFault(error, path), path) }
    },
  )
  await within(clock, ANSWER_MS, settled)
  return found
}

/** Writes into a folder and takes it back. @returns data/backup-relative, data/backup-place, data/disk-full. */
export const tryFolder = async (clock: Clock, folder: string): Promise<Result<void>> => {
  if (!isAbsolute(folder)) return fail('data/backup-relative', { path: folder })
  const probe = join(folder, `.guiping-try-${process.pid}`)
  const written = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(probe, '')
    await rm(probe, { force: true })
  }
  return answered(clock, folder, written())
}

/** The newest copy in a folder; null: none, or no such folder. @returns data/backup-place where it does not answer. */
export const newestCopy = async (clock: Clock, folder: string): Promise<Result<Copy | null>> => {
  const names = await answered(
    clock,
    folder,
    readdir(folder).catch((error) => {
      if (error.code === 'ENOENT') return []
      throw error
    }),
  )
  if (!names.ok) return names
  return ok(newestOf(names.value.flatMap((name) => readCopyName(name) ?? [])))
}
