/**
 * The verdict on one log: its chain, its seals, its times, and the places that others have seen of it. Pure, one pass,
 * one entry in memory. resources/check/guiping_check.py says the same in Python; the tests hold the two together.
 */

import type { Head, StoredEntry } from '../../shared/entries.ts'
import type { SealKey } from '../../shared/seal.ts'
import type { Judgement, LogVerdict } from '../../shared/verdict.ts'
import { EMPTY_HEAD, entryHash } from './chain.ts'
import type { Finding } from './finding.ts'
import { type Looked, look } from './look.ts'
import { createSealCheck } from './seal-check.ts'
import { type Seen, SINCE, spanOf } from './span.ts'
import { createTimeCheck } from './time-check.ts'

/** What is known of a log beside its entries. */
export interface Known {
  seen?: readonly Seen[]
  /** Keys of the counter's series, the earliest of each; what was sealed before them is not checked. */
  keys?: readonly SealKey[]
  /** The log must have seals although its entries do not say so: somebody holds a key of this counter's. */
  mustSeal?: boolean
  /** Where the file says that its log begins, after what has left it; left out: nobody has said. */
  anchor?: Head
}

/** The chain says at once what the others may only say at the end: after a broken link nothing can be built on. */
const broken = (head: Head, entry: StoredEntry, looked: Looked | null): Finding | null => {
  const seq = head.seq + 1
  if (entry.seq !== seq) return { verdict: 'edited', why: 'gap', seq }
  if (!looked) return { verdict: 'damaged', why: 'body', seq }
  if (entry.prev !== head.hash) return { verdict: 'edited', why: 'prev', seq }
  if (entryHash(entry.logId, seq, entry.prev, entry.body) !== entry.hash)
    return { verdict: 'edited', why: 'hash', seq }
  return null
}

const GRAVITY: readonly LogVerdict[] = ['damaged', 'edited', 'tail-missing', 'forked', 'unsealed', 'time-odd']

export interface Judge {
  /** Takes the next entry in the order of seq. `looked`: what `look` says of its body, where the caller has asked already. */
  step(entry: StoredEntry, looked?: Looked | null): void
  /** How far the chain holds. */
  head(): Head
  /** Whether the chain broke: what follows cannot mend it. */
  broken(): boolean
  /** The verdict on what was given; `ended`: nothing follows. */
  verdict(ended: boolean): Judgement
}

/** Begins to judge the log `logId`. */
export const createJudge = (
  logId: string,
  { seen = [], keys = [], mustSeal = false, anchor }: Known = {},
): Judge => {
  const places = Map.groupBy(seen, ({ seq }) => seq)
  const beyond = Math.max(0, ...seen.map(({ seq }) => seq))
  const seals = createSealCheck(keys, mustSeal)
  const times = createTimeCheck()
  const findings: Finding[] = []
  const span = spanOf()
  let head = EMPTY_HEAD
  let cut: Finding | null = null
  /** What the first entry given follows: the empty log, or entries that have left, which one among the rest must say. */
  let start: (Head & { vouched: boolean; at: number | null }) | null = null

  const begin = (entry: StoredEntry, at: number | null) => {
    const later = entry.logId === logId && entry.seq > 1
    head = later ? { seq: entry.seq - 1, hash: entry.prev } : EMPTY_HEAD
    start = { ...head, vouched: !later, at }
    return start
  }

  const note = (found: Finding | null) => {
    if (found) findings.push(found)
  }

  const step = (entry: StoredEntry, looked = look(entry.body)): void => {
    start ??= begin(entry, looked?.at ?? null)
    cut ??=
      entry.logId === logId
        ? broken(head, entry, looked)
        : { verdict: 'edited', why: 'gap', seq: head.seq + 1 }
    if (cut || !looked) {
      span.bad(looked)
      return
    }
    head = { seq: entry.seq, hash: entry.hash }
    if (looked.kind === 'log.pruned' && looked['to'] === start.seq && looked['head'] === start.hash)
      start = { ...start, vouched: true }
    const seen = places.get(entry.seq)
    if (seen?.some(({ hash }) => !entry.hash.startsWith(hash)))
      findings.push({ verdict: 'forked', why: 'place', seq: entry.seq })
    const { checkedSeals } = seals.counts()
    note(seals.step(logId, entry, looked))
    note(times.step(entry.seq, looked))
    if (findings.length > 0) {
      span.bad(looked)
      return
    }
    const vouched = seen || seals.counts().checkedSeals > checkedSeals
    span.good(looked, vouched ? 'vouched' : looked.kind === 'log.sealed' ? 'seal' : 'entry')
  }

  /** What only the end shows. */
  const atEnd = (): Finding[] => {
    const unsealed = seals.end()
    const begun = start ?? EMPTY_HEAD
    const other = places.get(begun.seq)?.some(({ hash }) => !begun.hash.startsWith(hash))
    return [
      ...(anchor && (anchor.seq !== begun.seq || anchor.hash !== begun.hash)
        ? [{ verdict: 'edited', why: 'anchor', seq: begun.seq + 1 } satisfies Finding]
        : []),
      ...(other ? [{ verdict: 'forked', why: 'place', seq: begun.seq } satisfies Finding] : []),
      ...(beyond > head.seq
        ? [{ verdict: 'tail-missing', why: 'beyond', seq: head.seq + 1 } satisfies Finding]
        : []),
      ...(unsealed ? [unsealed] : []),
    ]
  }

  /** The beginning is gone, and nothing in the rest says that it left: then none of it is this log. */
  const unvouched = () => start !== null && !start.vouched

  const gravest = (ended: boolean): Finding | null => {
    if (cut) return cut
    if (ended && unvouched()) return { verdict: 'edited', why: 'gap', seq: 1 }
    const all = ended ? [...findings, ...atEnd()] : findings
    const verdict = GRAVITY.find((grave) => all.some((found) => found.verdict === grave))
    return all.find((found) => found.verdict === verdict) ?? null
  }

  return {
    step,
    head: () => head,
    broken: () => cut !== null,
    verdict: (ended) => {
      const found = gravest(ended)
      const lost = found !== null && found !== cut && unvouched() && ended
      const { from, to, staff } = lost
        ? { from: null, to: start?.at ?? null, staff: [] }
        : span.get(found?.why === 'beyond' ? seen : [], (found && SINCE[found.why]) ?? 'entry')
      const held = lost ? EMPTY_HEAD : head
      return {
        logId,
        verdict: found?.verdict ?? 'ok',
        why: found?.why ?? '',
        entries: held.seq,
        head: held.hash,
        pruned: lost ? 0 : (start?.seq ?? 0),
        firstBad: found?.seq ?? null,
        from: found ? from : null,
        to: found ? to : null,
        staff: found ? staff : [],
        ...seals.counts(),
      }
    },
  }
}

/** Reads a whole log once and says what it shows. */
export const judge = (logId: string, entries: Iterable<StoredEntry>, known: Known = {}): Judgement => {
  const judging = createJudge(logId, known)
  for (const entry of entries) judging.step(entry)
  return judging.verdict(true)
}
