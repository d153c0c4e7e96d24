/**
 * Forward-sealed epochs. A seal is an entry whose mac covers the head before it; right after it the key is replaced by
 * its successor and the old one erased, so that whoever takes the PC today cannot seal yesterday again. The hall has the
 * first key and can check every seal. Pure: counter and hall use the same lines.
 *
 * mac = HMAC-SHA256(K, "guiping-seal/1\n" + log id + "\n" + epoch + "\n" + seq + "\n" + hex(head)), K' = HMAC-SHA256(K, "evolve").
 */
import { createHmac, hash, randomBytes } from 'node:crypto'
import type { EntryFields, Head } from '../../shared/entries.ts'
import type { SealKey } from '../../shared/seal.ts'

/** A seal is due after so many entries or ms of monotonic time, and first of all at every start of the program. */
export const SEAL_AFTER = { entries: 256, ms: 600_000 }

const hmac = (key: string, text: string): string =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(text).digest('hex')

/** A fresh key. Its series names it without giving it away. */
export const newSealKey = (): SealKey => {
  const key = randomBytes(32).toString('hex')
  return { series: hash('sha256', `guiping-series/1\n${key}`).slice(0, 16), epoch: 1, key }
}

/** The key of the next epoch; the way back is a pre-image of HMAC-SHA256. */
export const evolve = ({ series, epoch, key }: SealKey): SealKey => ({
  series,
  epoch: epoch + 1,
  key: hmac(key, 'evolve'),
})

/**
 * No counter gets so many epochs ahead of a key that somebody holds: nine years round the clock. A seal may say that it is of
 * any epoch, and each key on the way there costs some 20 µs of whoever checks it.
 */
export const FARTHEST_EPOCHS = 500_000

/** @returns the key of `epoch`, or null when it is one that `from` has left behind, or farther on than any can be. */
export const keyAt = (from: SealKey, epoch: number): SealKey | null => {
  if (epoch < from.epoch || epoch > from.epoch + FARTHEST_EPOCHS) return null
  let key = from
  while (key.epoch < epoch) key = evolve(key)
  return key
}

/** @param place the last entry that the seal covers, hex in lower case. @returns 64 hex digits. */
export const sealMac = (key: SealKey, logId: string, place: Head): string =>
  hmac(key.key, `guiping-seal/1\n${logId}\n${key.epoch}\n${place.seq}\n${place.hash}`)

/** What stands in a seal over `place`. */
export const sealFields = (key: SealKey, logId: string, place: Head): EntryFields<'log.sealed'> => ({
  series: key.series,
  epoch: key.epoch,
  seq: place.seq,
  head: place.hash,
  mac: sealMac(key, logId, place),
})

/** The key that authenticates lines of the side file while this epoch lasts. */
export const sideKey = (key: SealKey): string => hmac(key.key, 'side')

/** What has been written since the last seal. `boot`: the program's start that sealed; null: never sealed. */
export interface SinceSeal {
  boot: string | null
  mono: number
  entries: number
}

/** Whether a seal must come before an entry of `boot` at `mono`. Wall clocks have no say. */
export const sealDue = (since: SinceSeal, boot: string, mono: number): boolean =>
  since.boot !== boot || since.entries >= SEAL_AFTER.entries || mono - since.mono >= SEAL_AFTER.ms
