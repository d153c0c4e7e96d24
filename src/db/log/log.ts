/** The log of one counter: append-only, chained, every commit an fsync. One process writes it. */
import type { Clock } from '../../shared/clock.ts'
import type { EntryDraft, EntryFields, StoredEntry } from '../../shared/entries.ts'
import type { Receipt } from '../../shared/receipt.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import type { SealKey } from '../../shared/seal.ts'
import type { Db } from '../../sqlite/port.ts'
import { SEAL_AFTER, sealDue, sideKey } from '../chain/seal.ts'
import { letGo, stillFits } from '../keep/let-go.ts'
import type { Cut } from '../keep/plan.ts'
import { shrink } from '../keep/shrink.ts'
import { rescue } from '../recover/rescue.ts'
import { openSeals } from '../seal/keeper.ts'
import type { Sealed } from '../seal/key-file.ts'
import { openSide } from '../side/side-file.ts'
import { createSided } from '../side/sided.ts'
import { guarded, refusal } from '../sqlite.ts'
import { type Entry, makeEntry, type Stamp } from './draft.ts'
import { type Durability, durabilityOf, unsynced } from './file.ts'
import { placeOf } from './place.ts'
import { createPut, type Done, type Tail } from './put.ts'
import { type LogReader, readerOf } from './reader.ts'
import { entriesFrom } from './rows.ts'
import { rebuildProjections } from './verify.ts'

export interface Log extends Omit<LogReader, 'close'> {
  /**
   * Writes entries and their projections in one transaction; when it returns they are on the disk. What the database
   * cannot take is fsynced in the side file instead and has no place in the chain yet; on a fault (data/disk-full,
   * data/io …) none of them is anywhere and nothing has changed.
   * @throws TypeError for a draft that does not fit its kind.
   */
  append(drafts: readonly EntryDraft[]): Result<StoredEntry[]>
  /** Takes in what waits in the side file. */
  takeIn(): Result<void>
  /** Entries that wait in the side file, and what keeps the database from taking them. */
  waiting(): { entries: number; why: Fault | null }
  /** Notes how far the hall has acknowledged. Losing the note is harmless: what the hall has is sent again and skipped. */
  setAcked(seq: number): Result<void>
  /** Keeps what the hall signed for; the caller has checked the signature. */
  keepReceipt(seq: number, receipt: Receipt): Result<void>
  /**
   * Seals what stands: `due` where a seal is due, `end` where anything came after the last one.
   * An epoch ends after its time also when nothing happened in it.
   */
  seal(when: 'due' | 'end'): Result<void>
  /** The key that seals next; the hall gets it at enrolment. */
  sealKey(): SealKey
  /** What did not fit when the log was opened: for an incident and for people. */
  readonly findings: readonly Fault[]
  /**
   * Lets the entries of `cut` go, in one transaction with the entry that says so. The caller has checked that they may, and
   * that the archive holds them.
   * @returns keep/changed, keep/shift-open, or what keeps the database from it: then nothing has left.
   */
  letGo(cut: Cut, told: Leaving): Result<void>
  /** Writes a file of at most so many bytes anew without the room of what has left. @returns whether it did. */
  shrink(most: number): Result<boolean>
  /** Makes the projections again from the entries. */
  rebuild(): Result<{ entries: number }>
  /** false when log.db or its -wal was deleted, moved or replaced under the program: what is written then is lost. */
  stillThere(): boolean
  durability(): Durability
  /** Ends. A log whose file was taken away is written back; a fault when it could not be. */
  close(): Result<void>
}

/** Who lets entries leave, what for, and the copy that holds them. */
export type Leaving = Pick<EntryFields<'log.pruned'>, 'who' | 'why' | 'archive'>

export interface LogOptions extends Stamp {
  /** The data folder; prepared, and locked by this program. */
  dir: string
  clock: Clock
  /** What the people in the hall call this window; stands in the first entry. */
  station: string
  /** Told after every seal. `erased`: whether the key that made it is gone from the disk. */
  onSealed?(sealed: Sealed, erased: Result<void>): void
}

/** How far back the last seal must stand, with one to spare for a format that sealed less. */
const SEAL_WITHIN = 2 * SEAL_AFTER.entries

/**
 * @param carried entries of a log that could not be read on, with their own stamps; those that are here already are left out.
 * @returns the writable log in a database that openFile has admitted; the fault when it cannot take what is carried, with the database still open.
 */
