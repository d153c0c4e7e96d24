/** Is this log whole? The verdict on its entries (db/chain/judge.ts), then the tables that people see against them. */
import type { VerifyReport } from '../../shared/commands/installer.ts'
import { parseBody, type StoredEntry } from '../../shared/entries.ts'
import type { Language } from '../../shared/errors.ts'
import type { Judgement } from '../../shared/verdict.ts'
import type { Db } from '../../sqlite/port.ts'
import { judge, type Known } from '../chain/judge.ts'
import { projections } from '../migrations/020-projections.ts'
import { visits } from '../migrations/040-visits.ts'
import type { Entry } from './draft.ts'
import { PROJECTION_TABLES, projector } from './project.ts'
import { everyEntry } from './rows.ts'
import { whyWords } from './verdict-words.ts'

/** Applies every entry to `apply` while it passes. @returns the first entry whose body is none. */
const folded = function* (
  entries: Iterable<StoredEntry>,
  apply: (entry: Entry, seq: number) => void,
  onBad: (seq: number) => void,
): Generator<StoredEntry> {
  for (const entry of entries) {
    const parsed = parseBody(entry.body)
    // An unknown kind finds no projection and changes nothing.
    if (parsed.ok) apply(parsed.entry as Entry, entry.seq)
    else onBad(entry.seq)
    yield entry
  }
}

const sameTable = (ours: Db, theirs: Db, table: string): boolean => {
  const sql = `select * from ${table} order by id`
  const again = theirs.prepare(sql).raw().iterate()
  for (const row of ours.prepare(sql).raw().iterate()) {
    const other = again.next()
    if (other.done || JSON.stringify(other.value) !== JSON.stringify(row)) {
      again.return?.()
      return false
    }
  }
  const whole = again.next().done === true
  again.return?.()
  return whole
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
): VerifyReport =>
  db.transaction(() => {
    for (const { sql } of [projections, visits]) memory.exec(sql)
    const apply = projector(memory)
    let badBody: number | null = null
    const judged = memory.transaction(() =>
      judge(
        logId,
        folded(everyEntry(db), apply, (seq) => {
          badBody ??= seq
        }),
        known,
      ),
    )()
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
