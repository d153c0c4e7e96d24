/** Gives the room of deleted entries back to the disk. What is not given back is used by the entries that follow. */
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Db } from '../../sqlite/port.ts'

/** SQLite writes the whole file anew, beside it and once more into the write-ahead log. */
const TIMES = 3

/** @param most bytes that may be written anew in one go: nothing else is written meanwhile. @returns whether it was done. */
export const shrink = (db: Db, path: string, most: number): boolean => {
  const number = (name: string) => Number(db.pragma(name, { simple: true }))
  const bytes = (number('page_count') - number('freelist_count')) * number('page_size')
  const { bavail, bsize } = statfsSync(dirname(path))
  if (bytes > most || bavail * bsize < TIMES * bytes) return false
  db.exec('vacuum')
  db.pragma('wal_checkpoint(truncate)')
  return true
}
