/** Puts a damaged log where nobody writes to it again: database, -wal and -shm together, nothing deleted. */
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { syncFolder } from '../../files/sync-folder.ts'
import { ok, type Result } from '../../shared/result.ts'
import { fileFault } from '../sqlite.ts'

const PARTS = ['', '-wal', '-shm']

/**
 * Moves the log at `path` into a new folder of quarantine/.
 * @param at ms UTC; names the folder. @returns the path of the log there; data/not-writable, data/io.
 */
export const quarantine = (path: string, at: number): Result<string> => {
  const stamp = new Date(at).toISOString().replaceAll(/[:.]/g, '')
  const parent = join(dirname(path), 'quarantine')
  try {
    let folder = join(parent, stamp)
    for (let n = 2; existsSync(folder); n += 1) folder = join(parent, `${stamp}-${n}`)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const part of PARTS)
      if (existsSync(`${path}${part}`)) renameSync(`${path}${part}`, join(folder, `${basename(path)}${part}`))
    syncFolder(folder)
    syncFolder(dirname(path))
    return ok(join(folder, basename(path)))
  } catch (error) {
    return { ok: false, error: fileFault(error, path) }
  }
}
