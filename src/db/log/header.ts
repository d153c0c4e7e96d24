/**
 * What a file says it is, read from its first 100 bytes without SQLite, so that a file that is not ours is not touched.
 * Source: https://sqlite.org/fileformat2.html, "The Database Header".
 */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { fail, ok, type Result } from '../../shared/result.ts'
import { KNOWN_VERSION } from '../migrations/migrate.ts'
import { fileFault } from '../sqlite.ts'

/** `application_id` of every Guiping log: "GPLG". */
export const APPLICATION_ID = 0x47504c47

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1')
const HEADER_BYTES = 100
const AT = { userVersion: 60, applicationId: 68 }

/** Decides from the first bytes of a file. @returns data/not-a-log, data/newer or data/damaged. */
export const judgeHeader = (header: Uint8Array, path: string): Result<void> => {
  const bytes = Buffer.from(header)
  if (bytes.length === 0) return fail('data/damaged', { path, why: 'empty' })
  if (bytes.every((byte) => byte === 0)) return fail('data/damaged', { path, why: 'zeros' })
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return fail('data/not-a-log', { path })
  if (bytes.length < HEADER_BYTES) return fail('data/damaged', { path, why: 'truncated' })
  if (bytes.readUInt32BE(AT.applicationId) !== APPLICATION_ID) return fail('data/not-a-log', { path })
  return judgeFormat(bytes.readUInt32BE(AT.userVersion), path)
}

/** @returns data/newer for a format that this program does not know. */
export const judgeFormat = (found: number, path: string): Result<void> =>
  found > KNOWN_VERSION ? fail('data/newer', { path, found, known: KNOWN_VERSION }) : ok(undefined)

/** Looks at the file. @returns whether it is there; a fault when what is there is not a log that we can open. */
export const inspect = (path: string): Result<{ there: boolean }> => {
  if (!existsSync(path)) {
    // A write-ahead log without its database would be replayed into whatever is put beside it.
    if (existsSync(`${path}-wal`))
      return fail('data/damaged', { path, why: 'log.db missing, log.db-wal there' })
    return ok({ there: false })
  }
  try {
    const file = openSync(path, 'r')
    try {
      if (!fstatSync(file).isFile()) return fail('data/not-a-log', { path })
      const header = Buffer.alloc(HEADER_BYTES)
      const judged = judgeHeader(header.subarray(0, readSync(file, header, 0, HEADER_BYTES, 0)), path)
      return judged.ok ? ok({ there: true }) : judged
    } finally {
      closeSync(file)
    }
  } catch (error) {
    return { ok: false, error: fileFault(error, path) }
  }
}
