/**
 * Reads what can still be read of a damaged log, entry by entry, and decides what a new log must carry on: what the hall
 * has not acknowledged, and the work that is still open. Entries whose own hash does not fit are not carried.
 */
import { existsSync, rmSync, statSync } from 'node:fs'
import { type Envelope, type Head, parseBody, type StoredEntry, ZERO_HASH } from '../../shared/entries.ts'
import { loadSqlite } from '../../sqlite/choose.ts'
import type { Db, Driver } from '../../sqlite/port.ts'
import { entryHash } from '../chain/chain.ts'
import { SEAL_AFTER } from '../chain/seal.ts'
import { hex } from '../log/rows.ts'
import type { Sealed } from '../seal/key-file.ts'
import { PAGE_SIZES, withFirstPages } from './first-pages.ts'

export interface Salvage {
  /** The last place that a new log can go on from; null: nothing of the old one is known. */
  last: { logId: string; seq: number; hash: string } | null
  /** To be written again, in their order. */
  carried: { seq: number; entry: Envelope }[]
  /** Places that could not be read, or did not fit, among those that the hall had not acknowledged; as far as one can know. */
  lost: number
}

/** What the key file knows of the counter's log. */
export interface Ours {
  /** The last sealed place. */
  sealed: Sealed | null
  /** Of the counter's seal keys; null: no key file can be read. */
  series: string | null
}

/** A damaged page throws; what it held is unknown. */
const tried = <T>(read: () => T, otherwise: T): T => {
  try {
    return read()
  } catch {
    return otherwise
  }
}

interface Row {
  seq: number
  body: string
  /** 32 bytes, or anything on a damaged page. */
  prev: unknown
  hash: unknown
}

interface Old {
  logId: string
  acked: number
  /** Entries up to here have left the log by its own rules. */
  left: number
  /** The last place that the log is known to have had. */
  end: number
  row(seq: number): StoredEntry | null
}

const has = (db: Db, logId: string): boolean =>
  db.prepare<[string], number>('select 1 from entry where log_id = ? limit 1').pluck().get(logId) === 1

/** An entry has two hashes and an id: so many bytes at the very least. */
const LEAST_BYTES = 100

/** How many entries files of this size can hold: a damaged row may say that it is any. */
const roomOf = (path: string): number =>
  [path, `${path}-wal`].reduce((sum, part) => sum + (existsSync(part) ? statSync(part).size : 0), 0) /
  LEAST_BYTES

/** After a seal come at most so many entries. */
const BEYOND = 2 * SEAL_AFTER.entries

/** A log whose last seal another counter's key made: what was rated there is not carried here. */
const anothers = ({ left, end, row }: Old, series: string | null): boolean => {
  for (let seq = end; seq > Math.max(left, end - BEYOND); seq -= 1) {
    const stored = row(seq)
    const parsed = stored && parseBody(stored.body)
    if (parsed?.ok && parsed.entry.kind === 'log.sealed')
      return series !== null && parsed.entry['series'] !== series
  }
  return false
}

const oldOf = (db: Db, sealed: Sealed | null, room: number): Old | null => {
  // The first row's own id may be what is damaged: the key file knows which log it sealed.
  const sealedHere = sealed !== null && tried(() => has(db, sealed.logId), true)
  const logId = sealedHere
    ? sealed.logId
    : tried(() => db.prepare<[], string>('select log_id from entry limit 1').pluck().get() ?? null, null)
  if (logId === null) return null
  const number = (sql: string, ...more: number[]) =>
    tried(
      () =>
        db
          .prepare<[string, ...number[]], number | null>(sql)
          .pluck()
          .get(logId, ...more) ?? 0,
      0,
    )
  const one = tried(
    () =>
      db.prepare<[string, number], Row>(
        'select seq, body, prev, hash from entry where log_id = ? and seq = ?',
      ),
    null,
  )
  const row = (seq: number): StoredEntry | null => {
    const found = tried(() => one?.get(logId, seq) ?? null, null)
    if (!found) return null
    const prev = hex(found.prev)
    const hash = hex(found.hash)
    return entryHash(logId, seq, prev, found.body) === hash
      ? { logId, seq, body: found.body, prev, hash }
      : null
  }
  const known = sealed?.logId === logId ? sealed.seq : 0
  const left = number('select max(seq) from anchor where log_id = ?')
  const most = Math.max(known, left + room)
  return {
    logId,
    left,
    acked: number('select acked from delivery where log_id = ?'),
    end: Math.max(known, number('select max(seq) from entry where log_id = ? and seq <= ?', most)),
    row,
  }
}

