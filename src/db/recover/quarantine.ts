/** Puts a damaged log where nobody writes to it again: database, -wal and -shm together, nothing deleted. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import { patiently } from '../../files/patiently.ts'
import { syncFolder } from '../../files/sync-folder.ts'
import { ok, type Result } from '../../shared/result.ts'
import { type Sealed, sealedSchema } from '../seal/key-file.ts'
import { fileFault } from '../sqlite.ts'

/** In the folder of a log whose entries have been carried on. */
const CARRIED = 'carried'

const quarantineOf = (dir: string) => join(dir, 'quarantine')

/** A folder of ours in quarantine/: when it was made, and what for. People and Windows leave things of their own there. */
export const FOLDER_NAME = /^(\d{4}-\d\d-\d\dT\d\d)(\d\d)(\d\d)(\d{3}Z)(-copy)?(-\d+)?$/

/** What a database consists of: one without the others is another database. */
export const PARTS = ['', '-wal', '-shm']

/** Where the log was last sealed, kept beside it: seal.json goes on with the next log. */
const SEALED = 'sealed.json'

/** The database first: where it is gone from its place, what a power cut left there is known to be its own. */
const moveParts = (path: string, folder: string): void => {
  for (const part of PARTS) {
    const to = join(folder, `${basename(path)}${part}`)
    if (existsSync(`${path}${part}`) && !existsSync(to)) patiently(() => renameSync(`${path}${part}`, to))
  }
  syncFolder(folder)
  syncFolder(dirname(path))
}

/**
 * Moves the log at `path` into a new folder of quarantine/.
 * @param sealed its last sealed place, as seal.json has it. @param at ms UTC; names the folder. @returns the path of the log there; data/not-writable, data/io.
 */
export const quarantine = (path: string, sealed: Sealed | null, at: number): Result<string> => {
  const stamp = new Date(at).toISOString().replaceAll(/[:.]/g, '')
  const parent = quarantineOf(dirname(path))
  try {
    let folder = join(parent, stamp)
    for (let n = 2; existsSync(folder); n += 1) folder = join(parent, `${stamp}-${n}`)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const noted = writeJsonFile(join(folder, SEALED), sealed)
    if (!noted.ok) return noted
    // A folder whose own name is lost in a power cut takes what was moved there with it.
    syncFolder(parent)
    syncFolder(dirname(path))
    moveParts(path, folder)
    return ok(join(folder, basename(path)))
  } catch (error) {
    return { ok: false, error: fileFault(error, path) }
  }
}

/**
 * Finds a recovery that a power cut ended, and moves what of its log is still at the old place. Folders are named by the
 * PC's clock, which may have been years ahead: whether a log was carried on is not told by its place among the others.
 * @returns the newest log in quarantine whose entries have not been carried on, and its last seal; null: there is none.
 */
export const unfinished = (dir: string): { path: string; sealed: Sealed | null } | null => {
  const parent = quarantineOf(dir)
  const names = existsSync(parent) ? readdirSync(parent).filter((name) => FOLDER_NAME.test(name)) : []
  const place = join(dir, 'log.db')
  for (const name of names.sort().reverse()) {
    const folder = join(parent, name)
    if (existsSync(join(folder, CARRIED))) continue
    if (!existsSync(place)) moveParts(place, folder)
    const path = join(folder, 'log.db')
    // Where nothing had been moved, the log is still at its place.
    if (!PARTS.some((part) => existsSync(`${path}${part}`))) continue
    const sealed = readJsonFile(join(folder, SEALED), sealedSchema.nullable())
    return { path, sealed: sealed.ok ? sealed.value : null }
  }
  return null
}

/** Notes that the log at `path` in quarantine has been carried on. Losing the note is harmless: ids are written once. */
export const finish = (path: string): void => {
  const folder = dirname(path)
  const file = openSync(join(folder, CARRIED), 'w', 0o600)
  fsyncSync(file)
  closeSync(file)
  syncFolder(folder)
}
