/**
 * Browsing a large log, and what it costs the counter: `node bench/browse.ts 10000000` (entries; less in `npm run bench`).
 * Pages begin at random places; the pairs of filters are within a random month.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browse, openBrowse } from '../src/db/browse/browse.ts'
import type { Log } from '../src/db/log/log.ts'
import { openLog } from '../src/db/log/open.ts'
import { uuidV7 } from '../src/keys/uuid.ts'
import { systemClock } from '../src/main/clock.ts'
import type { EntryDraft } from '../src/shared/entries.ts'
import { type ListQuery, listQuerySchema } from '../src/shared/log-view.ts'
import { loadSqlite } from '../src/sqlite/choose.ts'
import { BEGIN, bigLog, ITEMS, SPAN_MS, STAFF } from './big-log.ts'
import type { Figure } from './figure.ts'

const USUAL = 60_000
const PAGES = 120
const MONTH = 30 * 86_400_000

const ms = (work: () => void): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}
const at = (times: number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0

type Filter = () => Record<string, unknown>
const pick = (most: number) => Math.floor(Math.random() * most)
const month = () => {
  const from = BEGIN + pick(SPAN_MS - MONTH)
  return { from, to: from + MONTH }
}

const FILTERS: Readonly<Record<string, Filter>> = {
  none: () => ({ list: 'entries' }),
  day: () => {
    const from = BEGIN + pick(SPAN_MS)
    return { list: 'entries', from, to: from + 86_400_000 }
  },
  staff: () => ({ list: 'matters', staff: `S${pick(STAFF)}` }),
  item: () => ({ list: 'matters', item: `I${pick(ITEMS)}` }),
  outcome: () => ({ list: 'matters', outcome: pick(2) ? 'rated' : 'unrated' }),
  verdict: () => ({ list: 'entries', verdict: 'counted' }),
  kind: () => ({ list: 'entries', kind: pick(2) ? 'incident' : 'matter.closed' }),
  'staff + item': () => ({ list: 'matters', staff: `S${pick(STAFF)}`, item: `I${pick(ITEMS)}`, ...month() }),
  'staff + outcome': () => ({ list: 'matters', staff: `S${pick(STAFF)}`, outcome: 'unrated', ...month() }),
  'item + outcome': () => ({ list: 'matters', item: `I${pick(ITEMS)}`, outcome: 'unrated', ...month() }),
  'staff + kind': () => ({ list: 'entries', staff: `S${pick(STAFF)}`, kind: 'incident', ...month() }),
  'kind + verdict': () => ({ list: 'entries', kind: 'incident', verdict: 'counted', ...month() }),
  'nobody + kind': () => ({ list: 'entries', staff: 'S0', kind: 'log.opened', ...month() }),
}
const SEARCHES = ['投诉', '证件', '没有按键', '离开窗口']

const queryOf = (filter: Record<string, unknown>, last: number): ListQuery =>
  listQuerySchema.parse({ ...filter, ...(pick(2) ? { after: pick(last) } : {}) })

const pages = (browse: Browse, filter: Filter, last: number) =>
  Array.from({ length: PAGES }, () => {
    const query = queryOf(filter(), last)
    const before = process.cpuUsage()
    const took = ms(() => {
      const page = browse.list(query)
      if (!page.ok) throw new Error(page.error.code)
    })
    const { user, system } = process.cpuUsage(before)
    return { took, cpu: (user + system) / 1000 }
  })

const commits = (log: Log): number => {
  const drafts = Array.from({ length: 200 }, (): EntryDraft => {
    const now = systemClock.now()
    return { kind: 'matter.opened', at: now, mono: 0, by: 'S1', ...opened(now) }
  })
  const took = ms(() => {
    for (const draft of drafts) if (!log.append([draft]).ok) throw new Error('append')
  })
  return (200 * 1000) / took
}
const opened = (now: number) => ({
  matter: uuidV7(now),
  shift: uuidV7(now),
  item: { code: 'ZX', name: '咨询' },
  reference: null,
})

/** Committed entries/s on the large log against an empty one, by turns on the same disk. */
const appendRatio = (log: Log): number => {
  const dir = mkdtempSync(join(tmpdir(), 'guiping-bench-'))
  const empty = openLog({ dir, clock: systemClock, boot: 'bench', station: '1', newId: uuidV7 })
  if (!empty.ok) throw new Error(empty.error.code)
  const ratios = Array.from({ length: 15 }, () => commits(log) / commits(empty.value))
  empty.value.close()
  rmSync(dir, { recursive: true, force: true })
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

export const run = async (entries = USUAL): Promise<Figure[]> => {
  const dir = mkdtempSync(join(tmpdir(), 'guiping-bench-'))
  try {
    const built = ms(() => bigLog(dir, entries).close())
    let reopened: ReturnType<typeof openLog> | null = null
    const openMs = ms(() => {
      reopened = openLog({ dir, clock: systemClock, boot: 'again', station: '1', newId: uuidV7 })
    })
    const log = reopened as ReturnType<typeof openLog> | null
    if (!log?.ok) throw new Error('reopen')
    const browse = openBrowse({ dir, reasons: [] })
    if (!browse.ok) throw new Error(browse.error.code)
    const indexMs = ms(() => {
      for (;;) {
        const caught = browse.value.catchUp(20_000)
        if (!caught.ok) throw new Error(caught.error.code)
        if (caught.value.done >= caught.value.total) return
      }
    })
    const took = Object.entries(FILTERS).map(([name, filter]) => {
      const found = pages(browse.value, filter, entries)
      return { name, times: found.map((page) => page.took), cpu: found.map((page) => page.cpu) }
    })
    const worst = took.reduce((a, b) => (at(a.times, 0.99) >= at(b.times, 0.99) ? a : b))
    for (const { name, times, cpu } of took)
      console.error(
        `  ${name}: p50 ${at(times, 0.5).toFixed(2)} p99 ${at(times, 0.99).toFixed(2)} ms (CPU p50 ${at(cpu, 0.5).toFixed(2)} p99 ${at(cpu, 0.99).toFixed(2)} ms)`,
      )
    const searches = SEARCHES.flatMap((text) =>
      (['entries', 'matters'] as const).flatMap((list) =>
        pages(browse.value, () => ({ list, text }), entries).map((page) => page.took),
      ),
    )
    const like = likeMs(dir)
    const ratio = appendRatio(log.value)
    const sizes = ['log.db', 'browse.db'].map((name) => statSync(join(dir, name)).size / 1e6)
    browse.value.close()
    log.value.close()
    console.error(
      `  ${entries} entries written in ${(built / 1000).toFixed(1)} s; log.db ${sizes[0]?.toFixed(0)} MB, browse.db ${sizes[1]?.toFixed(0)} MB`,
    )
    const none = took.find(({ name }) => name === 'none')?.times ?? []
    return [
      {
        name: `a page of 100 rows of ${entries} entries, by one filter, or by two within a month: the slowest filter (${worst.name}), p99`,
        baseline: `a page without a filter, p99 ${at(none, 0.99).toFixed(2)} ms`,
        ratio: at(worst.times, 0.99) / at(none, 0.99),
        ours: at(worst.times, 0.99).toFixed(2),
        unit: 'ms',
        aim: '< 50 ms',
      },
      {
        name: `a page of a search for words of two to four characters in ${entries} entries, p99`,
        baseline: `one LIKE over all bodies, ${like.toFixed(0)} ms`,
        ratio: at(searches, 0.99) / like,
        ours: at(searches, 0.99).toFixed(2),
        unit: 'ms',
        aim: '< 50 ms',
      },
      {
        name: `committed entries on a log of ${entries} that is browsed, against an empty log`,
        baseline: 'the same commits on an empty log',
        ratio,
        ours: `${(ratio * 100).toFixed(0)}`,
        unit: '%',
        aim: '>= 0.90',
      },
      {
        name: `taking ${entries} entries into the lists, once`,
        baseline: `writing them in large commits, ${((entries * 1000) / built).toFixed(0)} entries/s`,
        ratio: built / indexMs,
        ours: ((entries * 1000) / indexMs).toFixed(0),
        unit: 'entries/s',
        aim: 'none: on a worker, and once',
      },
      {
        name: `opening a log of ${entries} entries for writing`,
        baseline: 'the aim, 300 ms',
        ratio: openMs / 300,
        ours: openMs.toFixed(0),
        unit: 'ms',
        aim: '< 300 ms',
      },
    ]
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const entries = Number(process.argv[2] ?? USUAL)
  for (const f of await run(entries))
    console.log(`${f.name}\n  ${f.ours} ${f.unit} : ${f.ratio.toFixed(2)} × ${f.baseline}   (aim ${f.aim})`)
}
