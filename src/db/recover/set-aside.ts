/**
 * Logs that were moved aside, as they lie in quarantine/: what there is, and true copies of it. Nothing is opened, changed or
 * deleted there: SQLite would take a -wal away, and what is damaged may be all that is left.
 */
import { createHash } from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { syncFolder } from '../../files/sync-folder.ts'
import type { SetAside } from '../../shared/keep.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { fileFault } from '../sqlite.ts'
import { FOLDER_NAME } from './quarantine.ts'

export const quarantineFolder = (dir: string): string => join(dir, 'quarantine')

/** What a log at its place was: files, or a folder that somebody had put there. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))

/** @returns what was moved aside, the newest first; data/io … where the folder cannot be read. */
export const setAside = (dir: string): Result<SetAside[]> => {
  const parent = quarantineFolder(dir)
  try {
    const names = existsSync(parent) ? readdirSync(parent).sort().reverse() : []
    return ok(
      names.flatMap((name) => {
        const [, hour, minute, second, rest, copy] = FOLDER_NAME.exec(name) ?? []
        if (hour === undefined) return []
        const bytes = filesIn(join(parent, name)).reduce((sum, file) => sum + statSync(file).size, 0)
        const at = Date.parse(`${hour}:${minute}:${second}.${rest}`)
        return [{ name, at, bytes, copy: copy !== undefined }]
      }),
    )
  } catch (error) {
    return { ok: false, error: fileFault(error, parent) }
  }
}

/** Whoever waits for a copy: told of each piece, and may end it. */
export interface CopyWatch {
  copied(bytes: number): void
  stopped: AbortSignal
}

/** Copies one file byte for byte (0600, fsync). @returns its SHA-256 in hex. */
const copyFile = async (from: string, to: string, { copied, stopped }: CopyWatch): Promise<string> => {
  const hash = createHash('sha256')
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  await pipeline(
    createReadStream(from),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        copied(chunk.length)
        yield chunk
      }
    },
    createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }),
    { signal: stopped },
  )
  return hash.digest('hex')
}

/**
 * Copies what was moved aside under `name` into the folder `to`/`name`, with SHA256SUMS of what was read. A folder of that name is
 * always a whole copy. @returns quarantine/stopped, data/disk-full, data/not-writable, data/io with the file: then there is none.
 */
export const copySetAside = async (
  dir: string,
  name: string,
  to: string,
  watch: CopyWatch,
): Promise<Result<void>> => {
  const from = join(quarantineFolder(dir), name)
  const part = join(to, `${name}.part`)
  try {
    rmSync(part, { recursive: true, force: true })
    mkdirSync(part, { recursive: true, mode: 0o700 })
    const sums: string[] = []
    for (const file of filesIn(from)) {
      const path = relative(from, file)
      sums.push(`${await copyFile(file, join(part, path), watch)}  ${path.split(sep).join('/')}\n`)
    }
    writeFileSync(join(part, 'SHA256SUMS'), sums.join(''), { mode: 0o600, flush: true })
    syncFolder(part)
    renameSync(part, join(to, name))
    syncFolder(to)
    return ok(undefined)
  } catch (error) {
    if (!watch.stopped.aborted) return { ok: false, error: fileFault(error, part) }
    rmSync(part, { recursive: true, force: true })
    return fail('quarantine/stopped')
  }
}
