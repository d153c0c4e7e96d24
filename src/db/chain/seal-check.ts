/** Are the seals there, in order, close enough together, and, with a key, made by it? */

import type { StoredEntry } from '../../shared/entries.ts'
import type { SealKey } from '../../shared/seal.ts'
import type { Finding } from './finding.ts'
import type { Looked } from './look.ts'
import { FARTHEST_EPOCHS, keyAt, SEAL_AFTER, sealDue, sealMac } from './seal.ts'

export interface SealCheck {
  /** The next entry of a chain that holds so far. */
  step(logId: string, entry: StoredEntry, looked: Looked): Finding | null
  /** After the last entry: a log that must have seals and has none. */
  end(): Finding | null
  counts(): { seals: number; checkedSeals: number }
}

interface Seal {
  series: string
  epoch: number
  /** The place that it covers. */
  seq: number
  head: string
  mac: string
}

/** @returns what a seal says; null where it is not in the form of its kind. */
const sealIn = ({ series, epoch, seq, head, mac }: Looked): Seal | null =>
  typeof series === 'string' &&
  typeof epoch === 'number' &&
  Number.isSafeInteger(epoch) &&
  epoch >= 1 &&
  typeof seq === 'number' &&
  typeof head === 'string' &&
  typeof mac === 'string'
    ? { series, epoch, seq, head, mac }
    : null

/**
 * @param keys those that may check, the earliest of each series; none: the seals' order alone is looked at.
 * @param mustSeal whether a log without any seal is one that lost them.
 */
export const createSealCheck = (keys: readonly SealKey[], mustSeal: boolean): SealCheck => {
  const now = new Map(keys.map((key) => [key.series, key]))
  let promised = mustSeal
  let told = false
  let counts = { seals: 0, checkedSeals: 0 }
  let last: { series: string; epoch: number; boot: string; mono: number; entries: number } | null = null
  let firstSeq = 0
  let leap = 0

  const once = (verdict: Finding['verdict'], why: Finding['why'], seq: number): Finding | null => {
    // A missing seal is missing before every entry that follows.
    if (told) return null
    told = true
    return { verdict, why, seq }
  }

  const onSeal = (logId: string, entry: StoredEntry, looked: Looked): Finding | null => {
    const edited: Finding = { verdict: 'edited', why: 'seal', seq: entry.seq }
    const { boot, mono } = looked
    const seal = sealIn(looked)
    const before = last
    counts = { ...counts, seals: counts.seals + 1 }
    last = { series: seal?.series ?? '', epoch: seal?.epoch ?? 0, boot, mono, entries: 0 }
    if (!seal || seal.seq !== entry.seq - 1 || seal.head !== entry.prev) return edited
    const { series, epoch, mac } = seal
    const same = before?.series === series
    const key = now.get(series)
    // A series that nobody knows: whoever lost the key, or threw it away, could have made any.
    if (!key && (keys.length > 0 || (before && !same))) return once('unsealed', 'series', entry.seq)
    // Every step of one belongs to a seal that is there; leaps together go no farther than one may.
    leap += Math.max(0, key ? epoch - key.epoch - 1 : 0)
    if (leap >= FARTHEST_EPOCHS) return edited
    const made = key && keyAt(key, epoch)
    // What was sealed before the key at hand is for the holder of an earlier one.
    if (made) {
      now.set(series, made)
      if (sealMac(made, logId, { seq: seal.seq, hash: seal.head }) !== mac) return edited
      counts = { ...counts, checkedSeals: counts.checkedSeals + 1 }
    }
    if (same && epoch <= before.epoch) return { verdict: 'edited', why: 'epoch', seq: entry.seq }
    if (same && epoch > before.epoch + 1) return { verdict: 'tail-missing', why: 'epoch', seq: entry.seq }
    return null
  }

  return {
    step: (logId, entry, looked) => {
      if (looked.kind === 'log.sealed') return onSeal(logId, entry, looked)
      if (looked.kind === 'log.enrolled' && looked['seals'] !== undefined) promised = true
      // What has left was sealed, and so must be the rest.
      if (looked.kind === 'log.pruned' && looked['seal']) promised = true
      if (looked.kind !== 'log.opened') firstSeq ||= entry.seq
      if (!last) return null
      // An entry from the side file has the start and time of when it was written.
      const missing =
        looked.side === undefined
          ? sealDue(last, looked.boot, looked.mono)
          : last.entries >= SEAL_AFTER.entries
      last.entries += 1
      return missing ? once('unsealed', 'no-seal', entry.seq) : null
    },
    end: () => (promised && !last && firstSeq > 0 ? once('unsealed', 'no-seal', firstSeq) : null),
    counts: () => counts,
  }
}
