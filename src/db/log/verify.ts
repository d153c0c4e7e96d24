/** Is this log whole? The chain, the projections against the entries, and the tail against what was acknowledged. */
import type { VerifyReport } from '../../shared/commands/installer.ts'
import { parseBody, type StoredEntry } from '../../shared/entries.ts'
import type { Language } from '../../shared/errors.ts'
import type { Db } from '../../sqlite/port.ts'
import { type ChainProblem, type ChainReport, verifyChain } from '../chain/chain.ts'
import { projections } from '../migrations/020-projections.ts'
import { visits } from '../migrations/040-visits.ts'
import type { Entry } from './draft.ts'
import { PROJECTION_TABLES, projector } from './project.ts'
import { everyEntry, hashOf } from './rows.ts'

type Problem = ChainProblem | 'body' | 'tail' | 'acked' | (typeof PROJECTION_TABLES)[number]

/** What is wrong, for a person. `{seq}` is the first bad entry, `{at}` how far the hall had acknowledged. */
const WORDS: Readonly<Record<Problem, Readonly<Record<Language, string>>>> = {
  log: { 'zh-CN': '第 {seq} 条属于另一个日志', 'en-US': 'Entry {seq} belongs to another log' },
  gap: { 'zh-CN': '缺少第 {seq} 条', 'en-US': 'Entry {seq} is missing' },
  prev: {
    'zh-CN': '第 {seq} 条与前一条接不上,前一条被换过',
    'en-US': 'Entry {seq} does not follow the one before it, which was replaced',
  },
  hash: { 'zh-CN': '第 {seq} 条的内容被改过', 'en-US': 'The content of entry {seq} was changed' },
  body: { 'zh-CN': '第 {seq} 条不是规定的格式', 'en-US': 'Entry {seq} is not in the form of its kind' },
  tail: {
    'zh-CN': '第 {seq} 条起被删去;大厅已确认到第 {at} 条',
    'en-US': 'Entries from {seq} on were removed; the hall had acknowledged {at}',
  },
  acked: {
    'zh-CN': '第 {at} 条与大厅确认的不同',
    'en-US': 'Entry {at} is not the one that the hall acknowledged',
  },
  shift: {
    'zh-CN': '班次表与日志条目不符(可用 log rebuild 重建)',
    'en-US': 'The shifts do not match the entries (log rebuild makes them again)',
  },
  matter: {
    'zh-CN': '办件表与日志条目不符(可用 log rebuild 重建)',
    'en-US': 'The matters do not match the entries (log rebuild makes them again)',
  },
  press: {
    'zh-CN': '按键表与日志条目不符(可用 log rebuild 重建)',
    'en-US': 'The presses do not match the entries (log rebuild makes them again)',
  },
}

const words = (problem: Problem, language: Language, seq: number, at: number): string =>
  WORDS[problem][language].replace('{seq}', String(seq)).replace('{at}', String(at))

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

export interface Acked {
  seq: number
  /** Hex; null where the entry was not ours to hash. */
  hash: string | null
}

/** The first thing that is wrong, the gravest first. */
const judge = (
  chain: ChainReport,
  badBody: number | null,
  acked: Acked,
  hashAt: string | null,
  unlike: string | undefined,
) => {
  const found = (problem: Problem, firstBad: number | null) => ({ problem, firstBad })
  if (chain.problem) return found(chain.problem, chain.firstBad)
  if (acked.seq > chain.head.seq) return found('tail', chain.head.seq + 1)
  if (acked.hash !== null && acked.hash !== hashAt) return found('acked', acked.seq)
  if (badBody !== null) return found('body', badBody)
  const table = PROJECTION_TABLES.find((name) => name === unlike)
  return table ? found(table, null) : null
}

/**
 * Reads the whole log once, in one snapshot: other connections may go on writing.
 * @param memory an empty in-memory database, used to make the projections again; closed by the caller.
 */
export const verifyLog = (
  db: Db,
  memory: Db,
  logId: string,
  acked: Acked,
  language: Language,
): VerifyReport =>
  db.transaction(() => {
    for (const { sql } of [projections, visits]) memory.exec(sql)
    const apply = projector(memory)
    let badBody: number | null = null
    const chain = memory.transaction(() =>
      verifyChain(
        logId,
        folded(everyEntry(db), apply, (seq) => {
          badBody ??= seq
        }),
      ),
    )()
    const unlike = chain.ok ? PROJECTION_TABLES.find((table) => !sameTable(db, memory, table)) : undefined
    const wrong = judge(chain, badBody, acked, hashOf(db)(logId, acked.seq), unlike)
    return {
      ok: wrong === null,
      logId,
      entries: chain.entries,
      head: chain.head.hash,
      firstBad: wrong?.firstBad ?? null,
      problem: wrong ? words(wrong.problem, language, wrong.firstBad ?? 0, acked.seq) : '',
    }
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
