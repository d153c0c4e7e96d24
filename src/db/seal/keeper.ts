/**
 * Keeps the seal key of a data folder. It is replaced by its successor after every seal; what a disk keeps of bytes that
 * were overwritten is beyond us (docs/evidence.md). The file also remembers the last sealed place, so that a log that lost
 * its end, or a log that is gone, is noticed without the hall.
 */
import { renameSync } from 'node:fs'
import type { EntryFields, StoredEntry } from '../../shared/entries.ts'
import type { Fault, Result } from '../../shared/result.ts'
import type { SealKey } from '../../shared/seal.ts'
import { look } from '../chain/look.ts'
import { evolve, keyAt, newSealKey, sealMac } from '../chain/seal.ts'
import {
  readSealFile,
  type Sealed,
  type SealFile,
  sealPath,
  succeedSealFile,
  writeSealFile,
} from './key-file.ts'

export interface SealKeeper {
  /** The present key; the hall gets a copy at enrolment. */
  key(): SealKey
  /** The last sealed place that this folder knows of. */
  last(): SealFile['last']
  /** Seals up to `last` are on the disk: `key` is the next, those before it are erased. */
  moveOn(key: SealKey, last: Sealed): Result<void>
}

/** The last seal of a log; null: it has none near its end. */
const lastSeal = (newestFirst: Iterable<StoredEntry>) => {
  for (const { logId, seq, hash, body } of newestFirst) {
    const looked = look(body)
    if (looked?.kind !== 'log.sealed') continue
    const fields = looked as unknown as EntryFields<'log.sealed'>
    return { ...fields, place: { logId, seq, hash, at: looked.at } }
  }
  return null
}

/** A key file that cannot be read must not keep the counter closed: it is put aside, and the log says so. */
const readOrPutAside = (dir: string): { file: SealFile | null; why: string | null } => {
  const path = sealPath(dir)
  const found = readSealFile(dir)
  if (found.ok) return { file: found.value, why: null }
  try {
    renameSync(path, `${path}.unreadable`)
  } catch {
    // Whatever holds it there: it is written over when it can be.
  }
  return { file: null, why: String(found.error.params?.['why'] ?? found.error.code) }
}

interface Opened {
  file: SealFile
  findings: Fault[]
}

/** Decides what the folder's key is worth to the log whose last seal is `seal`. */
const settle = (dir: string, logId: string, seal: ReturnType<typeof lastSeal>): Opened => {
  const path = sealPath(dir)
  const { file, why } = readOrPutAside(dir)
  /** The log goes on under a new series; whoever holds the old one's first key sees where it ends. */
  const anew = (reason: string): Opened => ({
    file: { key: newSealKey(), last: null },
    findings: [{ code: 'data/seal-lost', params: { path, why: reason } }],
  })
  const cut = (last: Sealed): Opened => ({
    file: { key: file?.key ?? newSealKey(), last },
    findings: [{ code: 'data/tail-missing', params: { path: dir, seq: last.seq } }],
  })

  if (!file)
    return why !== null || seal
      ? anew(why ?? 'ENOENT')
      : { file: { key: newSealKey(), last: null }, findings: [] }
  const { key, last } = file
  if (!seal) return last?.logId === logId ? cut(last) : { file, findings: [] }
  if (seal.series !== key.series) return anew('series')
  const made = keyAt(key, seal.epoch)
  if (made) {
    // A power cut came between the seal and its key: the key of a seal that stands is left behind now.
    const ours = sealMac(made, seal.place.logId, { seq: seal.seq, hash: seal.head }) === seal.mac
    return ours ? { file: { key: evolve(made), last: seal.place }, findings: [] } : anew('mac')
  }
  return last?.logId === logId && last.seq > seal.place.seq ? cut(last) : { file, findings: [] }
}

/**
 * Opens the folder's key, or begins a series.
 * @param newestFirst the log's last entries, as far back as a seal must stand; none for a log that begins.
 * @returns the keeper, and what does not fit: data/seal-lost (the key is gone, unreadable or another log's),
 * data/tail-missing, or the fault when the key cannot be written.
 */
export const openSeals = (
  dir: string,
  logId: string,
  newestFirst: Iterable<StoredEntry>,
): { keeper: SealKeeper; findings: Fault[] } => {
  const { file, findings } = settle(dir, logId, lastSeal(newestFirst))
  const stands = readSealFile(dir)
  if (!stands.ok || JSON.stringify(stands.value) !== JSON.stringify(file)) {
    // A full disk must not keep the counter closed: the key is caught up at the next seal.
    const written = writeSealFile(dir, file)
    if (!written.ok) findings.push(written.error)
  }
  let now = file
  return {
    findings,
    keeper: {
      key: () => now.key,
      last: () => now.last,
      moveOn: (key, last) => {
        now = { key, last }
        return succeedSealFile(dir, now)
      },
    },
  }
}
