/** The log as one may read it, also from beside the running program. */

import { dirname } from 'node:path'
import type { VerifyReport } from '../../shared/commands/installer.ts'
import type { Head, StoredEntry } from '../../shared/entries.ts'
import { type Envelope, parseBody } from '../../shared/entries.ts'
import type { Language } from '../../shared/errors.ts'
import type { Receipt } from '../../shared/receipt.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { EMPTY_HEAD } from '../chain/chain.ts'
import type { Known } from '../chain/judge.ts'
import type { Range } from '../export/table.ts'
import { type Anchor, anchorsOf } from '../keep/let-go.ts'
import { readSealFile } from '../seal/key-file.ts'
import { guarded } from '../sqlite.ts'
import { type MatterByReference, matterByReference } from './by-reference.ts'
import { type ShownSum, shownSumsOf, type Unshown, unshownOf } from './results.ts'
import { currentLog, entriesFrom, hashOf, lastHead } from './rows.ts'
import { servedUntil } from './served.ts'
import { type Half, judgeEntries, type Progress, verifyLog } from './verify.ts'
import {
  type MatterOfLog,
  matterOf,
  type OpenShift,
  openShift,
  recentItemsOf,
  type Today,
  todayOf,
  usualItemOf,
} from './views.ts'

type OpenMatter = Omit<OpenShift['open'][number], 'seq'> & { servedMs: number }

/** What a start finds of the work before it. `servedMs`: time at work that the entries vouch for. */
export interface OpenWork extends Omit<OpenShift, 'open'> {
  matter: OpenMatter | null
  /** Earlier matters of the same visit, oldest first. */
  waiting: OpenMatter[]
}

export interface EntryFilter extends Range {
  kinds?: readonly string[]
}

export interface LogReader {
  readonly id: string
  readonly path: string
  head(): Head
  /** Entries from `fromSeq`, at most so many and so many bytes of bodies, but always one if there is one. */
  entries(fromSeq: number, maxEntries: number, maxBytes: number): StoredEntry[]
  /** Places up to which entries have left, the newest first. */
  anchors(): Anchor[]
  /** Hex; null where the log has no such entry. */
  hashAt(seq: number): string | null
  /** The last seq that the hall acknowledged; 0 for none. */
  acked(): number
  today(staff: string, since: number): Today
  /** Codes of the items that `staff` did lately, newest first. */
  recentItems(staff: string): string[]
  /** The newest matter of a shift that was opened with this reference, as stored. */
  matterByReference(staff: string, shift: string, reference: string): MatterByReference | null
  openWork(): OpenWork | null
  /** undefined: there is no such matter, or it was undone. */
  matter(id: string): MatterOfLog | undefined
  /** Code of the item that this window does most; null in a new log. */
  usualItem(): string | null
  /** Ratings of `staff` that no sum has shown to them, in the order of the log. */
  unshown(staff: string): Unshown[]
  /** The sums that were shown to `staff`, newest first. */
  shownSums(staff: string): ShownSum[]
  /** What the hall signed for, oldest first, as it came. */
  receipts(): Receipt[]
  /** Entries in the order of the chain, a page at a time: the log may be written meanwhile. */
  query(filter: EntryFilter): Generator<StoredEntry>
  /** Compares every index with its table, which opening does not: one that lacks a row lets a page count too few. data/damaged. */
  indexes(): Result<void>
  /** `known`: what others have seen of this log, and a key that can check its seals; the folder's own is added. */
  verify(language?: Language, known?: Known, progress?: Progress): VerifyReport
  /** The half of it that concerns the entries: another thread compares the tables meanwhile (work/verify-on-two.ts). */
  judge(known?: Known, progress?: Progress): Half
  close(): void
}

const PAGE = 1000

const bounded = (entries: StoredEntry[], maxBytes: number): StoredEntry[] => {
  let bytes = 0
  const beyond = entries.findIndex(({ body }, index) => {
    bytes += Buffer.byteLength(body) + 1
    return index > 0 && bytes > maxBytes
  })
  return beyond === -1 ? entries : entries.slice(0, beyond)
}

