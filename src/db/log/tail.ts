/** The end of a log is looked at at every start: what was written last is what a power cut or a bad disk hits first. */
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { entryHash } from '../chain/chain.ts'
import { currentLog, entriesFrom, lastHead } from './rows.ts'

const TAIL = 1_000

/** @returns data/damaged with the first place among the last 1,000 that does not fit its hash or the entry before it. */
export const checkTail = (db: Db, path: string): Result<void> => {
  const id = currentLog(db)
  if (id === null) return ok(undefined)
  const head = lastHead(db, id)
  // The pages of two logs, one's database under the other's -wal, are none.
  const end = db.prepare<[], number>('select max(seq) from entry').pluck().get()
  if (head === null || head.seq !== end) return fail('data/damaged', { path, why: 'no end' })
  const first = Math.max(1, head.seq - TAIL + 1)
  let prev: string | null = null
  let place = 0
  for (const entry of entriesFrom(db)(id, first, TAIL)) {
    const linked: boolean = prev === null || (entry.prev === prev && entry.seq === place + 1)
    if (!linked || entryHash(id, entry.seq, entry.prev, entry.body) !== entry.hash)
      return fail('data/damaged', { path, why: `entry ${entry.seq}` })
    prev = entry.hash
    place = entry.seq
  }
  return ok(undefined)
}