/** Entries of a log as a whole that mean nothing in another. */
const OWN_KINDS: ReadonlySet<string> = new Set(['log.opened', 'log.sealed'])

const matterOf = (entry: Envelope): string | null => {
  const matter = entry['matter']
  return typeof matter === 'string' ? matter : null
}

/** The shift that is still open, and its matters that have not ended: what the clerk was at. */
const stillOpen = (entries: readonly { seq: number; entry: Envelope }[]) => {
  const shift = entries.findLast(({ entry }) => entry.kind === 'shift.opened')?.entry['shift']
  const closed = entries.some(({ entry }) => entry.kind === 'shift.closed' && entry['shift'] === shift)
  if (shift === undefined || closed) return []
  const ended = new Set(
    entries
      .filter(({ entry }) => entry.kind === 'matter.closed' || entry.kind === 'matter.undone')
      .map(({ entry }) => matterOf(entry)),
  )
  const open = new Set(
    entries
      .filter(({ entry }) => entry.kind === 'matter.opened' && entry['shift'] === shift)
      .map(({ entry }) => matterOf(entry))
      .filter((matter) => !ended.has(matter)),
  )
  return entries.filter(
    ({ entry }) => (entry.kind.startsWith('shift.') && entry['shift'] === shift) || open.has(matterOf(entry)),
  )
}

/** How far back the open work is looked for: a long day. */
const BACK = 5_000

const read = (old: Old): Salvage => {
  const missing: number[] = []
  // A page that says where the log ends may be among the damaged ones.
  const end = old.end + BEYOND
  let last: Head = { seq: 0, hash: ZERO_HASH }
  const entries: { seq: number; entry: Envelope }[] = []
  for (let seq = Math.max(old.left + 1, Math.min(old.acked + 1, old.end - BACK)); seq <= end; seq += 1) {
    const stored = old.row(seq)
    const parsed = stored && parseBody(stored.body)
    if (!stored || !parsed?.ok) {
      if (seq > old.acked) missing.push(seq)
      continue
    }
    last = { seq, hash: stored.hash }
    if (!OWN_KINDS.has(parsed.entry.kind)) entries.push({ seq, entry: parsed.entry })
  }
  const open = new Set(stillOpen(entries).map(({ seq }) => seq))
  return {
    last: last.seq > 0 ? { logId: old.logId, ...last } : null,
    carried: entries.filter(({ seq }) => seq > old.acked || open.has(seq)),
    lost: missing.filter((seq) => seq <= Math.max(old.end, last.seq)).length,
  }
}

const readAt = (sqlite: Driver, path: string, { sealed, series }: Ours): Salvage | 'anothers' | null => {
  const db = tried(() => sqlite.open(path, { readonly: true, fileMustExist: true }), null)
  if (!db) return null
  try {
    const old = oldOf(db, sealed, roomOf(path))
    if (!old) return null
    // A key that is new, after one was lost, has sealed nothing yet and knows of no log.
    const other = sealed !== null && old.logId !== sealed.logId && anothers(old, series)
    return other ? 'anothers' : read(old)
  } finally {
    tried(() => db.close(), undefined)
  }
}

/** SQLite deletes the -wal of an empty database as soon as it reads. */
const isEmpty = (path: string): boolean => tried(() => statSync(path).size === 0, true)

/** Whether there is nothing else to try. */
const says = (found: Salvage | 'anothers' | null): boolean => found === 'anothers' || Boolean(found?.last)

/** Reads a copy that has its first pages again. @returns null where nothing can be read then either. */
const mended = (sqlite: Driver, path: string, ours: Ours): Salvage | 'anothers' | null => {
  const beside = `${path}.reading`
  try {
    for (const bytes of PAGE_SIZES) {
      const copy = tried(() => withFirstPages(sqlite, path, beside, bytes), null)
      const found = copy === null ? null : readAt(sqlite, copy, ours)
      if (says(found)) return found
    }
    return null
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}

/** @param path of the log in quarantine. @param ours what the counter's key file remembers. */
export const salvage = (path: string, ours: Ours): Salvage => {
  const { sealed } = ours
  // Its first entry at least was there.
  const nothing: Salvage = { last: sealed, carried: [], lost: sealed?.seq ?? 1 }
  const sqlite = loadSqlite()
  if (!sqlite.ok) return nothing
  const asItIs = isEmpty(path) ? null : readAt(sqlite.value, path, ours)
  const found = says(asItIs) ? asItIs : (mended(sqlite.value, path, ours) ?? asItIs)
  return found === null || found === 'anothers' ? nothing : { ...found, last: found.last ?? sealed }
}