export const logOf = (
  db: Db,
  path: string,
  options: LogOptions,
  carried: readonly Entry[] = [],
): Result<Log> => {
  const reading = readerOf(db, path)
  if (!reading.ok) return reading
  const reader = reading.value
  const { id } = reader
  const place = placeOf(path)
  const put = createPut(db, id, options)
  const page = entriesFrom(db)
  const opened = reader.head()
  const { keeper, findings } = openSeals(
    options.dir,
    id,
    page(id, Math.max(1, opened.seq - SEAL_WITHIN), SEAL_WITHIN + 1).reverse(),
  )
  const noteAcked = db.prepare<[string, number, string | null]>(
    `insert into delivery (log_id, acked, hash) values (?, ?, unhex(?))
      on conflict (log_id) do update set acked = excluded.acked, hash = excluded.hash`,
  )
  const noteReceipt = db.prepare<[string, number, string, string]>(
    'insert into receipt (log_id, seq, text, signature) values (?, ?, ?, ?) on conflict do nothing',
  )
  let tail: Tail = {
    head: opened,
    key: keeper.key(),
    since: { boot: null, mono: 0, entries: opened.seq },
    sealed: null,
  }
  /** The file still has the key of the last seal. */
  let behind = false

  /** One transaction each. */
  const write = db.transaction((entries: readonly Entry[]) => put.entries(tail, entries))
  const writeSeal = db.transaction(() => put.seal(tail))

  const writeLeft = db.transaction((entry: Entry, cut: Cut, archive: string) => {
    const done = write([entry])
    letGo(db, id, cut, archive)
    return done
  })

  const commit = (work: () => Done, entries: readonly Entry[] = []): Result<StoredEntry[]> => {
    // Writing to a deleted file succeeds, and nobody would ever see it again.
    if (!place.stillThere()) return fail('data/io', { path, why: 'log.db or -wal moved or deleted' })
    try {
      return guarded(path, () => {
        const before = tail.sealed
        const done = work()
        tail = done.tail
        // Whoever waits for an entry does not wait for the key's own fsyncs: they are done in a turn of their own.
        if (tail.sealed !== before && !behind) setImmediate(leaveKey)
        behind ||= tail.sealed !== before
        return ok(done.stored)
      })
    } catch (error) {
      // With our lock held only a foreign tool can have taken our place in the chain.
      return guarded(path, () => {
        if (reader.head().seq !== tail.head.seq) return fail('data/foreign-entry', { path })
        // An entry that is written twice is a mistake of ours; any other must be taken.
        if (
          new Set(entries.map(({ id }) => id)).size < entries.length ||
          entries.some((entry) => has(entry.id))
        )
          throw error
        return { ok: false, error: refusal(error, path) }
      })
    }
  }

  /** The seal stands whatever becomes of its key's file: a key that is left behind late is caught up at the next seal. */
  const leaveKey = () => {
    if (!behind || !tail.sealed) return
    behind = false
    const erased = keeper.moveOn(tail.key, tail.sealed)
    options.onSealed?.(tail.sealed, erased)
  }

  const writeAll = (entries: readonly Entry[]) => commit(() => write.immediate(entries), entries)
  const known = db.prepare<[string], number>('select 1 from entry where id = ?').pluck()
  const has = (entryId: string) => known.get(entryId) !== undefined
  const side = openSide(options.dir, () => {
    // A line beside the log is worth what its key in the file can show of it.
    leaveKey()
    return sideKey(tail.key)
  })
  if (!side.ok) findings.push(side.error)
  const now = () => ({ at: options.clock.now(), mono: options.clock.mono(), by: null })
  const sided = side.ok
    ? createSided(
        {
          write: writeAll,
          has,
          guarded: (work) => guarded(path, work),
          incident: (code, detail) => makeEntry({ kind: 'incident', ...now(), code, detail }, options),
          mono: options.clock.mono,
        },
        side.value,
      )
    : null
  // What a start finds comes before anything new: an older log's entries, then those beside it. Both at once: the seal before
  // the first takes away the key that the lines of the others are known by, should the start end there.
  const missing = carried.filter((entry) => !has(entry.id))
  const taken = sided ? sided.takeIn(missing) : writeAll(missing)
  if (!taken.ok && missing.some(({ id }) => !has(id))) return taken
  let closed = false

  return ok({
    ...reader,
    findings,
    head: () => tail.head,
    append: (drafts) => {
      const entries = drafts.map((draft) => makeEntry(draft, options))
      return sided ? sided.append(entries) : writeAll(entries)
    },
    takeIn: () => sided?.takeIn() ?? ok(undefined),
    waiting: () => sided?.waiting() ?? { entries: 0, why: null },
    seal: (when) => {
      const due =
        when === 'due' ? sealDue(tail.since, options.boot, options.clock.mono()) : tail.since.entries > 0
      // The key stays as it is while lines wait that were authenticated with it.
      const done = due && !sided?.waiting().entries ? commit(() => writeSeal.immediate()) : ok([])
      leaveKey()
      return done.ok ? ok(undefined) : done
    },
    sealKey: () => tail.key,
    shrink: (most) => guarded(path, () => ok(shrink(db, path, most))),
    letGo: (cut, told) =>
      guarded(path, () => {
        const { to: through, since, until, ...facts } = cut
        const fits = reader.acked() >= through ? stillFits(db, id, cut) : fail('keep/changed')
        if (!fits.ok) return fits
        const draft = { kind: 'log.pruned', ...now(), ...told, ...facts, to: through } as const
        const left = commit(() => writeLeft.immediate(makeEntry(draft, options), cut, told.archive.file))
        return left.ok ? ok(undefined) : left
      }),
    setAcked: (seq) =>
      guarded(path, () => {
        unsynced(db, () => noteAcked.run(id, seq, reader.hashAt(seq)))
        return ok(undefined)
      }),
    keepReceipt: (seq, { text, signature }) =>
      guarded(path, () => {
        noteReceipt.run(id, seq, text, signature)
        return ok(undefined)
      }),
    rebuild: () =>
      guarded(path, () => {
        const rebuild = db.transaction(() => rebuildProjections(db, (from) => page(id, from, 1000)))
        return ok({ entries: rebuild.immediate() })
      }),
    stillThere: place.stillThere,
    durability: () => durabilityOf(db),
    close: () => {
      leaveKey()
      const rescued = !closed && place.moved() ? rescue(db, path, options.clock.now()) : ok(undefined)
      closed = true
      reader.close()
      return rescued
    },
  })
}
