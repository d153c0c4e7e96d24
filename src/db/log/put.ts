/** What entries make of the end of a log: rows, projections, and a seal wherever one is due. In the caller's transaction. */
import type { Clock } from '../../shared/clock.ts'
import type { Head, StoredEntry } from '../../shared/entries.ts'
import type { SealKey } from '../../shared/seal.ts'
import type { Db } from '../../sqlite/port.ts'
import { entryHash } from '../chain/chain.ts'
import { evolve, type SinceSeal, sealDue, sealFields } from '../chain/seal.ts'
import type { Sealed } from '../seal/key-file.ts'
import { type Entry, makeEntry, type Stamp } from './draft.ts'
import { projector } from './project.ts'
import { insertEntry } from './rows.ts'

/** The next entry of a chain. */
export const chained = (logId: string, head: Head, entry: Entry): StoredEntry => {
  const seq = head.seq + 1
  const body = JSON.stringify(entry)
  return { logId, seq, body, prev: head.hash, hash: entryHash(logId, seq, head.hash, body) }
}

/** Where a log ends, and what is to be known to go on: moves as a whole, after the commit. */
export interface Tail {
  head: Head
  key: SealKey
  since: SinceSeal
  /** The last seal; null: none since the log was opened. */
  sealed: Sealed | null
}

/** What a commit makes: where the log then ends, and the entries as they are stored. */
export interface Done {
  tail: Tail
  stored: StoredEntry[]
}

export interface Put {
  /** A seal comes first wherever one is due. */
  entries(end: Tail, entries: readonly Entry[]): Done
  seal(end: Tail): Done
}

/** Prepares the statements of the log `id`. */
export const createPut = (db: Db, id: string, options: Stamp & { clock: Clock }): Put => {
  const insert = insertEntry(db)
  const project = projector(db)

  const one = (end: Tail, entry: Entry): { tail: Tail; stored: StoredEntry } => {
    const stored = chained(id, end.head, entry)
    insert(stored)
    project(entry, stored.seq)
    const { seq, hash } = stored
    return {
      stored,
      tail: { ...end, head: { seq, hash }, since: { ...end.since, entries: end.since.entries + 1 } },
    }
  }

  /** The key has made this seal; nobody needs it again. */
  const putSeal = (end: Tail): Tail => {
    const at = options.clock.now()
    const mono = options.clock.mono()
    const fields = sealFields(end.key, id, end.head)
    const { stored, tail: after } = one(
      end,
      makeEntry({ kind: 'log.sealed', at, mono, by: null, ...fields }, options),
    )
    const sealed = { logId: id, seq: stored.seq, hash: stored.hash, at }
    return { head: after.head, key: evolve(end.key), since: { boot: options.boot, mono, entries: 0 }, sealed }
  }

  /** An entry from the side file has the start and the time of when it was written: only its number counts. */
  const dueBefore = (since: SinceSeal, entry: Entry): boolean =>
    'side' in entry ? sealDue(since, options.boot, since.mono) : sealDue(since, entry.boot, entry.mono)

  return {
    entries: (tail, entries) => {
      let end = tail
      const stored = entries.map((entry) => {
        if (dueBefore(end.since, entry)) end = putSeal(end)
        const done = one(end, entry)
        end = done.tail
        return done.stored
      })
      return { tail: end, stored }
    },
    seal: (tail) => ({ tail: putSeal(tail), stored: [] }),
  }
}
