/** One counter's log into its file: what is there is checked, what is missing is fetched, all of it is judged again. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { entryHash } from '../../db/chain/chain.ts'
import { type GlogReport, readEntryLine, readGlog } from '../../db/glog/read.ts'
import { endLine, headerLine, receiptLine } from '../../db/glog/write.ts'
import { fileFault } from '../../db/sqlite.ts'
import type { OfferStatus } from '../../shared/offer.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import { glogChecks, signerOf, type Trusted } from './checks.ts'
import type { CounterClient } from './client.ts'
import { type Appender, appendTo, glogName, growingFile, isBegun, newFile } from './folder.ts'
import { hostName, type PullHost } from './hosts.ts'

export interface FetchOptions {
  host: PullHost
  client: CounterClient
  out: string
  trusted: Trusted
  now(): number
  /** Entries that have come, of so many. */
  onProgress(done: number, total: number): void
}

/** What became of one counter, or of one file. */
export interface Had {
  station: string
  /** `host:port`, or the file that was given. */
  from: string
  file: string | null
  report: GlogReport | null
  fresh: number
  fault: Fault | null
  /** Logs that were moved aside at the counter, where it said so. */
  quarantined?: number
}

type Kept = { file: string; report: GlogReport } | null

const HELD_BACK: ReadonlySet<string> = new Set(['edited', 'damaged', 'forked'])

/** The file of this log that is there already. pull/kept-file: it was changed here, and nothing is added to it. */
const keptFile = (out: string, header: OfferStatus['header'], trusted: Trusted): Result<Kept> => {
  const file = growingFile(out, header)
  if (file === undefined) return ok(null)
  if (!isBegun(file)) {
    rmSync(file)
    return keptFile(out, header, trusted)
  }
  const read = readGlog(file, glogChecks(trusted))
  if (!read.ok) return read
  const { judgement, fault } = read.value
  if (HELD_BACK.has(judgement.verdict) || fault?.code === 'glog/forged-end')
    return fail('pull/kept-file', { file, verdict: judgement.verdict })
  return ok({ file, report: read.value })
}

/** Whether the counter still has the chain that was fetched before. */
const sameChain = (status: OfferStatus, kept: Kept, station: string): Result<void> => {
  if (!kept) return ok(undefined)
  const { header, held } = kept.report
  const { seq, hash } = held
  if (header.key !== status.header.key) return fail('pull/other-key', { station })
  if (status.header.to < seq) return fail('pull/behind', { station, seq, head: status.header.to })
  if (seq >= status.header.from && seq > 0 && status.at?.hash !== hash)
    return fail('pull/forked', { station, seq })
  return ok(undefined)
}

/** Writes what came where it goes on the chain. @returns the new place; pull/bad-answer and nothing written otherwise. */
const takePage = (
  page: string,
  log: string,
  place: { seq: number; hash: string },
  to: number,
  name: string,
  file: Appender,
): Result<{ seq: number; hash: string }> => {
  let { seq, hash } = place
  const bad = fail('pull/bad-answer', { host: name, why: `entry ${seq + 1}` })
  if (page === '' || !page.endsWith('\n')) return bad
  for (const text of page.slice(0, -1).split('\n')) {
    const entry = readEntryLine(text)
    if (!entry || entry.logId !== log || entry.seq !== seq + 1 || entry.prev !== hash || entry.seq > to)
      return bad
    if (entryHash(log, entry.seq, entry.prev, entry.body) !== entry.hash) return bad
    seq = entry.seq
    hash = entry.hash
  }
  file.add(page)
  return ok({ seq, hash })
}

