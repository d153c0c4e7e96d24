/** Is this log whole? The verdict on its entries (db/chain/judge.ts), then the tables that people see against them. */
import type { VerifyReport } from '../../shared/commands/installer.ts'
import { parseBody, type StoredEntry } from '../../shared/entries.ts'
import type { Language } from '../../shared/errors.ts'
import type { Judgement } from '../../shared/verdict.ts'
import type { Db } from '../../sqlite/port.ts'
import { createJudge, type Known, look } from '../chain/judge.ts'
import type { Entry } from './draft.ts'
import { createModel } from './model.ts'
import { projector } from './project.ts'
import { everyEntry, lastHead } from './rows.ts'
import { sameTable } from './same-table.ts'
import { PROJECTION_TABLES } from './tables.ts'
import { whyWords } from './verdict-words.ts'

/** Told as it goes: the entry that was looked at, and the last one. */
export type Progress = (done: number, total: number) => void

const TOLD_EVERY = 10_000

/** Reads the whole log once, in one snapshot: other connections may go on writing. */
export const verifyLog = (
  db: Db,
  logId: string,
  known: Known,
  language: Language,
  progress: Progress = () => {},
): VerifyReport =>
  db.transaction(() => {
    const last = lastHead(db, logId)?.seq ?? 0
    const judging = createJudge(logId, known)
    const model = createModel()
    let badBody: number | null = null
    for (const entry of everyEntry(db)) {
      const looked = look(entry.body)
      judging.step(entry, looked)
      if (!looked || !model.step(looked, entry.seq)) badBody ??= entry.seq
      if (entry.seq % TOLD_EVERY === 0) progress(entry.seq, last)
    }
    const judged = judging.verdict(true)
    const report = judgeTables(judged, badBody, () =>
      PROJECTION_TABLES.find((table) => !sameTable(db, table, model.tables[table])),
    )
    const at = Math.max(0, ...(known.seen ?? []).map(({ seq }) => seq))
    return {
      ...report,
      ok: report.verdict === 'ok',
      problem: whyWords(report.why, language, report.firstBad, at),
    }
  })()

/** A log whose entries are whole may still show other tables to people. */
const judgeTables = (
  judged: Judgement,
  badBody: number | null,
  unlike: () => (typeof PROJECTION_TABLES)[number] | undefined,
): Judgement => {
  if (judged.verdict !== 'ok') return judged
  if (badBody !== null) return { ...judged, verdict: 'damaged', why: 'body', firstBad: badBody }
  const table = unlike()
  return table ? { ...judged, verdict: 'edited', why: table } : judged
}

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
