/** Checks what the hall holds: every log from its first entry (db/chain/judge.ts), and the ratings against their entries. */

import { createJudge } from '../../db/chain/judge.ts'
import { isKind, parseBody } from '../../shared/entries.ts'
import { readReceipt } from '../../shared/receipt.ts'
import type { Judgement, LogVerdict } from '../../shared/verdict.ts'
import type { Db } from '../../sqlite/port.ts'
import type { Counters } from './counters.ts'

export interface HallLogReport extends Judgement {
  log: string
  counter: string
  station: string
  ok: boolean
}

/** What makes the hall's own copy worth less than a second version of it. */
const GRAVER: ReadonlySet<LogVerdict> = new Set(['damaged', 'edited', 'tail-missing'])

interface Row {
  seq: number
  kind: string
  body: string
  prev: string
  hash: string
  level: number | null
  counts: number | null
  noted: number
}

/** The check of one log, a stretch at a time. */
export interface LogCheck {
  /** Goes on for at most `most` entries. @returns how many it read. */
  further(most: number): number
  /** The last entry that was read. */
  seq(): number
  /** What the entries read so far show; `whole`: they are all that the hall holds. */
  verdict(whole: boolean): Judgement
}

export interface Verifier {
  /** All of all logs. */
  all(): HallLogReport[]
  /** Begins to check a log from its first entry. */
  begin(log: string, counter: string): LogCheck
}

/** A counted press must stand in the projection with its level, and count, unless an incident says why it does not. */
const factsAgree = (row: Row): boolean => {
  if (row.kind !== 'key.pressed') return true
  const read = parseBody(row.body)
  if (!read.ok || !isKind(read.entry, 'key.pressed')) return false
  if (row.counts === null || read.entry.level !== row.level) return false
  return read.entry.verdict === 'counted' ? row.counts === 1 || row.noted > 0 : row.counts === 0
}

export const prepareVerifier = (db: Db, counters: Pick<Counters, 'sealKeys'>): Verifier => {
  const logs = db.prepare<[], { log: string; counter: string; station: string }>(
    `SELECT l.id AS log, l.counter, c.station
     FROM log l JOIN counter c ON c.id = l.counter ORDER BY length(c.station), c.station, l.id`,
  )
  const rows = db.prepare<[string, number, number], Row>(
    `SELECT e.seq, e.kind, e.body, e.prev, e.hash, p.level, p.counts,
       (SELECT count(*) FROM incident i WHERE i.log = e.log AND i.seq = e.seq AND i.reported = 0) AS noted
     FROM entry e LEFT JOIN press p ON p.log = e.log AND p.seq = e.seq
     WHERE e.log = ? AND e.seq > ? ORDER BY e.seq LIMIT ?`,
  )
  const receipts = db.prepare<[string], { text: string }>('SELECT text FROM receipt WHERE log = ?')
  const beyond = db.prepare<[string, number], { seq: number | null }>(
    'SELECT min(seq) AS seq FROM press WHERE log = ? AND seq > ?',
  )
  const parted = db.prepare<[string], { common: number | null }>(
    'SELECT min(common) AS common FROM fork WHERE log = ?',
  )

  const begin = (log: string, counter: string): LogCheck => {
    const keys = counters.sealKeys(counter)
    const seen = receipts.all(log).flatMap(({ text }) => {
      const facts = readReceipt(text)
      return facts ? [{ seq: facts.seq, hash: facts.head, at: facts.at }] : []
    })
    const judging = createJudge(log, { keys, seen, mustSeal: keys.length > 0 })
    let at = 0
    let unlike: number | null = null

    return {
      further: (most) => {
        let count = 0
        for (const { seq, prev, hash, body, ...facts } of rows.iterate(log, at, most)) {
          judging.step({ logId: log, seq, prev, hash, body })
          if (unlike === null && !factsAgree({ seq, prev, hash, body, ...facts })) unlike = seq
          at = seq
          count += 1
        }
        return count
      },
      seq: () => at,
      verdict: (whole) => {
        const judged = judging.verdict(whole)
        if (GRAVER.has(judged.verdict)) return judged
        if (unlike !== null) return { ...judged, verdict: 'edited', why: 'press', firstBad: unlike }
        // A cut-off end leaves a chain that is whole as far as it goes, and presses without an entry.
        const lost = whole ? beyond.get(log, at)?.seq : null
        if (lost != null) return { ...judged, verdict: 'tail-missing', why: 'beyond', firstBad: at + 1 }
        const common = parted.get(log)?.common
        return common == null ? judged : { ...judged, verdict: 'forked', why: 'place', firstBad: common + 1 }
      },
    }
  }

  return {
    begin,
    all: () =>
      logs.all().map((row) => {
        const check = begin(row.log, row.counter)
        check.further(Number.MAX_SAFE_INTEGER)
        const judged = check.verdict(true)
        return { ...row, ...judged, ok: judged.verdict === 'ok' }
      }),
  }
}