const passes = ({ from, to, kinds }: EntryFilter, { body }: StoredEntry): boolean => {
  if (from === undefined && to === undefined && !kinds) return true
  const parsed = parseBody(body)
  if (!parsed.ok) return true
  const { at, kind } = parsed.entry
  return at >= (from ?? -Infinity) && at < (to ?? Infinity) && (kinds?.includes(kind) ?? true)
}

/** @returns the log in an open file, or data/damaged when it has no first entry. */
export const readerOf = (db: Db, path: string): Result<LogReader> =>
  guarded(path, () => {
    const id = currentLog(db)
    if (id === null) return fail('data/damaged', { path, why: 'no entries' })
    const from = entriesFrom(db)
    const hashAt = hashOf(db)
    const anchors = anchorsOf(db)
    const day = todayOf(db)
    const recent = recentItemsOf(db)
    const ackedRow = db.prepare<[string], { acked: number; hash: Buffer | null }>(
      'select acked, hash from delivery where log_id = ?',
    )
    const ackedNow = (): Head & { hash: string } => {
      const row = ackedRow.get(id)
      return { seq: row?.acked ?? 0, hash: row?.hash?.toString('hex') ?? '' }
    }

    /** With the hall's acknowledgement, the folder's key with the last place that it sealed, and where the file begins. */
    const allKnown = (known: Known): Known => {
      const file = readSealFile(dirname(path))
      const sealed = file.ok ? file.value : null
      const last = sealed?.last?.logId === id ? sealed.last : null
      const acked = ackedNow()
      const [anchor = EMPTY_HEAD] = anchors(id)
      return {
        ...known,
        seen: [
          ...(known.seen ?? []),
          ...(acked.seq > 0 ? [{ ...acked, at: null }] : []),
          ...(last ? [{ seq: last.seq, hash: last.hash, at: last.at }] : []),
        ],
        mustSeal: known.mustSeal ?? sealed !== null,
        anchor,
      }
    }

    const query = function* (filter: EntryFilter): Generator<StoredEntry> {
      for (let next = 1; ; ) {
        const page = from(id, next, PAGE)
        for (const entry of page) if (passes(filter, entry)) yield entry
        const last = page.at(-1)
        if (!last) return
        next = last.seq + 1
      }
    }

    const bodiesFrom = function* (seq: number): Generator<Envelope> {
      for (const { body } of from(id, seq, Number.MAX_SAFE_INTEGER)) {
        const parsed = parseBody(body)
        if (parsed.ok) yield parsed.entry
      }
    }

    return ok({
      id,
      path,
      head: () => lastHead(db, id) ?? EMPTY_HEAD,
      entries: (fromSeq, maxEntries, maxBytes) => bounded(from(id, fromSeq, maxEntries), maxBytes),
      anchors: () => anchors(id),
      hashAt: (seq) => hashAt(id, seq) ?? anchors(id).find((anchor) => anchor.seq === seq)?.hash ?? null,
      acked: () => ackedNow().seq,
      today: day,
      recentItems: recent,
      matter: matterOf(db),
      usualItem: usualItemOf(db),
      matterByReference: matterByReference(db),
      unshown: unshownOf(db),
      shownSums: shownSumsOf(db),
      openWork: () => {
        const found = openShift(db)
        if (!found) return null
        const { open, ...rest } = found
        const matters = open.map(({ seq, ...matter }) => ({
          ...matter,
          servedMs: servedUntil(bodiesFrom(seq)),
        }))
        return { ...rest, matter: matters.at(-1) ?? null, waiting: matters.slice(0, -1) }
      },
      query,
      receipts: () =>
        db
          .prepare<[string], Receipt>('select text, signature from receipt where log_id = ? order by seq')
          .all(id),
      indexes: () =>
        guarded(path, () => {
          const said = db.pragma('integrity_check(1)', { simple: true })
          return said === 'ok' ? ok(undefined) : fail('data/damaged', { path, why: String(said) })
        }),
      verify: (language = 'zh-CN', known = {}, progress) =>
        verifyLog(db, id, allKnown(known), language, progress),
      judge: (known = {}, progress) => judgeEntries(db, id, allKnown(known), progress),
      close: () => {
        db.close()
      },
    })
  })
