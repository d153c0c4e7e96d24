/** Is this log whole? The verdict on its entries (db/chain/judge.ts), then the tables that people see against them. */
import type { VerifyReport } from '../../shared/commands/installer.ts'
import { parseBody, type StoredEntry } from '../../shared/entries.ts'
import type { Language } from '../../shared/errors.ts'
import type { Judgement } from '../../shared/verdict.ts'
import type { Db } from '../../sqlite/port.ts'
import { createJudge, type Known } from '../chain/judge.ts'
import { type Looked, look } from '../chain/look.ts'
import type { Entry } from './draft.ts'
import { createModel } from './model.ts'
import { projector } from './project.ts'
import { everyBody, everyEntry, lastHead } from './rows.ts'
import { sameTable } from './same-table.ts'
import { PROJECTION_TABLES, type Table } from './tables.ts'
import { whyWords } from './verdict-words.ts'

/** Told as it goes: the entry that was looked at, and the last one. */
export type Progress = (done: number, total: number) => void

const TOLD_EVERY = 10_000

type Take = (entry: StoredEntry, looked: Looked | null) => void

/** Gives every entry of the file to `take`, with what its body says: that is read once. */
const readThrough = (db: Db, logId: string, progress: Progress, take: Take): void => {
  const last = lastHead(db, logId)?.seq ?? 0
  for (const entry of everyEntry(db)) {
    take(entry, look(entry.body))
    if (entry.seq % TOLD_EVERY === 0) progress(entry.seq, last)
  }
}

/** What the tables show beside the entries: the first entry that none of them takes, else the first table that is not theirs. */
export interface TablesShow {
  badBody: number | null
  unlike: Table | null
}

const createTablesCheck = (db: Db) => {
  const model = createModel()
  let badBody: number | null = null
  const take = (seq: number, looked: Looked | null) => {
    if (!looked || !model.step(looked, seq)) badBody ??= seq
  }
  const unlike = () => PROJECTION_TABLES.find((table) => !sameTable(db, table, model.tables[table])) ?? null
  return { take, show: (): TablesShow => ({ badBody, unlike: badBody === null ? unlike() : null }) }
}

/** A log whose entries are whole may still show other tables to people. */
const withTables = (judged: Judgement, tables: () => TablesShow): Judgement => {
  if (judged.verdict !== 'ok') return judged
  const { badBody, unlike } = tables()
  if (badBody !== null) return { ...judged, verdict: 'damaged', why: 'body', firstBad: badBody }
  return unlike ? { ...judged, verdict: 'edited', why: unlike } : judged
}

/** What the entries show; the report follows once somebody says what the tables do. */
export type Half = (tables: () => TablesShow, language: Language) => VerifyReport

const halfOf = (judged: Judgement, { seen = [] }: Known): Half => {
  const at = Math.max(0, ...seen.map(({ seq }) => seq))
  return (tables, language) => {
    const report = withTables(judged, tables)
    const problem = whyWords(report.why, language, report.firstBad, at)
    return { ...report, ok: report.verdict === 'ok', problem }
  }
}

/** Reads the whole log once, in one snapshot: other connections may go on writing. */
export const verifyLog = (
  db: Db,
  logId: string,
  known: Known,
  language: Language,
  progress: Progress = () => {},
): VerifyReport =>
  db.transaction(() => {
    const judging = createJudge(logId, known)
    const tables = createTablesCheck(db)
    readThrough(db, logId, progress, (entry, looked) => {
      judging.step(entry, looked)
      tables.take(entry.seq, looked)
    })
    return halfOf(judging.verdict(true), known)(tables.show, language)
  })()

/** The first half of `verifyLog`, the entries. */
export const judgeEntries = (db: Db, logId: string, known: Known, progress: Progress = () => {}): Half =>
  db.transaction(() => {
    const judging = createJudge(logId, known)
    readThrough(db, logId, progress, judging.step)
    return halfOf(judging.verdict(true), known)
  })()

/** The other half, the tables: in a snapshot of its own they must be what its entries make. */
export const checkTables = (db: Db): TablesShow =>
  db.transaction(() => {
    const tables = createTablesCheck(db)
    for (const [seq, body] of everyBody(db)) tables.take(seq, look(body))
    return tables.show()
  })()

/** Makes the projections again from the entries, in the caller's transaction. @returns the number of entries read. */
export const rebuildProjections = (db: Db, page: (from: number) => StoredEntry[]): number => {
  for (const table of PROJECTION_TABLES) db.exec(`delete from ${table}`)
  const apply = projector(db)
  let count = 0
  for (let entries = page(1); entries.length > 0; entries = page(count + 1)) {
    for (const { body, seq } of entries) {
      const parsed = parseBody(body)
      if (parsed.ok) apply(parsed.entry as Entry, seq)
      count = seq
    }
  }
  return count
}
