/** Numbered steps of the log's format, with gaps of ten. A step that has been released is never changed again. */
import type { Db } from '../../sqlite/port.ts'
import { entries } from './010-entries.ts'
import { projections } from './020-projections.ts'
import { delivery } from './030-delivery.ts'
import { visits } from './040-visits.ts'
import { receipts } from './050-receipts.ts'
import { anchor } from './060-anchor.ts'
import { entriesBySeq } from './070-entries-by-seq.ts'

export interface Migration {
  readonly version: number
  readonly sql: string
}

export const MIGRATIONS: readonly Migration[] = [
  entries,
  projections,
  delivery,
  visits,
  receipts,
  anchor,
  entriesBySeq,
]

/** The newest format this program knows. */
export const KNOWN_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version))

/** The format of an open file. */
export const formatOf = (db: Db): number => Number(db.pragma('user_version', { simple: true }))

/**
 * Brings the file to the newest format in one transaction: all steps that it lacks, or none. Then the file is written anew:
 * without the room of tables that are gone, and with each table where a fresh log has it (recover/first-pages.ts).
 * @param writeAnew where that may be left out.
 */
export const migrate = (
  db: Db,
  steps: readonly Migration[] = MIGRATIONS,
  writeAnew: () => void = () => db.exec('vacuum'),
): void => {
  const from = formatOf(db)
  const missing = steps.filter(({ version }) => version > from)
  if (missing.length === 0) return
  db.transaction(() => {
    for (const { version, sql } of missing) {
      db.exec(sql)
      db.pragma(`user_version = ${version}`)
    }
  }).immediate()
  writeAnew()
}
