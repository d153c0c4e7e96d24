/** A log as a `.glog` file: header, what the hall signed for, the entries, and an end that the counter signed. */
import type { StoredEntry } from '../../shared/entries.ts'
import type { GlogEnd, GlogHeader } from '../../shared/offer.ts'
import type { Receipt } from '../../shared/receipt.ts'
import type { Db } from '../../sqlite/port.ts'
import { entriesFrom } from '../log/rows.ts'

/**
 * One entry as a line. `body` is a string that holds the stored line byte for byte: as an object, a JSON tool might
 * write its numbers in another way, and the hash would no longer be checked by anybody.
 */
export const entryLine = ({ logId, seq, prev, hash, body }: StoredEntry): string =>
  `${JSON.stringify({ log_id: logId, seq, prev, hash, body })}\n`
export const headerLine = (header: GlogHeader): string => `${JSON.stringify(header)}\n`
export const receiptLine = (receipt: Receipt): string => `${JSON.stringify({ receipt })}\n`
export const endLine = (end: GlogEnd): string => `${JSON.stringify({ end })}\n`

/** What the program that holds the counter's key says of the file before it is written. */
export interface GlogFrame {
  header: GlogHeader
  end: GlogEnd
}

const PAGE = 500

/** Receipts for places beyond `after` and up to `to`, oldest first, at most `most`. */
export const receiptsAfter = (db: Db, log: string, after: number, to: number, most: number): Receipt[] =>
  db
    .prepare<[string, number, number, number], Receipt>(
      'select text, signature from receipt where log_id = ? and seq > ? and seq <= ? order by seq limit ?',
    )
    .all(log, after, to, most)

/** The entries from `from` to `to` in pages: the log may be written meanwhile. */
export const entriesBetween = function* (db: Db, log: string, from: number, to: number) {
  const page = entriesFrom(db)
  for (let next = from; next <= to; ) {
    const entries = page(log, next, Math.min(PAGE, to - next + 1))
    const last = entries.at(-1)
    if (!last) return
    yield* entries
    next = last.seq + 1
  }
}

/** The lines of a whole `.glog` but for the entries, which the caller counts. */
export const glogFrame = (db: Db, { header, end }: GlogFrame) => ({
  before: (function* () {
    yield headerLine(header)
    for (const receipt of receiptsAfter(db, header.log_id, 0, end.seq, Number.MAX_SAFE_INTEGER))
      yield receiptLine(receipt)
  })(),
  after: endLine(end),
})
