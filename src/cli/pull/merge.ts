/** What was collected, as one: merged.db with every entry once, and matters.csv for people. Made anew each time. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { matterTable } from '../../db/export/matters.ts'
import { csvLines } from '../../db/export/run.ts'
import { keepPart, writePart } from '../../db/export/write.ts'
import { type Merged, type MergePart, mergeGlogs, openMerged } from '../../db/glog/merge.ts'
import { readGlog } from '../../db/glog/read.ts'
import { fileFault } from '../../db/sqlite.ts'
import { DEFAULT_POLICY } from '../../shared/people.ts'
import { ok, type Result } from '../../shared/result.ts'
import { glogChecks, type Trusted } from './checks.ts'
import type { Had } from './fetch.ts'
import { glogsIn } from './folder.ts'

/** Every log in the folder: those of this run as they were judged, the others as they are found. */
const partsIn = (out: string, had: readonly Had[], trusted: Trusted): MergePart[] =>
  glogsIn(out).flatMap((path) => {
    const mine = had.find((one) => one.file === path && one.report !== null)
    if (mine?.report) return [{ path, station: mine.report.header.station, report: mine.report }]
    const read = readGlog(path, glogChecks(trusted))
    return read.ok ? [{ path, station: read.value.header.station, report: read.value }] : []
  })

export interface MergedFiles extends Merged {
  database: string
  matters_csv: string
}

export const mergeFolder = (
  out: string,
  had: readonly Had[],
  trusted: Trusted,
  goesOn: () => boolean,
): Result<MergedFiles> => {
  const database = join(out, 'merged.db')
  const csv = join(out, 'matters.csv')
  const merged = mergeGlogs(database, partsIn(out, had, trusted), goesOn)
  if (!merged.ok) return merged
  const db = openMerged(database)
  if (!db.ok) return db
  try {
    const table = matterTable(db.value, {}, DEFAULT_POLICY, true)
    rmSync(csv, { force: true })
    const written = writePart(csv, csvLines(table.headings, table.rows), goesOn)
    const kept = written.ok ? keepPart(csv) : written
    return kept.ok ? ok({ ...merged.value, database, matters_csv: csv }) : kept
  } catch (error) {
    // Under Windows a table that a person has open cannot be replaced: what was collected is there all the same.
    return { ok: false, error: fileFault(error, csv) }
  } finally {
    db.value.close()
  }
}
