/** Saves a log whose file was deleted, moved or replaced while it was open: the open connection still has all of it. */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from '../../files/sync-folder.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { fileFault, guarded } from '../sqlite.ts'
import { finish, PARTS, quarantine } from './quarantine.ts'

const copyOut = (db: Db, path: string, to: string): Result<void> =>
  guarded(path, () => {
    rmSync(to, { force: true })
    db.prepare('vacuum into ?').run(to)
    chmodSync(to, 0o600)
    const file = openSync(to, 'r+')
    fsyncSync(file)
    closeSync(file)
    return ok(undefined)
  })

/**
 * Writes the log that `db` has open back to `path`. What stands there now goes into quarantine in any case: with our
 * -wal beside it, it would be read as a mixture of two logs.
 * @param at ms UTC. @returns data/disk-full, data/io …; the next start then goes on from the last seal.
 */
export const rescue = (db: Db, path: string, at: number): Result<void> => {
  const beside = `${path}.rescued`
  try {
    const copied = copyOut(db, path, beside)
    if (PARTS.some((part) => existsSync(`${path}${part}`))) {
      const moved = quarantine(path, null, at)
      if (!moved.ok) return moved
      finish(moved.value)
    }
    if (!copied.ok) return copied
    renameSync(beside, path)
    syncFolder(dirname(path))
    return ok(undefined)
  } catch (error) {
    return { ok: false, error: fileFault(error, path) }
  }
}
