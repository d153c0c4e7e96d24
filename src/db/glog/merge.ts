/**
 * The logs of many counters in one database: every entry once by its id, with the same tables that a counter has, and
 * for each matter the window it came from. Made anew from the `.glog` files each time; the files are what counts.
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from '../../files/sync-folder.ts'
import { isKind, parseBody, type StoredEntry } from '../../shared/entries.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import type { GoesOn } from '../export/write.ts'
import type { Entry } from '../log/draft.ts'
import { projector } from '../log/project.ts'
import { entries as byLog } from '../migrations/010-entries.ts'
import { migrate } from '../migrations/migrate.ts'
import { fileFault, guarded, openDatabase } from '../sqlite.ts'
import { entriesOf, type GlogReport } from './read.ts'

/** `application_id` of merged logs, "GPmg": no counter's log, and no program takes it for one. */
const MERGED_ID = 0x47506d67

export interface MergePart {
  path: string
  station: string
  report: GlogReport
}

export interface Merged {
  entries: number
  /** Entries that stood in more than one file and were taken once. */
  twice: number
  matters: number
  /** Files of one log that differ from each other, and the first entry that does. */
  parted: { path: string; seq: number }[]
}

const BATCH = 5_000

/** Up to which entry a file is taken: what comes after a broken link, or after a parting, is nobody's word. */
const goodTo = ({ judgement: { verdict, firstBad, entries } }: GlogReport): number =>
  firstBad !== null && (verdict === 'edited' || verdict === 'damaged' || verdict === 'forked')
    ? Math.min(entries, firstBad - 1)
    : entries

const prepare = (db: Db): Result<void> => {
  db.pragma(`application_id = ${MERGED_ID}`)
  db.pragma('journal_mode = memory')
  db.pragma('synchronous = off')
  migrate(db)
  // Here entries of many logs are added, some of which stand in two: the first format's key has the log as well.
  db.exec('drop table entry')
  db.exec(byLog.sql)
  db.exec(`
    drop trigger entry_at_the_end;
    create table source (
      log_id text not null, file text primary key, station text not null, verdict text not null, why text not null,
      entries integer not null, head text not null, first_bad integer, whole integer not null
    ) strict;
    create table matter_station (matter text primary key, station text not null) strict, without rowid;
  `)
  return ok(undefined)
}

const statements = (db: Db) => ({
  insert: db.prepare<[string, number, string, Buffer, Buffer]>(
    'insert into entry (log_id, seq, body, prev, hash) values (?, ?, ?, ?, ?) on conflict do nothing returning seq',
  ),
  known: db.prepare<[string, number], Buffer>('select hash from entry where log_id = ? and seq = ?').pluck(),
  place: db.prepare<[string, string]>('insert into matter_station values (?, ?) on conflict do nothing'),
  source: db.prepare<[string, string, string, string, string, number, string, number | null, number]>(
    'insert into source values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ),
  project: projector(db),
})

const fill = (db: Db, parts: readonly MergePart[], merged: Merged, goesOn: GoesOn): boolean => {
  const { insert, known, place, source, project } = statements(db)
  const take = (part: MergePart, last: number, entries: Iterator<StoredEntry>) => {
    for (let count = 0; count < BATCH; count += 1) {
      const step = entries.next()
      if (step.done || step.value.seq > last) return false
      const { logId, seq, body, prev, hash } = step.value
      const bytes = Buffer.from(hash, 'hex')
      if (!insert.get(logId, seq, body, Buffer.from(prev, 'hex'), bytes)) {
        const here = known.get(logId, seq)
        if (here && !here.equals(bytes)) {
          merged.parted.push({ path: part.path, seq })
          return false
        }
        merged.twice += 1
        continue
      }
      merged.entries += 1
      const read = parseBody(body)
      if (!read.ok) continue
      project(read.entry as Entry, seq)
      if (isKind(read.entry, 'matter.opened')) place.run(read.entry.matter, part.station)
    }
    return goesOn()
  }
  for (const part of parts) {
    const { header, judgement, fault } = part.report
    const { verdict, why, entries, head, firstBad } = judgement
    source.run(header.log_id, part.path, part.station, verdict, why, entries, head, firstBad, fault ? 0 : 1)
    const rows = entriesOf(part.path, header)
    const last = goodTo(part.report)
    while (db.transaction(() => take(part, last, rows)).immediate());
    rows.return(undefined)
    if (!goesOn()) return false
  }
  return true
}

/** The log that this one goes on from, as its first entry says; null: none, or that entry is not in the file. */
const goesOnFrom = ({ path, report: { header } }: MergePart): string | null => {
  const rows = entriesOf(path, header)
  const first = rows.next()
  rows.return(undefined)
  const read = first.done ? null : parseBody(first.value.body)
  return read?.ok && isKind(read.entry, 'log.opened') ? (read.entry.continues?.log_id ?? null) : null
}

/** How many logs come before each in its counter's story. */
const placesOf = (parts: readonly MergePart[]): ReadonlyMap<string, number> => {
  const before = new Map<string, string>()
  for (const part of parts) {
    const log = goesOnFrom(part)
    if (log !== null) before.set(part.report.header.log_id, log)
  }
  const placeOf = (id: string): number => {
    let place = 0
    // A file that was made up may go on from itself.
    for (let at = before.get(id); at !== undefined && place < before.size; at = before.get(at)) place += 1
    return place
  }
  return new Map(parts.map(({ report }) => [report.header.log_id, placeOf(report.header.log_id)]))
}

/**
 * A log before the one that goes on from it: what began in the first may have ended in the second. Of one log the best file
 * first: the rest can only add to it, or part from it.
 */
const inOrder = (parts: readonly MergePart[]) => {
  const places = placesOf(parts)
  const place = ({ report }: MergePart) => places.get(report.header.log_id) ?? 0
  const rank = ({ report }: MergePart) => (report.judgement.verdict === 'ok' ? 0 : 1)
  return [...parts].sort(
    (a, b) =>
      place(a) - place(b) ||
      rank(a) - rank(b) ||
      b.report.judgement.entries - a.report.judgement.entries ||
      a.path.localeCompare(b.path),
  )
}

/** Opens merged logs for reading. */
export const openMerged = (path: string): Result<Db> =>
  openDatabase(path, { readonly: true, fileMustExist: true }, () => ok(undefined))

/** Makes `path` anew of `parts`. @returns what it holds; export/cancelled with the old file in its place. */
export const mergeGlogs = (
  path: string,
  parts: readonly MergePart[],
  goesOn: GoesOn = () => true,
): Result<Merged> => {
  const draft = `${path}.new`
  const merged: Merged = { entries: 0, twice: 0, matters: 0, parted: [] }
  try {
    rmSync(draft, { force: true })
    // Levels are in it: nobody else's before it is filled.
    writeFileSync(draft, '', { mode: 0o600 })
    const opened = openDatabase(draft, {}, prepare)
    if (!opened.ok) return opened
    const db = opened.value
    const filled = guarded(draft, () => {
      if (!fill(db, inOrder(parts), merged, goesOn)) return fail('export/cancelled')
      merged.matters = db.prepare<[], number>('select count(*) from matter').pluck().get() ?? 0
      return ok(undefined)
    })
    db.close()
    if (!filled.ok) {
      rmSync(draft, { force: true })
      return filled
    }
    renameSync(draft, path)
    syncFolder(dirname(path))
    return ok(merged)
  } catch (error) {
    return { ok: false, error: fileFault(error, path) }
  }
}
