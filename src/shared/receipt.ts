/**
 * What the hall gives a counter for a sealed stretch of its log: a text that a person can read and `openssl` can check.
 * Both sides keep it. The signature is Ed25519 over the text's bytes, with the key that was pinned at enrolment.
 */
import { z } from 'zod'

export const receiptSchema = z.object({
  text: z.string().max(1000),
  /** Base64 of 64 bytes. */
  signature: z.string().max(200),
})
export type Receipt = z.infer<typeof receiptSchema>

export interface ReceiptFacts {
  /** The counter's id at the hall, and what its window is called. */
  counter: string
  station: string
  log: string
  /** The hall holds every entry from 1 up to this one, whose hash is `head`. */
  seq: number
  head: string
  /** The hall's clock, ms UTC. */
  at: number
}

/** A station may hold any character; a receipt has one line for each fact. */
const oneLine = (text: string) => JSON.stringify(text)

export const receiptText = ({ counter, station, log, seq, head, at }: ReceiptFacts): string =>
  [
    'guiping-receipt/1',
    `counter: ${counter}`,
    `station: ${oneLine(station)}`,
    `log: ${log}`,
    `entries: ${seq}`,
    `head: ${head}`,
    `received: ${new Date(at).toISOString()}`,
    '',
  ].join('\n')

const SHAPE =
  /^guiping-receipt\/1\ncounter: (\S+)\nstation: (".*")\nlog: ([0-9a-f-]{36})\nentries: (\d{1,15})\nhead: ([0-9a-f]{64})\nreceived: (\S+)\n$/

/** @returns what a receipt says, or null when it is none. Whether the hall said it, its signature tells. */
export const readReceipt = (text: string): ReceiptFacts | null => {
  const found = SHAPE.exec(text)
  const at = Date.parse(found?.[6] ?? '')
  if (!found || !Number.isFinite(at)) return null
  const [, counter = '', station = '', log = '', seq = '', head = ''] = found
  try {
    return { counter, station: String(JSON.parse(station)), log, seq: Number(seq), head, at }
  } catch {
    return null
  }
}
