/**
 * A large log: opening it, its lists, and what appending to it costs. `node bench/browse.ts 10000000 DIR` (entries; far
 * fewer in `npm run bench`); DIR, if given, is filled once and kept, lists and all.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browse, openBrowse } from '../src/db/browse/browse.ts'
import type { Log } from '../src/db/log/log.ts'
import { openLog } from '../src/db/log/open.ts'
import { uuidV7 } from '../src/keys/uuid.ts'
import { systemClock } from '../src/main/clock.ts'
import type { Clock } from '../src/shared/clock.ts'
import { loadSqlite } from '../src/sqlite/choose.ts'
import { BEGIN, bigLog, oneMatter, SPAN_MS } from './big-log.ts'
import { type Figure, tableOf } from './figure.ts'
import { pageMeanwhile, pagesOf, type Timed } from './pages.ts'

const USUAL = 200_000
const PAGES = 200
const OPENINGS = 7
const ROUNDS = 15
/** As the worker takes entries in: a step behind, and what is new before an answer. */
const STEP = 5_000
const AT_ONCE = 3_000

const ms = (work: () => void): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}
const at = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0

/** The work goes on where the large log's ends. */
const clock: Clock = { ...systemClock, now: () => BEGIN + SPAN_MS + Math.round(systemClock.mono()) }

const opened = (dir: string): Log => {
  const log = openLog({ dir, clock, boot: 'again', station: '1', newId: uuidV7 })
  if (!log.ok) throw new Error(log.error.code)
  return log.value
}

/** Takes all in. @returns entries taken in, ms, and ms of the pages that were asked for meanwhile. */
const index = (browse: Browse) => {
  const meanwhile: number[] = []
  let before: number | null = null
  let done = 0
  const took = ms(() => {
    for (let step = 0; ; step += 1) {
      const caught = browse.catchUp(STEP)
      if (!caught.ok) throw new Error(caught.error.code)
      before ??= caught.value.done - STEP
      done = caught.value.done
      if (done >= caught.value.total) return
      if (step % 20 === 19) meanwhile.push(pageMeanwhile(browse, STEP, AT_ONCE))
    }
  })
  return { entries: done - (before ?? done), took, meanwhile }
}

const COMMITS = 200
/** Matters begun and ended, an entry for each commit. @returns commits/s. */
const commits = (log: Log): number => {
  const drafts = Array.from({ length: COMMITS / 4 }, () => oneMatter(clock)).flat()
  const took = ms(() => {
    for (const draft of drafts) if (!log.append([draft]).ok) throw new Error('append')
  })
  return (drafts.length * 1000) / took
}

/** Committed entries/s on the large log against an empty one, by turns on the same disk, each first as often. */
const appendRatio = (log: Log): number => {
  const dir = mkdtempSync(join(tmpdir(), 'guiping-bench-'))
  const empty = opened(dir)
  const ratios = Array.from({ length: ROUNDS }, (_, round) => {
    if (round % 2) return commits(log) / commits(empty)
    const baseline = commits(empty)
    return commits(log) / baseline
  })
  empty.close()
  rmSync(dir, { recursive: true, force: true })
  console.error(`  append, ratios of the rounds: ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}`)
  return at(ratios, 0.5)
}

/** What a search without an index costs: LIKE over the bodies. */
const likeMs = (dir: string): number => {
  const sqlite = loadSqlite()
  if (!sqlite.ok) throw new Error(sqlite.error.code)
  const db = sqlite.value.open(join(dir, 'log.db'), { readonly: true })
  const took = ms(() => db.prepare(`select count(*) from entry where body like '%证件%'`).get())
  db.close()
  return took
}

const print = ({ name, times, cpu, worst }: Timed) =>
  console.error(
    `  ${name}: p50 ${at(times, 0.5).toFixed(2)} p99 ${at(times, 0.99).toFixed(2)} max ${worst.ms.toFixed(2)} ms, CPU p99 ${at(cpu, 0.99).toFixed(2)} ms ${JSON.stringify(worst.query)}`,
  )

