/**
 * Damages a counter's folder in one way after another and starts the log on it: it must work on, say what is true, and show
 * no count that the ratings do not have.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openLog, readLog } from '../../src/db/log/open.ts'
import { noteDamage } from '../../src/db/recover/damage-note.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'
import { type Kit, kit, must, rated, serve } from '../db/log-kit.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { randomFrom, wholeBelow } from '../harness/random.ts'
import type { Stands } from './disk.ts'
import { read, scratch, write } from './power-cut.ts'

export interface Day {
  stands: Stands
  /** Level of each counted press, by the entry's id. */
  truth: ReadonlyMap<string, number>
  /** What the clerk's page counts. */
  counts: string
}

/** @param matters of which every fifth ends without a rating. @param inWal whether the last part is in the -wal alone. */
export const dayOf = (matters: number, inWal: boolean, seed = 1): Day => {
  const k: Kit = kit(scratch())
  const random = randomFrom(seed)
  try {
    const log = k.log()
    const levels = (count: number) =>
      Array.from({ length: count }, (_, n) =>
        n % 5 === 4 ? null : ((1 + wholeBelow(random, 5)) as 1 | 2 | 3 | 4 | 5),
      )
    serve(k, log, levels(Math.ceil(matters / 2)))
    if (inWal) k.raw().exec('pragma wal_checkpoint(truncate)')
    k.clock.advance(600_000)
    serve(k, log, levels(Math.floor(matters / 2)))
    must(log.seal('end'))
    if (!inWal) k.raw().exec('pragma wal_checkpoint(truncate)')
    return { stands: read(k.dir), truth: ratings(log), counts: countsOf(log) }
  } finally {
    k.end()
  }
}

interface Reading {
  today(staff: string, since: number): Record<'count' | 'asked' | 'rated' | 'unrated', number>
  entries(from: number, max: number, bytes: number): { body: string }[]
}

const parsed = (body: string): Record<string, unknown> => {
  try {
    return JSON.parse(body)
  } catch {
    return {}
  }
}

/** The counted presses of a log; one that stands twice has level NaN. */
const ratings = (log: Reading): Map<string, number> => {
  const found = new Map<string, number>()
  for (const { body } of log.entries(1, 1_000_000, 1e9)) {
    const { kind, verdict, id, level } = parsed(body)
    if (kind !== 'key.pressed' || verdict !== 'counted') continue
    found.set(String(id), found.has(String(id)) ? Number.NaN : Number(level))
  }
  return found
}

const countsOf = (log: Reading): string => {
  const { count, asked, rated, unrated } = log.today('A01', 0)
  return `${count} matters, ${asked} asked, ${rated} rated, ${unrated} unrated`
}

/** What became of a damaged log. */
export type End = 'as if nothing' | 'said, works on' | 'new log, goes on' | 'refused' | 'WRONG'

const tried = <T>(work: () => T): { value: T; why: '' } | { value: null; why: string } => {
  try {
    return { value: work(), why: '' }
  } catch (error) {
    return { value: null, why: `${(error as { code?: string }).code ?? 'thrown'} ${error}` }
  }
}

/** What the worker says that reads every page and, when the counter rests, compares every index; '' for a sound file. */
const checked = (dir: string): string => {
  const log = readLog(dir)
  if (!log.ok) return `${log.error.code} ${log.error.params?.['why']}`
  const sound = log.value.indexes()
  log.value.close()
  return sound.ok ? '' : `${sound.error.code} ${sound.error.params?.['why']}`
}

