/**
 * One program per data folder. The lock is an SQLite file held under BEGIN EXCLUSIVE: it works across both hosts and the
 * command line, and the operating system frees it when the process ends in whatever way.
 */
import { join } from 'node:path'
import { fail, ok, type Result } from '../shared/result.ts'
import type { Db } from '../sqlite/port.ts'
import { openDatabase } from './sqlite.ts'

export interface Lock {
  /** Frees the folder for another program. Releasing twice does nothing more. */
  release(): void
}

/** A handle that nobody refers to is closed by the garbage collector, and the lock with it. */
const held = new Set<Db>()

/**
 * Takes the folder, at once or not at all.
 * @returns data/in-use when another program has it, data/no-log when there is no such folder.
 */
export const takeLock = (dir: string): Result<Lock> => {
  const opened = openDatabase(join(dir, 'host.lock'), { timeout: 0 }, (db) => {
    db.exec('begin exclusive')
    return ok(undefined)
  })
  if (!opened.ok) return opened.error.code === 'data/in-use' ? fail('data/in-use', { path: dir }) : opened
  const db = opened.value
  held.add(db)
  return ok({
    release: () => {
      held.delete(db)
      db.close()
    },
  })
}