const slowest = (all: readonly Timed[]) =>
  all.reduce((a, b) => (at(a.times, 0.99) >= at(b.times, 0.99) ? a : b))

const measure = (dir: string, entries: number): Figure[] => {
  const built = existsSync(join(dir, 'log.db')) ? null : ms(() => bigLog(dir, entries).close())
  const openings = Array.from({ length: OPENINGS }, () => ms(() => opened(dir).close()))
  const log = opened(dir)
  const found = openBrowse({ dir, reasons: [] })
  if (!found.ok) throw new Error(found.error.code)
  const browse = found.value
  const indexed = index(browse)
  const { filters, searches } = pagesOf(browse, PAGES, log.head().seq)
  for (const of of [...filters, ...searches]) print(of)
  const worst = slowest(filters)
  const none = filters[0]?.times ?? []
  const all = filters.flatMap(({ times }) => times)
  const like = likeMs(dir)
  const ratio = appendRatio(log)
  const sizes = ['log.db', 'browse.db'].map((name) => statSync(join(dir, name)).size / 1e6)
  browse.close()
  log.close()
  console.error(`  log.db ${sizes[0]?.toFixed(0)} MB, browse.db ${sizes[1]?.toFixed(0)} MB`)
  const making: Figure[] =
    indexed.entries < entries / 2
      ? []
      : [
          {
            name: `taking ${indexed.entries} entries into the lists, once, ${(indexed.took / 1000).toFixed(1)} s`,
            baseline:
              built === null ? 'none' : `writing them, ${((entries * 1000) / built).toFixed(0)} entries/s`,
            ratio: built === null ? Number.NaN : built / indexed.took,
            ours: ((indexed.entries * 1000) / indexed.took).toFixed(0),
            unit: 'entries/s',
            aim: 'none: on a worker, and once',
          },
          {
            name: 'a page asked for while the lists are being made, p99 (it shows what has been taken in)',
            baseline: `a page afterwards, p99 ${at(worst.times, 0.99).toFixed(2)} ms`,
            ratio: at(indexed.meanwhile, 0.99) / at(worst.times, 0.99),
            ours: at(indexed.meanwhile, 0.99).toFixed(0),
            unit: 'ms',
            aim: 'none',
          },
        ]
  return [
    {
      name: `a page of ${entries} entries by one filter, or two within a month: the slowest (${worst.name}), p99; over all p99 ${at(all, 0.99).toFixed(2)}`,
      baseline: `a page without a filter, p99 ${at(none, 0.99).toFixed(2)} ms`,
      ratio: at(worst.times, 0.99) / at(none, 0.99),
      ours: at(worst.times, 0.99).toFixed(2),
      unit: 'ms',
      aim: '< 50 ms',
    },
    {
      name: `a page of a search for words of two to four characters in ${entries} entries, p99`,
      baseline: `one LIKE over all bodies, ${like.toFixed(0)} ms`,
      ratio: at(slowest(searches).times, 0.99) / like,
      ours: at(slowest(searches).times, 0.99).toFixed(2),
      unit: 'ms',
      aim: '< 50 ms',
    },
    {
      name: `committed entries on a log of ${entries} that is browsed, against an empty log`,
      baseline: 'the same commits on an empty log',
      ratio,
      ours: (ratio * 100).toFixed(0),
      unit: '%',
      aim: '>= 0.90',
    },
    ...making,
    {
      name: `opening a log of ${entries} entries for writing, the longest of ${OPENINGS} times`,
      baseline: 'the aim, 300 ms',
      ratio: Math.max(...openings) / 300,
      ours: Math.max(...openings).toFixed(0),
      unit: 'ms',
      aim: '< 300 ms',
    },
  ]
}

export const run = async (entries = USUAL, kept?: string): Promise<Figure[]> => {
  const dir = kept ?? mkdtempSync(join(tmpdir(), 'guiping-bench-'))
  mkdirSync(dir, { recursive: true })
  try {
    return measure(dir, entries)
  } finally {
    if (kept === undefined) rmSync(dir, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const [entries = USUAL, dir] = process.argv.slice(2)
  console.log(tableOf(await run(Number(entries), dir)))
}
