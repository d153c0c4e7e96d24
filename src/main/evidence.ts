/** What is known of a counter's log beside its entries: receipts whose signature is the pinned hall's. */
import type { Seen } from '../db/chain/span.ts'
import type { LogReader } from '../db/log/reader.ts'
import { checkReceipt } from '../keys/request.ts'
import { readReceipt } from '../shared/receipt.ts'

/** @param hallKey the pinned key; null before an enrolment, when no receipt proves anything. */
export const receiptPlaces = (log: LogReader, hallKey: string | null): Seen[] =>
  log.receipts().flatMap((receipt) => {
    const facts = readReceipt(receipt.text)
    if (hallKey === null || !facts || facts.log !== log.id || !checkReceipt(receipt, hallKey)) return []
    return [{ seq: facts.seq, hash: facts.head, at: facts.at }]
  })
