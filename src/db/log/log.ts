/** The log of one counter: append-only, chained, every commit an fsync. One process writes it. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../shared/clock.ts'
import type { EntryDraft, Head, StoredEntry } from '../../shared/entries.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { EMPTY_HEAD, entryHash } from '../chain/chain.ts'
import { guarded } from '../sqlite.ts'
import { type Entry, makeEntry, type Stamp } from './draft.ts'
import { createFile, type Durability, durabilityOf, openFile, openFileReadonly } from './file.ts'
import { inspect } from './header.ts'
import { projector } from './project.ts'
import { type LogReader, readerOf } from './reader.ts'
import { entriesFrom, insertEntry } from './rows.ts'
import { rebuildProjections } from './verify.ts'

export interface Log extends LogReader {
  /**
   * Writes entries and their projections in one transaction; when it returns they are on the disk, or, on a fault
   * (data/disk-full, data/io …), none of them is and nothing has changed.
   * @throws TypeError for a draft that does not fit its kind.
   */
  append(drafts: readonly EntryDraft[]): Result<StoredEntry[]>
  /** Notes how far the hall has acknowledged. Losing the note is harmless: what the hall has is sent again and skipped. */
  setAcked(seq: number): Result<void>
  /** Makes the projections again from the entries. */
  rebuild(): Result<{ entries: number }>
  /** false when log.db was deleted, moved or replaced under the program: what is written then is lost. */
  stillThere(): boolean
  durability(): Durability
}

export interface LogOptions extends Stamp {
  /** The data folder; prepared, and locked by this program. */
  dir: string
  clock: Clock
  /** What the people in the hall call this window; stands in the first entry. */
  station: string
}

const logPath = (dir: string) => join(dir, 'log.db')

/** The next entry of a chain. */
const chained = (logId: string, head: Head, entry: Entry): StoredEntry => {
  const seq = head.seq + 1
  const body = JSON.stringify(entry)
  return { logId, seq, body, prev: head.hash, hash: entryHash(logId, seq, head.hash, body) }
}

const firstEntry = ({ clock, station, boot, newId }: LogOptions): StoredEntry => {
  const at = clock.now()
  const logId = newId(at)
  const draft = { kind: 'log.opened', at, mono: clock.mono(), by: null } as const
  const entry = makeEntry(
    { ...draft, log_id: logId, alg: 'sha256', station, continues: null },
    { boot, newId },
  )
  return chained(logId, EMPTY_HEAD, entry)
}

/** Which file a path names; null when none. */
const identityOf = (path: string): string | null => {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat ? `${stat.dev}/${stat.ino}` : null
}

/** Opens the log of a data folder, or begins one. @returns data/newer, data/not-a-log, data/damaged … with the file untouched. */
export const openLog = (options: LogOptions): Result<Log> => {
  const path = logPath(options.dir)
  const found = inspect(path)
  if (!found.ok) return found
  if (!found.value.there) {
    const first = firstEntry(options)
    const created = createFile(path, (db) => insertEntry(db)(first))
    if (!created.ok) return created
  }
  const db = openFile(path)
  return db.ok ? logOf(db.value, path, options) : db
}

/** Opens the log of a data folder for reading. @returns data/no-log when there is none. */
export const readLog = (dir: string): Result<LogReader> => {
  const path = logPath(dir)
  const db = openFileReadonly(path)
  return db.ok ? readerOf(db.value, path) : db
}

/** @returns the writable log in a database that openFile has admitted. */
export const logOf = (db: Db, path: string, stamp: Stamp): Result<Log> => {
  const reading = readerOf(db, path)
  if (!reading.ok) {
    db.close()
    return reading
  }
  const reader = reading.value
  const { id } = reader
  const identity = identityOf(path)
  const insert = insertEntry(db)
  const project = projector(db)
  const page = entriesFrom(db)
  const noteAcked = db.prepare<[string, number, string | null]>(
    `insert into delivery (log_id, acked, hash) values (?, ?, unhex(?))
      on conflict (log_id) do update set acked = excluded.acked, hash = excluded.hash`,
  )
  let head = reader.head()

  const write = db.transaction((entries: readonly Entry[]): StoredEntry[] => {
    let end = head
    return entries.map((entry) => {
      const stored = chained(id, end, entry)
      insert(stored)
      project(entry, stored.seq)
      end = stored
      return stored
    })
  })

  const commit = (entries: readonly Entry[]): Result<StoredEntry[]> => {
    try {
      return guarded(path, () => ok(write.immediate(entries)))
    } catch (error) {
      // With our lock held only a foreign tool can have taken our place in the chain.
      if (reader.head().seq === head.seq) throw error
      return fail('data/damaged', { path, why: 'written by another program' })
    }
  }

  const stillThere = () => identityOf(path) === identity

  return ok({
    ...reader,
    head: () => head,
    append: (drafts) => {
      const entries = drafts.map((draft) => makeEntry(draft, stamp))
      // Writing to a deleted file succeeds, and nobody would ever see it again.
      if (!stillThere()) return fail('data/io', { path, why: 'log.db moved or deleted' })
      const written = commit(entries)
      const last = written.ok ? written.value.at(-1) : undefined
      if (last) head = { seq: last.seq, hash: last.hash }
      return written
    },
    setAcked: (seq) =>
      guarded(path, () => {
        noteAcked.run(id, seq, reader.hashAt(seq))
        return ok(undefined)
      }),
    rebuild: () =>
      guarded(path, () => {
        const rebuild = db.transaction(() => rebuildProjections(db, (from) => page(id, from, 1000)))
        return ok({ entries: rebuild.immediate() })
      }),
    stillThere,
    durability: () => durabilityOf(db),
  })
}
