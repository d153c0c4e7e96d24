/** Writes an export so that a file of that name is always a whole one. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { fail, ok, type Result } from '../../shared/result.ts'
import { fileFault } from '../sqlite.ts'

const CHUNK_CHARS = 64 * 1024

const writeAll = (file: number, text: string): void => {
  const bytes = Buffer.from(text, 'utf8')
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}

/**
 * Streams `lines` into a new file (0600), through `path`.part. An existing file is never overwritten.
 * @returns the number of lines; data/exists, data/disk-full, data/not-writable or data/io.
 */
export const writeLines = (path: string, lines: Iterable<string>): Result<{ lines: number }> => {
  if (existsSync(path)) return fail('data/exists', { path })
  const part = `${path}.part`
  try {
    const file = openSync(part, 'w', 0o600)
    let count = 0
    try {
      let chunk = ''
      for (const line of lines) {
        count += 1
        chunk += line
        if (chunk.length < CHUNK_CHARS) continue
        writeAll(file, chunk)
        chunk = ''
      }
      writeAll(file, chunk)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(part, path)
    return ok({ lines: count })
  } catch (error) {
    rmSync(part, { force: true })
    return { ok: false, error: fileFault(error, path) }
  }
}
