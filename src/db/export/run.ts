/** One export from beginning to end, on a connection of its own: matters, a mapped table, the entries, or all of the file. */
import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportFormat } from '../../shared/commands/log.ts'
import type { StoredEntry } from '../../shared/entries.ts'
import type { ExportMap } from '../../shared/export-map.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { openLogFile } from '../browse/browse.ts'
import { entriesBetween, entryLine, type GlogFrame, glogFrame } from '../glog/write.ts'
import { everyEntry } from '../log/rows.ts'
import { fileFault, guarded } from '../sqlite.ts'
import { BOM } from './csv.ts'
import { type MappedWith, mappedTable } from './mapped.ts'
import { type ExportWords, matterTable } from './matters.ts'
import { csvRow, type Range, type Table } from './table.ts'
import { dropPart, type GoesOn, partOf, writePart } from './write.ts'
import { xlsxBlocks } from './xlsx.ts'

/** `map`: columns for another system; null: the matters as people read them. Tables alone have columns. */
export interface ExportJob extends Range, MappedWith {
  /** The data folder, and the new file. */
  dir: string
  file: string
  format: ExportFormat
  words: ExportWords
  map: ExportMap | null
  /** What a `.glog` begins and ends with; left out for the other formats. */
  glog?: GlogFrame | null
}

export interface Exported {
  /** Matters, or entries. */
  entries: number
  /** Seqs of the first and the last; 0 and 0 for none. */
  from: number
  to: number
}

export interface Watching {
  goesOn: GoesOn
  /** Rows written, of so many. */
  progress(done: number, total: number): void
}

/** Rows between two reports of progress. */
const REPORT_ROWS = 2_000

/** Passes rows on, counts them and says how far it is. */
const watched = function* <T>(
  rows: Iterable<T>,
  total: number,
  { progress }: Watching,
  onEach: (row: T) => void,
) {
  let done = 0
  for (const row of rows) {
    onEach(row)
    yield row
    done += 1
    if (done % REPORT_ROWS === 0) progress(done, total)
  }
  progress(done, Math.max(done, total))
}

const timeOf = (body: string): number | null => {
  try {
    const at: unknown = JSON.parse(body).at
    return typeof at === 'number' ? at : null
  } catch {
    return null
  }
}

/** What is no entry has no time and belongs to every range: leaving it out would make a changed log look whole. */
const inRange = ({ from, to }: Range, { body }: StoredEntry): boolean => {
  if (from === undefined && to === undefined) return true
  const at = timeOf(body)
  return at === null || (at >= (from ?? -Infinity) && at < (to ?? Infinity))
}

const chosen = function* (db: Db, range: Range) {
  for (const entry of everyEntry(db)) if (inRange(range, entry)) yield entry
}

const entriesOut = (db: Db, job: ExportJob, watching: Watching): Result<Exported> => {
  const made: Exported = { entries: 0, from: 0, to: 0 }
  const total = db.prepare<[], number>('select count(*) from entry').pluck().get() ?? 0
  const entries = watched(chosen(db, job), total, watching, ({ seq }) => {
    made.entries += 1
    made.from ||= seq
    made.to = seq
  })
  const lines = (function* () {
    for (const entry of entries) yield entryLine(entry)
  })()
  const written = writePart(job.file, lines, watching.goesOn)
  return written.ok ? ok(made) : written
}

/** The whole log with its header, receipts and signed end. */
const glogOut = (db: Db, job: ExportJob, watching: Watching): Result<Exported> => {
  if (!job.glog) throw new Error('a glog needs its frame')
  const { header, end } = job.glog
  const made: Exported = { entries: 0, from: end.from, to: end.seq }
  const { before, after } = glogFrame(db, job.glog)
  const entries = entriesBetween(db, header.log_id, end.from, end.seq)
  const rows = watched(entries, end.seq - end.from + 1, watching, () => {
    made.entries += 1
  })
  const lines = (function* () {
    yield* before
    for (const entry of rows) yield entryLine(entry)
    yield after
  })()
  const written = writePart(job.file, lines, watching.goesOn)
  return written.ok ? ok(made) : written
}

/** A table as CSV that spreadsheet programs read as UTF-8. */
export const csvLines = function* (headings: Table['headings'], rows: Table['rows']) {
  yield BOM + csvRow(headings)
  for (const row of rows) yield csvRow(row)
}

const tableOut = (db: Db, job: ExportJob, watching: Watching): Result<Exported> => {
  const { map, words } = job
  // Until the connection is closed: what is counted is what is written, whatever the counter adds meanwhile.
  db.exec('begin')
  const table = map ? mappedTable(db, job, map, job) : ok(matterTable(db, job, words))
  if (!table.ok) return table
  let entries = 0
  const rows = watched(table.value.rows, table.value.total, watching, () => {
    entries += 1
  })
  const { headings } = table.value
  const pieces =
    job.format === 'csv' ? csvLines(headings, rows) : xlsxBlocks(map?.title.zh ?? '办件', headings, rows)
  const written = writePart(job.file, pieces, watching.goesOn)
  return written.ok ? ok({ entries, ...table.value.seqs }) : written
}

/** SQLite copies in one call, which cannot be ended within; what was ended is removed when it is done. */
const snapshotOut = (db: Db, job: ExportJob, watching: Watching): Result<Exported> => {
  if (existsSync(job.file)) return fail('data/exists', { path: job.file })
  dropPart(job.file)
  try {
    db.prepare('vacuum into ?').run(partOf(job.file))
    chmodSync(partOf(job.file), 0o600)
  } catch (error) {
    dropPart(job.file)
    throw error
  }
  if (!watching.goesOn()) {
    dropPart(job.file)
    return fail('export/cancelled')
  }
  const row = db
    .prepare<[], { entries: number; first: number | null; last: number | null }>(
      'select count(*) as entries, min(seq) as first, max(seq) as last from entry',
    )
    .get()
  const entries = row?.entries ?? 0
  watching.progress(entries, entries)
  return ok({ entries, from: row?.first ?? 0, to: row?.last ?? 0 })
}

const WRITERS: Readonly<Record<ExportFormat, typeof tableOut>> = {
  csv: tableOut,
  xlsx: tableOut,
  jsonl: entriesOut,
  glog: glogOut,
  sqlite: snapshotOut,
}

/** Writes `job.file`.part; keepPart makes it the file when the log has been told. @returns what it holds, or why not. */
export const runExport = (job: ExportJob, watching: Watching): Result<Exported> => {
  const log = openLogFile(join(job.dir, 'log.db'))
  if (!log.ok) return log
  try {
    // Rows are sorted within the cache: what is small stays flat, and the rest of the sorting is on the disk.
    log.value.pragma('cache_size = -4000')
    return guarded(job.file, () => WRITERS[job.format](log.value, job, watching))
  } catch (error) {
    dropPart(job.file)
    return { ok: false, error: fileFault(error, job.file) }
  } finally {
    log.value.close()
  }
}
