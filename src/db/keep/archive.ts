/** The copy that holds what leaves: made, read from its first entry to its last, and only then trusted. */
import { mkdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { StoredEntry } from '../../shared/entries.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { copyLog, endOf, ofPlace } from '../backup/copy.ts'
import type { Known } from '../chain/judge.ts'
import type { Watching } from '../export/run.ts'
import { openFileReadonly } from '../log/file.ts'
import { readerOf } from '../log/reader.ts'
import { entriesFrom, hashOf } from '../log/rows.ts'
import { fileFault, openDatabase } from '../sqlite.ts'
import type { Anchor } from './let-go.ts'
import type { Cut } from './plan.ts'

export interface Archived {
  file: string
  /** The last entry in it. */
  seq: number
  head: string
}

const MB = 1024 * 1024
/** Left free for ratings. */
const SPARE = 200 * MB

/** @returns keep/no-room where the folder's disk cannot take a copy of the file. */
const roomFor = (log: string, folder: string): Result<void> => {
  const need = statSync(log).size + SPARE
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const params = { path: folder, need: Math.ceil(need / MB), free: Math.floor(free / MB) }
  return free >= need ? ok(undefined) : fail('keep/no-room', params)
}

/** Thrown out of a reading that somebody ends. */
const STOPPED = new Error('stopped')

/** A whole reading of the copy: its entries, its seals, its tables, and that the entries that leave are in it. */
const wholeWith = (file: string, cut: Cut, known: Known, watching: Watching): Result<void> => {
  const db = openFileReadonly(file)
  const log = db.ok ? readerOf(db.value, file) : db
  if (!log.ok) return log
  const reader = log.value
  try {
    const report = reader.verify('en-US', known, (done, total) => {
      if (!watching.goesOn()) throw STOPPED
      watching.progress(done, total)
    })
    if (!report.ok) return fail('keep/not-whole', { verdict: report.verdict })
    const there = reader.hashAt(cut.to) === cut.head && reader.entries(1, 1, 1)[0]?.seq === cut.from
    if (!watching.goesOn()) return fail('keep/stopped')
    return there ? ok(undefined) : fail('data/backup-bad', { path: file })
  } catch (error) {
    if (error === STOPPED) return fail('keep/stopped')
    throw error
  } finally {
    reader.close()
  }
}

/**
 * Makes the archive of `dir`'s log in `folder`, which is made where it is missing. It is never let go by us.
 * @param at ms UTC. @param watching is told how many entries of the copy are checked.
 * @returns keep/no-room, keep/not-whole, keep/stopped, data/backup-bad …: then there is none.
 */
export const archiveLog = (
  dir: string,
  folder: string,
  at: number,
  cut: Cut,
  known: Known,
  watching: Watching,
): Result<Archived> => {
  const path = join(dir, 'log.db')
  const source = openFileReadonly(path)
  if (!source.ok) return source
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const room = roomFor(path, folder)
    if (!room.ok) return room
    const end = endOf(source.value)
    if (!end) return fail('data/damaged', { path, why: 'no entries' })
    const copied = copyLog(source.value, end, folder, at)
    if (!copied.ok) return copied
    const { file, head } = copied.value
    const whole = wholeWith(file, cut, known, watching)
    if (whole.ok) return ok({ file, seq: head.seq, head: head.hash })
    rmSync(file)
    return whole
  } catch (error) {
    return { ok: false, error: ofPlace(fileFault(error, folder), folder) }
  } finally {
    source.value.close()
  }
}

/** Entries that have left, from the archives where they are still in their places. */
export interface Archives {
  /** The archive that must hold an entry; null for one that has not left. */
  fileOf(seq: number): string | null
  /** Entries from `seq` on; none where the archive is not there or cannot be read. */
  entries(seq: number, count: number): StoredEntry[]
  hashAt(seq: number): string | null
}

/** @param anchors every place up to which entries have left. */
export const archivesOf = (logId: string, anchors: () => readonly Anchor[]): Archives => {
  const fileOf = (seq: number): string | null => {
    const holding = anchors().filter((anchor) => anchor.seq >= seq)
    return holding.sort((a, b) => a.seq - b.seq)[0]?.archive ?? null
  }
  const read = <T>(seq: number, question: (db: Parameters<typeof entriesFrom>[0]) => T, otherwise: T): T => {
    const file = fileOf(seq)
    // Of whatever format it was when it was made: only its entries are read.
    const db =
      file === null ? null : openDatabase(file, { readonly: true, fileMustExist: true }, () => ok(undefined))
    if (!db?.ok) return otherwise
    try {
      return question(db.value)
    } catch {
      return otherwise
    } finally {
      db.value.close()
    }
  }
  return {
    fileOf,
    entries: (seq, count) => read(seq, (db) => entriesFrom(db)(logId, seq, count), []),
    hashAt: (seq) => read(seq, (db) => hashOf(db)(logId, seq), null),
  }
}
