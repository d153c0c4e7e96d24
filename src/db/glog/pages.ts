/** A pull's reading of the log on the worker: pages of entries and receipts, from a connection that stays open. */
import { join } from 'node:path'
import type { Receipt } from '../../shared/receipt.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { openLogFile } from '../browse/browse.ts'
import { entriesFrom } from '../log/rows.ts'
import { guarded } from '../sqlite.ts'
import { entryLine, receiptsAfter } from './write.ts'

export interface PageWanted {
  dir: string
  log: string
  from: number
  to: number
  entries: number
  bytes: number
}

export interface ReceiptsWanted {
  dir: string
  log: string
  after: number
  to: number
  most: number
}

let open: { dir: string; db: Db } | null = null

const reading = <T>(dir: string, read: (db: Db) => Result<T>): Result<T> => {
  if (open?.dir !== dir) {
    open?.db.close()
    open = null
    const opened = openLogFile(join(dir, 'log.db'))
    if (!opened.ok) return opened
    open = { dir, db: opened.value }
  }
  const { db } = open
  return guarded(dir, () => read(db))
}

export interface Page {
  lines: string
  /** The last entry in them; 0 where there is none. */
  last: number
}

/** @returns lines from `from` on, within the bounds but always one where there is one. */
export const pullPage = ({ dir, log, from, to, entries, bytes }: PageWanted): Result<Page> =>
  reading(dir, (db) => {
    let lines = ''
    let size = 0
    let last = 0
    for (const entry of entriesFrom(db)(log, from, Math.min(entries, to - from + 1))) {
      size += Buffer.byteLength(entry.body)
      if (lines !== '' && size > bytes) break
      lines += entryLine(entry)
      last = entry.seq
    }
    return ok({ lines, last })
  })

export const pullReceipts = ({ dir, log, after, to, most }: ReceiptsWanted): Result<Receipt[]> =>
  reading(dir, (db) => ok(receiptsAfter(db, log, after, to, most)))