/** Fetches what is missing. The file grows by whole lines: whatever breaks off leaves what has come. */
const grow = async (
  { host, client, onProgress }: FetchOptions,
  status: OfferStatus,
  file: Appender,
  begun: { start: number; place: { seq: number; hash: string }; receiptTo: number },
): Promise<Result<number>> => {
  const name = hostName(host)
  const { log_id } = status.header
  const first = begun.place.seq
  const pull = await client.begin(log_id, begun.start, first + 1)
  if (!pull.ok) return pull
  const { end } = pull.value
  for (let after = begun.receiptTo; ; ) {
    const page = await client.receipts(pull.value.pull, after)
    if (!page.ok) return page
    for (const receipt of page.value.receipts) file.add(receiptLine(receipt))
    // Receipts are for later and later places; a counter that says otherwise has no more.
    const last = Number(/\nentries: (\d{1,15})\n/.exec(page.value.receipts.at(-1)?.text ?? '')?.[1] ?? 0)
    if (!page.value.more || last <= after) break
    after = last
  }
  let { place } = begun
  while (place.seq < end.seq) {
    const page = await client.page(pull.value.pull, place.seq + 1)
    if (!page.ok) return page
    const taken = takePage(page.value, log_id, place, end.seq, name, file)
    if (!taken.ok) return taken
    place = taken.value
    onProgress(place.seq - first, end.seq - first)
  }
  if (place.hash !== end.head) return fail('pull/bad-answer', { host: name, why: 'head' })
  file.add(endLine(end))
  file.sync()
  return ok(place.seq - first)
}

/**
 * Where the file is and what it lacks. A log that was pruned beyond what is there begins a file of its own: the two are
 * no one chain here.
 */
const beginningOf = (out: string, header: OfferStatus['header'], kept: Kept) => {
  if (kept && kept.report.held.seq + 1 >= header.from) {
    const { header: own, held, receiptTo } = kept.report
    return { path: kept.file, start: own.from, place: held, receiptTo, goesOn: true }
  }
  const { from, prev } = header
  const path = join(out, glogName(header, from > 1 ? `-from-${from}` : ''))
  return { path, start: from, place: { seq: from - 1, hash: prev }, receiptTo: 0, goesOn: false }
}

/** Asks a counter for what is missing of its log. Never throws; what came before a fault is kept. */
export const fetchLog = async (options: FetchOptions): Promise<Had> => {
  const { host, client, out, trusted, now } = options
  const had: Had = {
    station: host.station,
    from: hostName(host),
    file: null,
    report: null,
    fresh: 0,
    fault: null,
  }
  const failed = (fault: Fault): Had => ({ ...had, fault })
  const status = await client.status(0)
  if (!status.ok) return failed(status.error)
  const { header, quarantined } = status.value
  if (quarantined !== undefined) had.quarantined = quarantined
  if (signerOf(trusted, { ...header, made_at: 0 }) === 'other')
    return failed({ code: 'pull/other-key', params: { station: host.station } })
  try {
    const kept = keptFile(out, header, trusted)
    if (!kept.ok) return failed(kept.error)
    const at = kept.value?.report.held.seq ?? 0
    const again = await client.status(at)
    if (!again.ok) return failed(again.error)
    if (again.value.header.log_id !== header.log_id) return failed({ code: 'offer/other-log' })
    const same = sameChain(again.value, kept.value, host.station)
    if (!same.ok) {
      return { ...failed(same.error), file: kept.value?.file ?? null, report: kept.value?.report ?? null }
    }

    if (kept.value && again.value.header.to === at && kept.value.report.fault === null)
      return { ...had, ...kept.value }
    const { path, start, place, receiptTo, goesOn } = beginningOf(out, header, kept.value)
    const file = goesOn ? appendTo(path, kept.value?.report.bytes ?? 0) : newFile(path)
    had.file = path
    let grown: Result<number>
    try {
      if (!goesOn) file.add(headerLine({ ...header, made_at: now() }))
      grown = await grow(options, again.value, file, { start, place, receiptTo })
    } finally {
      file.close()
    }
    const report = readGlog(path, glogChecks(trusted))
    if (!report.ok) return failed(report.error)
    const fresh = report.value.held.seq - place.seq
    return { ...had, report: report.value, fresh, fault: grown.ok ? report.value.fault : grown.error }
  } catch (error) {
    return failed(fileFault(error, had.file ?? out))
  }
}
