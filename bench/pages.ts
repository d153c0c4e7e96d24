/**
 * Pages as hall IT asks for them: each filter alone over all of the log and within a day, each pair of filters within a
 * month; frequent words and rare ones, the newest page and pages from anywhere, in both orders. Seeded.
 */
import type { Browse } from '../src/db/browse/browse.ts'
import { type ListQuery, listQuerySchema } from '../src/shared/log-view.ts'
import { BEGIN, ITEMS, RARE, SPAN_MS, STAFF, seeded } from './big-log.ts'

const DAY = 86_400_000
const MONTH = 30 * DAY
const SEED = 20_261_124

const random = seeded(SEED)
const pick = (most: number) => Math.floor(random() * most)
const one = <T>(values: readonly T[]) => values[pick(values.length)] as T
const lasting = (span: number) => {
  const from = BEGIN + pick(SPAN_MS - span)
  return { from, to: from + span }
}

type Words = Record<string, unknown>

const staff = () => ({ staff: pick(4) ? `S${pick(STAFF)}` : RARE.staff })
const item = () => ({ item: pick(4) ? `I${pick(ITEMS)}` : RARE.item })
const outcome = () => ({ outcome: one(['rated', 'unrated', 'open']) })
const verdict = () => ({ verdict: one(['counted', 'not-asked', RARE.verdict, 'too-late']) })
const kind = () => ({
  kind: one(['matter.closed', 'key.pressed', 'incident', 'log.sealed', 'log.opened', 'rating.asked']),
})
const MATTERS = { staff, item, outcome }
const ENTRIES = { staff, kind, verdict }

const alone = (list: string, filters: Record<string, () => Words>) =>
  Object.entries(filters).flatMap(([name, words]): [string, () => Words][] => [
    [`${list}: ${name}`, () => ({ list, ...words() })],
    [`${list}: ${name}, a day`, () => ({ list, ...words(), ...lasting(DAY) })],
  ])
const pairs = (list: string, filters: Record<string, () => Words>) => {
  const all = Object.entries(filters)
  return all.flatMap(([one, a], at) =>
    all
      .slice(at + 1)
      .map(([two, b]): [string, () => Words] => [
        `${list}: ${one} + ${two}, a month`,
        () => ({ list, ...a(), ...b(), ...lasting(MONTH) }),
      ]),
  )
}

const FILTERS: readonly [string, () => Words][] = [
  ['entries: none', () => ({ list: 'entries' })],
  ['matters: none', () => ({ list: 'matters' })],
  ['entries: a day', () => ({ list: 'entries', ...lasting(DAY) })],
  ['matters: a day', () => ({ list: 'matters', ...lasting(DAY) })],
  ...alone('matters', MATTERS),
  ...alone('entries', ENTRIES),
  ...pairs('matters', MATTERS),
  ...pairs('entries', ENTRIES),
]
const SEARCHES: readonly [string, () => Words][] = (['entries', 'matters'] as const).map((list) => [
  `${list}: a search`,
  () => ({ list, text: one(['投诉', '证件', '没有按键', '离开窗口', '没有这个']) }),
])

export interface Timed {
  name: string
  /** ms of each page, sorted; and of its CPU time, which is all that a busy machine says. */
  times: number[]
  cpu: number[]
  /** The slowest, with what was asked. */
  worst: { ms: number; query: ListQuery }
}

const queryOf = (words: Words, last: number): ListQuery =>
  listQuerySchema.parse({
    ...words,
    ...(pick(2) ? { after: pick(last) } : {}),
    order: pick(4) ? 'newest' : 'oldest',
  })

const timed = (browse: Browse, name: string, words: () => Words, count: number, last: number): Timed => {
  const asked = Array.from({ length: count }, () => {
    const query = queryOf(words(), last)
    const before = process.cpuUsage()
    const start = performance.now()
    const page = browse.list(query)
    const ms = performance.now() - start
    const { user, system } = process.cpuUsage(before)
    if (!page.ok) throw new Error(page.error.code)
    return { ms, cpu: (user + system) / 1000, query }
  }).sort((a, b) => a.ms - b.ms)
  const worst = asked.at(-1)
  if (!worst) throw new Error('no pages')
  const cpu = asked.map((page) => page.cpu).sort((a, b) => a - b)
  return { name, times: asked.map(({ ms }) => ms), cpu, worst }
}

/** @returns `count` pages of every filter, and of the searches, on a log of `last` entries. */
export const pagesOf = (browse: Browse, count: number, last: number) => ({
  filters: FILTERS.map(([name, words]) => timed(browse, name, words, count, last)),
  searches: SEARCHES.map(([name, words]) => timed(browse, name, words, count, last)),
})

/** A page as the worker gives it while the lists are being made: after the step in hand and what is new. */
export const pageMeanwhile = (browse: Browse, step: number, atOnce: number): number => {
  const start = performance.now()
  for (const most of [step, atOnce]) {
    const caught = browse.catchUp(most)
    if (!caught.ok) throw new Error(caught.error.code)
  }
  const page = browse.list(listQuerySchema.parse({ list: 'matters', ...staff() }))
  if (!page.ok) throw new Error(page.error.code)
  return performance.now() - start
}