/** Starts on the folder, lets it take a rating, and asks everything that speaks of the log. */
/** @param own a press that the start before this one confirmed, on a log that was then found to be damaged. */
const started = (dir: string, day: Day, own?: string): { end: End; why: string } => {
  const { truth, counts: given } = day
  const noted = own !== undefined
  const clock = fakeClock(Date.UTC(2026, 4, noted ? 5 : 4))
  const options = { dir, clock, boot: uuidV7(clock.now()), station: '7', newId: uuidV7 }
  const opened = tried(() => openLog(options))
  if (opened.value === null) return { end: 'WRONG', why: `opening threw ${opened.why}` }
  if (!opened.value.ok) return { end: 'refused', why: opened.value.error.code }
  const log = opened.value.value
  const k = { at: () => ({ at: clock.now(), mono: clock.mono(), by: 'A01' }) } as Kit
  const press = { ...rated(k, uuidV7(1), uuidV7(2), 3)[0], id: uuidV7(clock.now()) } as EntryDraft & {
    id: string
  }
  const wrong = (why: string) => ({ end: 'WRONG' as const, why })
  try {
    const added = tried(() => log.append([press]))
    if (!added.value?.ok) return wrong(`does not work on: ${added.why || JSON.stringify(added.value)}`)
    const found = checked(dir)
    const report = tried(() => log.verify())
    const shown = tried(() => ratings(log))
    const said = [
      ...log.findings.map(({ code, params }) => `${code} ${params?.['lost'] ?? ''}`),
      ...(report.value?.verdict === 'ok'
        ? []
        : [report.value ? `${report.value.verdict} ${report.value.why}` : report.why]),
      ...(log.waiting().why ? [`waiting ${log.waiting().why?.code}`] : []),
      ...[found].filter((text) => text !== ''),
    ]
    const whole = report.value?.verdict === 'ok'
    const recovered = log.findings.some(({ code }) => code === 'data/recovered')
    if (recovered && !whole) return wrong(`the new log does not verify: ${said}`)
    if (shown.value === null && (found === '' || noted)) return wrong(shown.why)
    const counts = [...(shown.value ?? [])].filter(([id]) => id !== press.id && id !== own)
    const altered = counts.filter(([id, level]) => truth.get(id) !== level)
    if (own && shown.value?.get(own) !== 3)
      return wrong('a press that was confirmed on the damaged log is lost')
    // A level that is not what was pressed is never counted as if it were.
    if (altered.length > 0 && whole) return wrong(`${altered.length} counts that nobody gave: ${said}`)
    const missing = truth.size - counts.length
    if (missing > 0 && said.length === 0) return wrong(`${missing} ratings are missing and nothing is said`)
    if (missing > 0 && recovered && !said.some((text) => /data\/recovered [1-9]/.test(text)))
      return wrong(`${missing} ratings are missing from the new log, said: ${said}`)
    const counted = tried(() => countsOf(log))
    if (said.length === 0 && counted.value !== given)
      return wrong(`counts ${counted.value ?? counted.why}, was ${given}`)
    if (said.length === 0) return { end: 'as if nothing', why: '' }
    if (found === '' || noted)
      return { end: recovered ? 'new log, goes on' : 'said, works on', why: said.join(', ') }
  } finally {
    tried(() => log.close())
  }
  // As src/main/log/log-watch.ts does with what the worker found.
  must(noteDamage(dir, 'check'))
  return started(dir, day, press.id)
}

export interface Found {
  ends: Map<End, number>
  /** The first few of each kind of wrong end. */
  wrong: string[]
  refused: string[]
}

export const noneFound = (): Found => ({ ends: new Map(), wrong: [], refused: [] })

const KEPT = 12

/** Does one damage to a fresh copy of the day and looks at its end. */
export const damage = (day: Day, name: string, doIt: (dir: string) => void, into: Found): void => {
  const dir = scratch()
  try {
    write(dir, day.stands)
    doIt(dir)
    const { end, why } = started(dir, day)
    into.ends.set(end, 1 + (into.ends.get(end) ?? 0))
    if (end === 'WRONG' && into.wrong.length < KEPT) into.wrong.push(`${name}: ${why}`)
    if (end === 'refused' && into.refused.length < KEPT) into.refused.push(`${name}: ${why}`)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Changes bytes of log.db, or of the file named. */
export const changed =
  (change: (bytes: Buffer) => Buffer | undefined, file = 'log.db') =>
  (dir: string): void => {
    const path = join(dir, file)
    const bytes = readFileSync(path)
    writeFileSync(path, change(bytes) ?? bytes)
  }

export const flipped = (at: number, mask: number, file?: string) =>
  changed((bytes) => {
    bytes[at] = (bytes[at] ?? 0) ^ mask
    return undefined
  }, file)
