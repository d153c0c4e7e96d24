/**
 * What a file says it is, read from its first 100 bytes without SQLite, so that a file that is not ours is not touched.
 * Source: https://sqlite.org/fileformat2.html, "The Database Header".
 */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fail, ok, type Result } from '../../shared/result.ts'
import { KNOWN_VERSION, MIGRATIONS } from '../migrations/migrate.ts'
import { livedHere } from '../recover/lived.ts'
import { fileFault } from '../sqlite.ts'

/** `application_id` of every Guiping log: "GPLG". */
export const APPLICATION_ID = 0x47504c47

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1')
/** How a -wal begins: one in the place of its database is ours. Source: the same, "WAL File Format". */
const WAL_MAGIC: readonly number[] = [0x377f0682, 0x377f0683]
const HEADER_BYTES = 100
const AT = { userVersion: 60, applicationId: 68 }

const APPLICATION = Buffer.alloc(4)
APPLICATION.writeUInt32BE(APPLICATION_ID)

const differing = (a: Uint8Array, b: Uint8Array): number => b.filter((byte, at) => a[at] !== byte).length

/** What SQLite and we put into a header says more than once that it is ours: some wrong bytes are damage, and no other file. */
const SOME = 2

/** Decides from the first bytes of a file. @returns data/not-a-log, data/newer or data/damaged. */
export const judgeHeader = (header: Uint8Array, path: string): Result<void> => {
  const bytes = Buffer.from(header)
  if (bytes.length === 0) return fail('data/damaged', { path, why: 'empty' })
  if (bytes.every((byte) => byte === 0)) return fail('data/damaged', { path, why: 'zeros' })
  if (bytes.length >= 4 && WAL_MAGIC.includes(bytes.readUInt32BE(0)))
    return fail('data/damaged', { path, why: 'write-ahead log' })
  const magic = differing(bytes, MAGIC.subarray(0, bytes.length))
  if (magic > SOME) return fail('data/not-a-log', { path })
  if (bytes.length < HEADER_BYTES) return fail('data/damaged', { path, why: 'truncated' })
  const application = differing(bytes.subarray(AT.applicationId, AT.applicationId + 4), APPLICATION)
  if (application > SOME) return fail('data/not-a-log', { path })
  if (magic + application > 0) return fail('data/damaged', { path, why: 'header' })
  return judgeFormat(bytes.readUInt32BE(AT.userVersion), path)
}

/** Formats are numbered in tens, and nobody will have released so many: another number is a damaged one. */
const STEP = 10
const BEYOND = 10_000

/** @returns data/newer for a format that this program does not know, data/damaged for one that none ever knew. */
export const judgeFormat = (found: number, path: string): Result<void> => {
  if (found > KNOWN_VERSION && found < BEYOND && found % STEP === 0)
    return fail('data/newer', { path, found, known: KNOWN_VERSION })
  return MIGRATIONS.some(({ version }) => version === found)
    ? ok(undefined)
    : fail('data/damaged', { path, why: `format ${found}` })
}

/** Where a log of ours lived, another thing in its place is damage; elsewhere it is somebody's, and not ours to move. */
const inItsPlace = (judged: Result<void>, path: string): Result<void> =>
  !judged.ok && judged.error.code === 'data/not-a-log' && livedHere(dirname(path))
    ? fail('data/damaged', { path, why: 'not a log' })
    : judged

/** The size of a log that opening will first bring to the newest format, in bytes; 0: it has that, or is none. */
export const olderBytes = (path: string): number => {
  const { size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {}
  if (size < HEADER_BYTES || !inspect(path).ok) return 0
  return headerOf(path).readUInt32BE(AT.userVersion) < KNOWN_VERSION ? size : 0
}

/** The first bytes of a file. */
const headerOf = (path: string): Buffer => {
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    return header.subarray(0, readSync(file, header, 0, HEADER_BYTES, 0))
  } finally {
    closeSync(file)
  }
}

/** Looks at the file. @returns whether it is there; a fault when what is there is not a log that we can open. */
export const inspect = (path: string): Result<{ there: boolean }> => {
  if (!existsSync(path)) {
    // A write-ahead log without its database would be replayed into whatever is put beside it.
    if (existsSync(`${path}-wal`))
      return fail('data/damaged', { path, why: 'log.db missing, log.db-wal there' })
    return ok({ there: false })
  }
  try {
    const judged = statSync(path).isFile()
      ? judgeHeader(headerOf(path), path)
      : fail('data/not-a-log', { path })
    const placed = inItsPlace(judged, path)
    return placed.ok ? ok({ there: true }) : placed
  } catch (error) {
    return { ok: false, error: fileFault(error, path) }
  }
}
