/** What a copy of a log holds, and what it lacks of the log that is there now. Nothing is changed. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { StoredEntry } from '../../shared/entries.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { loadSqlite } from '../../sqlite/choose.ts'
import type { Known } from '../chain/judge.ts'
import { look } from '../chain/look.ts'
import { SEAL_AFTER } from '../chain/seal.ts'
import { openFileReadonly } from '../log/file.ts'
import { readLog } from '../log/open.ts'
import { readerOf } from '../log/reader.ts'
import type { Progress } from '../log/verify.ts'

export interface CopyFacts {
  file: string
  logId: string
  seq: number
  hash: string
  /** Wall clock of its last entry, ms UTC. */
  at: number | null
  /** Whose keys made its last seal; null: none stands near its end. */
  series: string | null
}

/** Entries that one has and the other lacks: how many, when, and whose. */
export interface Lacking {
  entries: number
  from: number | null
  to: number | null
  staff: string[]
}

export interface PresentFacts {
  /** `none`: there is no log; `whole`: it verifies; `damaged`: it cannot be read or does not verify. */
  state: 'none' | 'whole' | 'damaged'
  /** null where not even that can be read. */
  logId: string | null
  /** What the copy lacks of it, as far as it can be read. */
  lacking: Lacking
}

const MB = 1024 * 1024

const seriesOf = (entries: readonly StoredEntry[]): string | null => {
  const seal = entries.map(({ body }) => look(body)).findLast((looked) => looked?.kind === 'log.sealed')
  return typeof seal?.['series'] === 'string' ? seal['series'] : null
}

/**
 * Opens the copy and reads it from its first entry to its last. @param progress told how many of how many.
 * @returns restore/not-whole when it does not verify.
 */
export const copyFacts = (file: string, known: Known = {}, progress?: Progress): Result<CopyFacts> => {
  if (!existsSync(file)) return fail('restore/no-copy', { path: file })
  const db = openFileReadonly(file)
  const log = db.ok ? readerOf(db.value, file) : db
  if (!log.ok) return log
  const reader = log.value
  const report = reader.verify('en-US', known, progress)
  const { seq, hash } = reader.head()
  const last = look(reader.entries(seq, 1, 1)[0]?.body ?? '')
  const series = seriesOf(reader.entries(Math.max(1, seq - SEAL_AFTER.entries), SEAL_AFTER.entries + 1, MB))
  reader.close()
  if (!report.ok) return fail('restore/not-whole', { path: file, verdict: report.verdict })
  return ok({ file, logId: report.logId, seq, hash, at: last?.at ?? null, series })
}

const tried = <T>(read: () => T, otherwise: T): T => {
  try {
    return read()
  } catch {
    return otherwise
  }
}

/** Every entry that can still be read, one by one: a damaged page throws, and what it held is unknown. */
const readable = function* (path: string, after: { logId: string; seq: number }): Generator<string> {
  const sqlite = loadSqlite()
  const db = sqlite.ok
    ? tried(() => sqlite.value.open(path, { readonly: true, fileMustExist: true }), null)
    : null
  if (!db) return
  try {
    const number = (sql: string, id: string) =>
      tried(() => Number(db.prepare<[string], number>(sql).pluck().get(id) ?? 0), 0)
    const id = tried(() => db.prepare<[], string>('select log_id from entry limit 1').pluck().get() ?? '', '')
    const one = tried(
      () =>
        db.prepare<[string, number], string>('select body from entry where log_id = ? and seq = ?').pluck(),
      null,
    )
    // Another log is one that goes on from the copy's: all of it came later.
    const begin =
      id === after.logId ? after.seq + 1 : number('select min(seq) from entry where log_id = ?', id)
    const end = number('select max(seq) from entry where log_id = ?', id)
    for (let seq = begin; seq <= end; seq += 1) {
      const body = tried(() => one?.get(id, seq), undefined)
      if (body !== undefined) yield body
    }
  } finally {
    tried(() => db.close(), undefined)
  }
}

const lackingOf = (bodies: Iterable<string>): Lacking => {
  const staff = new Set<string>()
  let [entries, from, to]: [number, number | null, number | null] = [0, null, null]
  for (const body of bodies) {
    const entry = look(body)
    entries += 1
    if (!entry) continue
    from = Math.min(from ?? entry.at, entry.at)
    to = Math.max(to ?? entry.at, entry.at)
    if (entry.by !== null) staff.add(entry.by)
  }
  return { entries, from, to, staff: [...staff].sort() }
}

/** Looks at the log of `dir` beside a copy. */
export const presentFacts = (
  dir: string,
  copy: CopyFacts,
  known: Known = {},
  progress?: Progress,
): PresentFacts => {
  const path = join(dir, 'log.db')
  if (!existsSync(path))
    return { state: 'none', logId: null, lacking: { entries: 0, from: null, to: null, staff: [] } }
  const lacking = lackingOf(readable(path, copy))
  const log = readLog(dir)
  if (!log.ok) return { state: 'damaged', logId: null, lacking }
  const { ok: whole, logId } = log.value.verify('en-US', known, progress)
  log.value.close()
  return { state: whole ? 'whole' : 'damaged', logId, lacking }
}
