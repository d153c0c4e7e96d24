/**
 * Appending with a second place: what the log cannot take goes to the side file and is confirmed from there; when the log
 * takes entries again, those that wait come first, by their ids, and marked.
 */
import type { StoredEntry } from '../../shared/entries.ts'
import { type Fault, ok, type Result } from '../../shared/result.ts'
import type { Entry } from '../log/draft.ts'
import type { SideFile, SideLine } from './side-file.ts'

/** A log that just failed is not asked again for every key press; ms of monotonic time. */
const RETRY_MS = 2_000

export interface Sided {
  /** Committed in the log, or fsynced in the side file (then no places in the chain yet); a fault: in neither. */
  append(entries: readonly Entry[]): Result<StoredEntry[]>
  /** Takes in what waits, after `first` and with it in one transaction. @returns the fault that still keeps it waiting. */
  takeIn(first?: readonly Entry[]): Result<void>
  /** Entries that wait, and what keeps the log from taking them. */
  waiting(): { entries: number; why: Fault | null }
}

export interface SidedLog {
  write(entries: readonly Entry[]): Result<StoredEntry[]>
  /** Whether the log has an entry with this id. May throw what SQLite throws. */
  has(id: string): boolean
  guarded<T>(work: () => Result<T>): Result<T>
  /** An incident, stamped now. */
  incident(code: 'data/side-line' | 'data/side-taken', detail: string): Entry
  mono(): number
}

const entryOf = (body: string): (Entry & { id: string }) | null => {
  try {
    const value = JSON.parse(body)
    return typeof value?.id === 'string' ? value : null
  } catch {
    return null
  }
}

export const createSided = (log: SidedLog, side: SideFile): Sided => {
  let why: Fault | null = null
  let failedAt = Number.NEGATIVE_INFINITY

  const takeAll = (first: readonly Entry[]): Result<void> => {
    const { lines, bad } = side.read()
    const coming = new Set(first.map(({ id }) => id))
    const has = ({ body }: SideLine): boolean => {
      const entry = entryOf(body)
      return entry !== null && (coming.has(entry.id) || log.has(entry.id))
    }
    // Some may have been committed by the attempt that seemed to fail, or before the file could be cleared.
    const waiting = lines.filter((line) => !has(line))
    const entries = waiting.flatMap(({ n, body }) => {
      const entry = entryOf(body)
      return entry ? [{ ...entry, side: n }] : []
    })
    const lost = bad.filter((line) => !has(line))
    const incidents = [
      ...lost.map(({ n }) => log.incident('data/side-line', String(n))),
      ...(entries.length > 0 ? [log.incident('data/side-taken', String(entries.length))] : []),
    ]
    const all = [...first, ...entries, ...incidents]
    const written = all.length > 0 ? log.write(all) : ok([])
    if (!written.ok) return written
    return side.waiting() > 0 ? side.clear() : ok(undefined)
  }

  const takeIn = (first: readonly Entry[] = []): Result<void> => {
    if (side.waiting() + first.length === 0) return ok(undefined)
    const taken = log.guarded(() => takeAll(first))
    why = taken.ok ? null : taken.error
    if (!taken.ok) failedAt = log.mono()
    return taken
  }

  const aside = (entries: readonly Entry[], fault: Fault): Result<StoredEntry[]> => {
    why = fault
    const kept = side.add(entries.map((entry) => JSON.stringify(entry)))
    return kept.ok ? ok([]) : { ok: false, error: fault }
  }

  return {
    takeIn,
    waiting: () => ({ entries: side.waiting(), why }),
    append: (entries) => {
      if (side.waiting() > 0) {
        const early = log.mono() - failedAt < RETRY_MS
        const taken: Result<void> = early && why ? { ok: false, error: why } : takeIn()
        if (!taken.ok) return aside(entries, taken.error)
      }
      const written = log.write(entries)
      if (written.ok) return written
      failedAt = log.mono()
      return aside(entries, written.error)
    },
  }
}
