/**
 * Reads a `.glog` file twice, a line in memory at a time: first for what it says of itself (header, receipts, ends),
 * then for the verdict of the judge on its entries.
 */
import { closeSync, openSync, readSync } from 'node:fs'
import type { Head, StoredEntry } from '../../shared/entries.ts'
import {
  type GlogEnd,
  type GlogHeader,
  glogEndLineSchema,
  glogHeaderSchema,
  glogReceiptLineSchema,
} from '../../shared/offer.ts'
import { type Receipt, readReceipt } from '../../shared/receipt.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import type { Judgement } from '../../shared/verdict.ts'
import { createJudge } from '../chain/judge.ts'
import type { Seen } from '../chain/span.ts'
import { fileFault } from '../sqlite.ts'

const CHUNK = 256 * 1024
/** No entry comes near this; a longer line is not one of ours. */
const LONGEST = 4 * 1024 * 1024
const LINE_FEED = 10

/** One line of a file; `ended`: with its line feed. `to`: where it ends in the file. */
interface Line {
  text: string
  ended: boolean
  to: number
}

/** The lines of a file. What is longer than a line may be is given in pieces, which are no lines of ours. */
export const linesOf = function* (path: string): Generator<Line> {
  const file = openSync(path, 'r')
  try {
    const chunk = Buffer.allocUnsafe(CHUNK)
    let rest: Buffer[] = []
    let held = 0
    let at = 0
    for (let count = readSync(file, chunk); count > 0; count = readSync(file, chunk)) {
      let from = 0
      for (
        let end = chunk.indexOf(LINE_FEED);
        end !== -1 && end < count;
        end = chunk.indexOf(LINE_FEED, from)
      ) {
        rest.push(chunk.subarray(from, end))
        at += end + 1 - from
        yield { text: Buffer.concat(rest).toString('utf8'), ended: true, to: at }
        rest = []
        held = 0
        from = end + 1
      }
      if (from < count) rest.push(Buffer.from(chunk.subarray(from, count)))
      held += count - from
      at += count - from
      if (held > LONGEST) {
        yield { text: Buffer.concat(rest).toString('utf8'), ended: true, to: at }
        rest = []
        held = 0
      }
    }
    if (held > 0) yield { text: Buffer.concat(rest).toString('utf8'), ended: false, to: at }
  } finally {
    closeSync(file)
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const isReceipt = (text: string) => text.startsWith('{"receipt":')
const isEnd = (text: string) => text.startsWith('{"end":')

/** @returns the header that a first line is; glog/newer, glog/not-a-glog. */
export const readHeader = (text: string, file: string): Result<GlogHeader> => {
  const value = parsed(text)
  const header = glogHeaderSchema.safeParse(value)
  if (header.success) return ok(header.data)
  const version = typeof value === 'object' && value !== null && 'glog' in value ? value.glog : null
  return typeof version === 'number' && version > 1
    ? fail('glog/newer', { file })
    : fail('glog/not-a-glog', { file })
}

/** @returns the entry that a line is; null for anything else. */
export const readEntryLine = (text: string): StoredEntry | null => {
  const row = parsed(text)
  if (typeof row !== 'object' || row === null) return null
  const { log_id: logId, seq, prev, hash, body } = row as Record<string, unknown>
  return typeof logId === 'string' &&
    typeof seq === 'number' &&
    typeof prev === 'string' &&
    typeof hash === 'string' &&
    typeof body === 'string'
    ? { logId, seq, prev, hash, body }
    : null
}

/** Who checks signatures: this folder of the house knows no keys. */
export interface GlogChecks {
  end(header: GlogHeader, end: GlogEnd): boolean
  receipt(header: GlogHeader, receipt: Receipt): boolean
}

export interface GlogReport {
  header: GlogHeader
  judgement: Judgement
  /** How far the file's chain holds; before its first entry, where it begins. */
  held: Head
  /** null: the file ends as it should, with an end that its key signed. */
  fault: Fault | null
  /** The last place that the counter signed for. */
  signedTo: number
  /** The last place that a receipt speaks of, and how many receipts bear the hall's signature. */
  receiptTo: number
  receipts: number
  /** First and last time of the entries, ms UTC; null where there are none. */
  from: number | null
  to: number | null
  /** Bytes up to the last line that is whole. */
  bytes: number
}

/** What a file says of itself beside its entries. */
const outline = (path: string, checks: GlogChecks) => {
  const seen: Seen[] = []
  const found = { header: null as GlogHeader | null, signedTo: 0, receiptTo: 0, receipts: 0, bytes: 0 }
  let forged = false
  let last: GlogEnd | null = null
  for (const { text, ended, to } of linesOf(path)) {
    if (!found.header) {
      const header = readHeader(text, path)
      if (!header.ok) return header
      if (!ended) return fail('glog/not-a-glog', { file: path })
      found.header = header.value
      found.bytes = to
      seen.push({ seq: header.value.to, hash: header.value.head, at: null })
      continue
    }
    if (!ended) {
      last = null
      break
    }
    found.bytes = to
    last = null
    if (isReceipt(text)) {
      const line = glogReceiptLineSchema.safeParse(parsed(text))
      const facts = line.success ? readReceipt(line.data.receipt.text) : null
      if (!line.success || facts?.log !== found.header.log_id) continue
      found.receiptTo = Math.max(found.receiptTo, facts.seq)
      if (!checks.receipt(found.header, line.data.receipt)) continue
      found.receipts += 1
      seen.push({ seq: facts.seq, hash: facts.head, at: facts.at })
    } else if (isEnd(text)) {
      const line = glogEndLineSchema.safeParse(parsed(text))
      if (line.success && checks.end(found.header, line.data.end)) {
        last = line.data.end
        found.signedTo = Math.max(found.signedTo, last.seq)
        seen.push({ seq: last.seq, hash: last.head, at: null })
      } else forged = true
    }
  }
  const { header, ...rest } = found
  return header ? ok({ ...rest, header, seen, forged, last }) : fail('glog/not-a-glog', { file: path })
}

const timeOf = (body: string): number | null => {
  const value = parsed(body)
  const at = typeof value === 'object' && value !== null && 'at' in value ? value.at : null
  return typeof at === 'number' ? at : null
}

/** The entries of a file in its order. A line that is none is one without sense, which the judge will say. */
export const entriesOf = function* (path: string, header: GlogHeader): Generator<StoredEntry> {
  let next = header.from
  let before = header.prev
  let first = true
  for (const { text, ended } of linesOf(path)) {
    if (!ended) return
    if (first || isReceipt(text) || isEnd(text)) {
      first = false
      continue
    }
    const entry = readEntryLine(text) ?? {
      logId: header.log_id,
      seq: next,
      prev: before,
      hash: '',
      body: text,
    }
    yield entry
    next = entry.seq + 1
    before = entry.hash
  }
}

/**
 * A log that was pruned says so in an entry further on. Before that has come, the judge takes what is there for nothing;
 * of a file that was cut it is only the tail that is missing.
 */
const inPart = (judged: Judgement, { from }: GlogHeader, seq: number, fault: Fault | null): Judgement =>
  from > 1 &&
  fault?.code === 'glog/cut' &&
  (judged.why === 'gap' || judged.why === 'anchor') &&
  judged.firstBad === 1
    ? { ...judged, verdict: 'tail-missing', why: 'beyond', entries: seq, firstBad: seq + 1 }
    : judged

/**
 * @returns the verdict on a file and what it is made of; glog/not-a-glog, glog/newer or data/io. A file that was cut is
 * read as far as it goes: `fault` says so, and the verdict is about what its header had promised.
 */
export const readGlog = (path: string, checks: GlogChecks): Result<GlogReport> => {
  try {
    const said = outline(path, checks)
    if (!said.ok) return said
    const { header, seen, forged, last, ...rest } = said.value
    const judge = createJudge(header.log_id, { seen, anchor: { seq: header.from - 1, hash: header.prev } })
    const span = { from: null as number | null, to: null as number | null }
    for (const entry of entriesOf(path, header)) {
      judge.step(entry)
      if (judge.broken()) continue
      const at = timeOf(entry.body)
      if (at === null) continue
      span.from = Math.min(span.from ?? at, at)
      span.to = Math.max(span.to ?? at, at)
    }
    const begun = judge.head().seq > 0
    const held = begun ? judge.head() : { seq: header.from - 1, hash: header.prev }
    const { seq } = held
    const whole = last !== null && last.seq === seq && last.from === header.from && last.prev === header.prev
    const fault: Fault | null = forged
      ? { code: 'glog/forged-end', params: { file: path } }
      : whole
        ? null
        : { code: 'glog/cut', params: { file: path, seq } }
    const judgement = inPart(judge.verdict(true), header, seq, fault)
    return ok({ header, judgement, held, fault, ...rest, ...span })
  } catch (error) {
    return { ok: false, error: fileFault(error, path) }
  }
}
