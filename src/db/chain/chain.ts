/**
 * The hash chain of a log. Pure: counter and hall check the same chain with the same lines.
 *
 * hash = SHA-256(UTF-8("guiping-log/1\n" + log id + "\n" + seq + "\n" + hex(prev) + "\n" + body)), seq in decimal,
 * hex in lower case; the first prev is 32 zero bytes. Every part before the body is free of line feeds, so that no two
 * different entries make the same text.
 */
import { hash as digest } from 'node:crypto'
import { type Head, type StoredEntry, ZERO_HASH } from '../../shared/entries.ts'

/** @returns the entry's hash, 64 lower-case hex digits. `prevHex` likewise; `seq` counts from 1. */
export const entryHash = (logId: string, seq: number, prevHex: string, body: string): string =>
  digest('sha256', `guiping-log/1\n${logId}\n${seq}\n${prevHex}\n${body}`)

/** What can be wrong with one link. `log`: an entry of another log; `gap`: not the next seq. */
export type ChainProblem = 'log' | 'gap' | 'prev' | 'hash'

export type Link = { ok: true; head: Head } | { ok: false; problem: ChainProblem }

/** The place before the first entry. */
export const EMPTY_HEAD: Head = { seq: 0, hash: ZERO_HASH }

/** Checks that `entry` follows `prev` and that its hash is its own. @returns the head after it, or what is wrong. */
export const checkLink = (prev: Head, entry: StoredEntry): Link => {
  if (entry.seq !== prev.seq + 1) return { ok: false, problem: 'gap' }
  if (entry.prev !== prev.hash) return { ok: false, problem: 'prev' }
  if (entryHash(entry.logId, entry.seq, entry.prev, entry.body) !== entry.hash)
    return { ok: false, problem: 'hash' }
  return { ok: true, head: { seq: entry.seq, hash: entry.hash } }
}

export interface ChainReport {
  ok: boolean
  /** Entries that verified. */
  entries: number
  /** The last place up to which the chain is whole. */
  head: Head
  /** The first seq that does not verify (for a gap: the one that is missing); null when whole. */
  firstBad: number | null
  problem: ChainProblem | null
}

/** Checks a whole log from its first entry, one entry in memory at a time. Stops at the first that is wrong. */
export const verifyChain = (logId: string, entries: Iterable<StoredEntry>): ChainReport => {
  let head = EMPTY_HEAD
  for (const entry of entries) {
    const link: Link = entry.logId === logId ? checkLink(head, entry) : { ok: false, problem: 'log' }
    if (!link.ok) return { ok: false, entries: head.seq, head, firstBad: head.seq + 1, problem: link.problem }
    head = link.head
  }
  return { ok: true, entries: head.seq, head, firstBad: null, problem: null }
}
