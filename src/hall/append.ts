/**
 * Decides what an append means, without doing anything. Rows carry no hashes of their own: the hall computes the
 * chain from `prev` and the bodies and compares it with what it holds.
 */
import { entryHash } from '../db/chain/chain.ts'
import { MAX_BATCH } from '../shared/delivery.ts'
import { type Head, type StoredEntry, ZERO_HASH } from '../shared/entries.ts'

export interface AppendRequest {
  logId: string
  /** seq of the first row, from 1. */
  from: number
  /** The counter's hash before the first row. */
  prev: string
  /** The counter's hash after the last row where it sent one; null: not given. */
  head: string | null
  bodies: readonly string[]
}

/** What the hall holds of the log. */
export interface Holding {
  head: Head
  /** Its hash at a seq; null where it has none. */
  at(seq: number): string | null
  /** The last common seq of a kept fork that has this hash at this seq; null: no such fork. */
  forkAt(seq: number, hash: string): number | null
}

export type Decision =
  | { kind: 'append'; fresh: StoredEntry[] }
  | { kind: 'gap'; expected: number }
  | { kind: 'fork'; common: number; rows: StoredEntry[] }
  | { kind: 'bad-link'; seq: number }

const chain = ({ logId, from, prev, bodies }: AppendRequest): StoredEntry[] => {
  let before = prev
  return bodies.map((body, index) => {
    const seq = from + index
    const entry = { logId, seq, body, prev: before, hash: entryHash(logId, seq, before, body) }
    before = entry.hash
    return entry
  })
}

/**
 * - rows that follow the head, or overlap with equal hashes → `append` of what is new;
 * - a first row beyond the head → `gap`;
 * - a row that differs from ours, or one that goes on from a kept fork → `fork`, with the rows of the other version;
 * - a start that follows from nothing we know → `gap` with a lower seq: the counter goes back until both agree,
 *   and the fork is then found at its true place.
 */
export const decideAppend = (request: AppendRequest, holding: Holding): Decision => {
  const { from, prev } = request
  if (from === 1 && prev !== ZERO_HASH) return { kind: 'bad-link', seq: 1 }
  const rows = chain(request)
  const last = rows.at(-1)
  if (request.head !== null && last && last.hash !== request.head) return { kind: 'bad-link', seq: last.seq }

  const ours = from === 1 ? ZERO_HASH : holding.at(from - 1)
  if (ours !== prev) {
    const common = holding.forkAt(from - 1, prev)
    if (common !== null) return { kind: 'fork', common, rows }
    if (ours === null) return { kind: 'gap', expected: holding.head.seq + 1 }
    return { kind: 'gap', expected: Math.max(1, from - MAX_BATCH.entries) }
  }

  const held = Math.min(rows.length, Math.max(0, holding.head.seq - from + 1))
  const parted = rows.slice(0, held).findIndex((row) => row.hash !== holding.at(row.seq))
  if (parted >= 0) return { kind: 'fork', common: from + parted - 1, rows: rows.slice(parted) }
  return { kind: 'append', fresh: rows.slice(held) }
}
