/**
 * One program per data folder. The lock is an SQLite file held under BEGIN EXCLUSIVE: it works across both hosts and the
 * command line, and the operating system frees it when the process ends in whatever way.
 */
import { join } from 'node:path'
import { fail, ok, type Result } from '../shared/result.ts'
import { type Db, guarded, loadSqlite } from './sqlite.ts'

export interface Lock {
  /** Frees the folder for another program. Releasing twice does nothing more. */
  release(): void
}

/** A handle that nobody refers to is closed by the garbage collector, and the lock with it. */
const held = new Set<Db>()

/** Takes the folder. @returns data/in-use when another program has it; at once, without waiting. */
export const takeLock = (dir: string): Result<Lock> => {
  const sqlite = loadSqlite()
  if (!sqlite.ok) return sqlite
  const path = join(dir, 'host.lock')
  let opened: Db | null = null
  const locked = guarded<Lock>(path, () => {
    const db = new sqlite.value(path, { timeout: 0 })
    opened = db
    db.exec('begin exclusive')
    held.add(db)
    return ok({
      release: () => {
        held.delete(db)
        db.close()
      },
    })
  })
  if (locked.ok) return locked
  ;(opened as Db | null)?.close()
  return locked.error.code === 'data/in-use' ? fail('data/in-use', { path: dir }) : locked
}
