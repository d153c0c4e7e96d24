/** Writes an export so that a file of that name is always a whole one, and that the log knows of. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { patiently } from '../../files/patiently.ts'
import { syncFolder } from '../../files/sync-folder.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { fileFault } from '../sqlite.ts'

const CHUNK_BYTES = 256 * 1024

export const partOf = (path: string): string => `${path}.part`

/** Asked now and then in long work: false ends it. */
export type GoesOn = () => boolean

const writeAll = (file: number, bytes: Uint8Array): void => {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}

/** Joins short texts, so that every write is a large one. What is given out is good until the next. */
const chunks = function* (pieces: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  let room = Buffer.allocUnsafe(CHUNK_BYTES)
  let used = 0
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      if (used > 0) yield room.subarray(0, used)
      used = 0
      yield piece
      continue
    }
    // No character takes more than three bytes for each of its places in the text.
    const most = piece.length * 3
    if (used + most > room.length) {
      if (used > 0) yield room.subarray(0, used)
      used = 0
      if (most > room.length) room = Buffer.allocUnsafe(most)
    }
    used += room.write(piece, used, 'utf8')
  }
  if (used > 0) yield room.subarray(0, used)
}

/**
 * Streams `pieces` into `path`.part (0600), which keepPart makes the file. What breaks off or is ended leaves nothing.
 * @returns data/exists, data/disk-full, data/not-writable, data/io or export/cancelled.
 */
export const writePart = (
  path: string,
  pieces: Iterable<string | Uint8Array>,
  goesOn: GoesOn = () => true,
): Result<void> => {
  if (existsSync(path)) return fail('data/exists', { path })
  const part = partOf(path)
  try {
    const file = openSync(part, 'w', 0o600)
    try {
      for (const chunk of chunks(pieces)) {
        if (!goesOn()) return dropped(path)
        writeAll(file, chunk)
      }
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    return goesOn() ? ok(undefined) : dropped(path)
  } catch (error) {
    dropPart(path)
    return { ok: false, error: fileFault(error, path) }
  }
}

const dropped = (path: string): Result<never> => {
  dropPart(path)
  return fail('export/cancelled')
}

/** Makes the written part the file of that name; an existing one is never put aside. */
export const keepPart = (path: string): Result<void> => {
  try {
    if (existsSync(path)) {
      dropPart(path)
      return fail('data/exists', { path })
    }
    patiently(() => renameSync(partOf(path), path))
    syncFolder(dirname(path))
    return ok(undefined)
  } catch (error) {
    dropPart(path)
    return { ok: false, error: fileFault(error, path) }
  }
}

export const dropPart = (path: string): void => rmSync(partOf(path), { force: true })
