/** Checks what the hall holds: the chain of every log from its first entry, and the ratings against their entries. */

import { entryHash } from '../../db/chain/chain.ts'
import { isKind, parseBody, ZERO_HASH } from '../../shared/entries.ts'
import type { Db } from '../../sqlite/port.ts'

export interface HallLogReport {
  log: string
  counter: string
  station: string
  ok: boolean
  entries: number
  /** Hash of the last entry. */
  head: string
  /** First seq that does not verify; null when whole. */
  firstBad: number | null
}

/** How far a log has been checked: the next seq and the hash before it. */
export interface Checked {
  seq: number
  hash: string
  firstBad: number | null
}

export const UNCHECKED: Checked = { seq: 0, hash: ZERO_HASH, firstBad: null }

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

export interface Verifier {
  /** All of all logs. */
  all(): HallLogReport[]
  /** Goes on from `done` for at most `most` entries. */
  further(log: string, done: Checked, most: number): Checked
  /** Once all entries are checked: the first seq that is missing at the end, or `done`'s own first bad one; else null. */
  cutOff(log: string, done: Checked): number | null
}

/** A counted press must stand in the projection with its level, and count, unless an incident says why it does not. */
const factsAgree = (row: Row): boolean => {
  if (row.kind !== 'key.pressed') return true
  const read = parseBody(row.body)
  if (!read.ok || !isKind(read.entry, 'key.pressed')) return false
  if (row.counts === null || read.entry.level !== row.level) return false
  return read.entry.verdict === 'counted' ? row.counts === 1 || row.noted > 0 : row.counts === 0
}

export const prepareVerifier = (db: Db): Verifier => {
  const logs = db.prepare<[], { log: string; counter: string; station: string; entries: number }>(
    `SELECT l.id AS log, l.counter, c.station, (SELECT count(*) FROM entry WHERE log = l.id) AS entries
     FROM log l JOIN counter c ON c.id = l.counter ORDER BY length(c.station), c.station, l.id`,
  )
  const rows = db.prepare<[string, number, number], Row>(
    `SELECT e.seq, e.kind, e.body, e.prev, e.hash, p.level, p.counts,
       (SELECT count(*) FROM incident i WHERE i.log = e.log AND i.seq = e.seq AND i.reported = 0) AS noted
     FROM entry e LEFT JOIN press p ON p.log = e.log AND p.seq = e.seq
     WHERE e.log = ? AND e.seq > ? ORDER BY e.seq LIMIT ?`,
  )

  const beyond = db.prepare<[string, number], { seq: number | null }>(
    'SELECT min(seq) AS seq FROM press WHERE log = ? AND seq > ?',
  )

  const further = (log: string, done: Checked, most: number): Checked => {
    let { seq, hash } = done
    if (done.firstBad !== null) return done
    for (const row of rows.iterate(log, seq, most)) {
      const follows = row.seq === seq + 1 && row.prev === hash
      if (!follows || row.hash !== entryHash(log, row.seq, row.prev, row.body) || !factsAgree(row))
        return { seq, hash, firstBad: seq + 1 }
      seq = row.seq
      hash = row.hash
    }
    return { seq, hash, firstBad: null }
  }

  /** A cut-off end leaves a chain that is whole as far as it goes, and presses without an entry. */
  const cutOff = (log: string, done: Checked): number | null =>
    done.firstBad ?? (beyond.get(log, done.seq)?.seq === null ? null : done.seq + 1)

  return {
    further,
    cutOff,
    all: () =>
      logs.all().map((row) => {
        const done = further(row.log, UNCHECKED, Number.MAX_SAFE_INTEGER)
        const firstBad = cutOff(row.log, done)
        return { ...row, ok: firstBad === null, head: done.hash, firstBad }
      }),
  }
}
