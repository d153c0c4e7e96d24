/** Is this log whole? The verdict on its entries (db/chain/judge.ts), then the tables that people see against them. */
import type { VerifyReport } from '../../shared/commands/installer.ts'
import { parseBody, type StoredEntry } from '../../shared/entries.ts'
import type { Language } from '../../shared/errors.ts'
import type { Judgement } from '../../shared/verdict.ts'
import type { Db } from '../../sqlite/port.ts'
import { createJudge, type Known, type Looked, look } from '../chain/judge.ts'
import { projections } from '../migrations/020-projections.ts'
import { visits } from '../migrations/040-visits.ts'
import type { Entry } from './draft.ts'
import { PROJECTION_TABLES, projector } from './project.ts'
import { everyEntry, lastHead } from './rows.ts'
import { whyWords } from './verdict-words.ts'

/** SQLite's own troubles, memory among them, say nothing of an entry; a value that no column takes does. */
const isTrouble = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('SQLITE_') && !/^SQLITE_(CONSTRAINT|MISMATCH)/.test(code)
}

/**
 * Makes the projections again in an empty database, entry by entry.
 * @returns the function that takes an entry and says whether its body fits: what no table takes, the program never wrote.
 */
const remade = (memory: Db): ((looked: Looked | null, seq: number) => boolean) => {
  for (const { sql } of [projections, visits]) memory.exec(sql)
  const apply = projector(memory)
  return (looked, seq) => {
    if (!looked) return false
    try {
      // An unknown kind finds no projection and changes nothing.
      apply(looked as unknown as Entry, seq)
      return true
    } catch (error) {
      if (isTrouble(error)) throw error
      return false
    }
  }
}

/** Told as it goes: the entry that was looked at, and the last one. */
export type Progress = (done: number, total: number) => void

const TOLD_EVERY = 10_000

/** Rows at a time. */
const PAGE = 1_000

const sameTable = (ours: Db, theirs: Db, table: string): boolean => {
  const pages = [ours, theirs].map((db) =>
    db.prepare<[string], [string]>(`select * from ${table} where id > ? order by id limit ${PAGE}`).raw(),
  )
  for (let last: string | undefined = ''; last !== undefined; ) {
    const from: string = last
    const [our, their] = pages.map((page) => page.all(from))
    if (JSON.stringify(our) !== JSON.stringify(their)) return false
    last = their?.at(-1)?.[0]
  }
  return true
}

/**
 * Reads the whole log once, in one snapshot: other connections may go on writing.
 * @param memory an empty in-memory database, used to make the projections again; closed by the caller.
 */
export const verifyLog = (
  db: Db,
  memory: Db,
  logId: string,
  known: Known,
  language: Language,
  progress: Progress = () => {},
): VerifyReport =>
  db.transaction(() => {
    const last = lastHead(db, logId)?.seq ?? 0
    const judging = createJudge(logId, known)
    const fits = remade(memory)
    let badBody: number | null = null
    memory.transaction(() => {
      for (const entry of everyEntry(db)) {
        const looked = look(entry.body)
        judging.step(entry, looked)
        if (!fits(looked, entry.seq)) badBody ??= entry.seq
        if (entry.seq % TOLD_EVERY === 0) progress(entry.seq, last)
      }
    })()
    const judged = judging.verdict(true)
    const report = judgeTables(judged, badBody, () =>
      PROJECTION_TABLES.find((table) => !sameTable(db, memory, table)),
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
