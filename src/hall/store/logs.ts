/** The logs that counters delivered: append with proof of every link, heads, forks kept beside. */

import type { Span } from '../../shared/delivery.ts'
import { type Envelope, type Head, isKind, type StoredEntry, ZERO_HASH } from '../../shared/entries.ts'
import type { Receipt } from '../../shared/receipt.ts'
import type { Fault } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { type AppendRequest, decideAppend, type Holding } from '../append.ts'
import { type NoteIncident, prepareFacts } from './facts.ts'

export interface Delivery extends AppendRequest {
  counter: string
  /** The bodies as read, in the same order. */
  entries: readonly Envelope[]
  /** The hall's clock, ms UTC, and how far it is ahead of the counter's. */
  now: number
  offsetMs: number
}

export type Appended =
  | { ok: true; head: Head }
  | { ok: false; fault: Fault; expected?: number; common?: number }

export interface Logs {
  /** One transaction; when it returns, what it acknowledges is on the disk. */
  append(delivery: Delivery): Appended
  /** The counter that first sent a log; null for a log nobody sent. */
  ownerOf(log: string): string | null
  head(log: string): Head
  /** The hash at a seq; null where there is no such entry. */
  hashAt(log: string, seq: number): string | null
  /** What the hall has after `seq`: when, and whom it names. */
  beyond(log: string, seq: number): Span
  keepReceipt(log: string, seq: number, receipt: Receipt): void
}

const EMPTY: Head = { seq: 0, hash: ZERO_HASH }

export const prepareLogs = (db: Db, incident: NoteIncident): Logs => {
  const owner = db.prepare<[string], { counter: string }>('SELECT counter FROM log WHERE id = ?')
  const last = db.prepare<[string], Head>(
    'SELECT seq, hash FROM entry WHERE log = ? ORDER BY seq DESC LIMIT 1',
  )
  const at = db.prepare<[string, number], { hash: string }>(
    'SELECT hash FROM entry WHERE log = ? AND seq = ?',
  )
  const branch = db.prepare<[string, number, string], { common: number }>(
    'SELECT common FROM fork WHERE log = ? AND seq = ? AND hash = ?',
  )
  const addLog = db.prepare<[string, string, string, number]>(
    'INSERT INTO log(id, counter, station, opened_at) VALUES (?, ?, ?, ?)',
  )
  const addEntry = db.prepare<[string, number, string, string, string, string, number]>(
    'INSERT INTO entry(log, seq, kind, body, prev, hash, got_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const addFork = db.prepare<[string, number, string, string, string, number, string, number]>(
    `INSERT OR IGNORE INTO fork(log, seq, hash, prev, body, common, counter, got_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const addReceipt = db.prepare<[string, number, string, string]>(
    'INSERT OR IGNORE INTO receipt(log, seq, text, signature) VALUES (?, ?, ?, ?)',
  )
  const spanned = db.prepare<[string, number], { at: unknown; by: unknown }>(
    `SELECT body ->> '$.at' AS at, body ->> '$.by' AS by FROM entry WHERE log = ? AND seq > ?`,
  )
  const writeFacts = prepareFacts(db, incident)

  const head = (log: string) => last.get(log) ?? EMPTY
  const hashAt = (log: string, seq: number) => (seq === 0 ? ZERO_HASH : (at.get(log, seq)?.hash ?? null))

  const beyond = (log: string, seq: number): Span => {
    const staff = new Set<string>()
    let [from, to]: [number | null, number | null] = [null, null]
    for (const { at, by } of spanned.iterate(log, seq)) {
      if (typeof by === 'string') staff.add(by)
      if (typeof at !== 'number') continue
      from = Math.min(from ?? at, at)
      to = Math.max(to ?? at, at)
    }
    return { from, to, staff: [...staff].sort() }
  }

  /** A log begins with log.opened that names it. @returns what is wrong with the first entry, or null. */
  const begin = (delivery: Delivery): Fault | null => {
    const first = delivery.entries[0]
    if (!first || !isKind(first, 'log.opened'))
      return { code: 'hall/bad-entry', params: { seq: 1, why: 'kind: log.opened' } }
    if (first.log_id !== delivery.logId) return { code: 'hall/bad-entry', params: { seq: 1, why: 'log_id' } }
    addLog.run(delivery.logId, delivery.counter, first.station, first.at)
    return null
  }

  const keep = (delivery: Delivery, fresh: readonly StoredEntry[]) => {
    const { logId, counter, now, offsetMs } = delivery
    for (const row of fresh) {
      const entry = delivery.entries[row.seq - delivery.from]
      if (!entry) continue
      addEntry.run(logId, row.seq, entry.kind, row.body, row.prev, row.hash, now)
      writeFacts(entry, { log: logId, seq: row.seq, counter, now, offsetMs })
    }
  }

  const keepFork = (delivery: Delivery, common: number, rows: readonly StoredEntry[]) => {
    const { logId, counter, now, offsetMs } = delivery
    for (const row of rows) addFork.run(logId, row.seq, row.hash, row.prev, row.body, common, counter, now)
    incident.found({ log: logId, seq: common + 1, counter, now, offsetMs }, 'hall/fork', String(common))
  }

  const append = (delivery: Delivery): Appended => {
    const { logId } = delivery
    const known = owner.get(logId)
    if (known && known.counter !== delivery.counter)
      return { ok: false, fault: { code: 'hall/not-your-log' } }
    const holding: Holding = {
      head: head(logId),
      at: (seq) => hashAt(logId, seq),
      forkAt: (seq, hash) => branch.get(logId, seq, hash)?.common ?? null,
    }
    const decision = decideAppend(delivery, holding)
    switch (decision.kind) {
      case 'bad-link':
        return { ok: false, fault: { code: 'hall/bad-link', params: { seq: decision.seq } } }
      case 'gap': {
        const { expected } = decision
        return { ok: false, fault: { code: 'hall/gap', params: { expected } }, expected }
      }
      case 'fork': {
        const { common } = decision
        keepFork(delivery, common, decision.rows)
        return { ok: false, fault: { code: 'hall/fork', params: { common } }, common }
      }
      case 'append': {
        const fault = known ? null : begin(delivery)
        if (fault) return { ok: false, fault }
        keep(delivery, decision.fresh)
        return { ok: true, head: head(logId) }
      }
    }
  }

  return {
    append: (delivery) => db.transaction(append).immediate(delivery),
    ownerOf: (log) => owner.get(log)?.counter ?? null,
    head,
    hashAt,
    beyond,
    keepReceipt: (log, seq, { text, signature }) => {
      addReceipt.run(log, seq, text, signature)
    },
  }
}
