/** What a program with a log answers on IT's page, and what opens there, for tests of the pages alone. */
import type { Output } from '../../src/shared/commands.ts'
import type { EntryLine, Facets, ListPage, MatterLine, Story } from '../../src/shared/log-view.ts'
import type { Reply } from '../../src/shared/wire.ts'
import type { Answers } from './fake-wire.ts'

const AT = Date.UTC(2026, 4, 3, 1, 0, 0)
const DAY = 86_400_000
const ITEMS = ['增值税申报', '社保登记', '不动产权证书换发及信息变更登记', '咨询'] as const

const matter = (n: number): MatterLine => {
  const rated = n % 5 !== 0
  return {
    id: `0197-${n}`,
    ...{ n, seq: 1000 - n * 4, staff: n % 2 ? '1024' : '1031', openedAt: AT - n * 700_000 },
    closedAt: AT - n * 700_000 + 300_000,
    item: { code: `I${n % 4}`, name: ITEMS[n % 4] ?? '咨询' },
    reference: n % 3 ? `2026-05-${1000 + n}` : null,
    outcome: rated ? 'rated' : 'unrated',
    level: rated ? (([5, 4, 3, 2, 1] as const)[n % 5] ?? 5) : null,
    reason: rated ? null : 'no-press',
    explained: n % 10 === 0 ? 'left' : null,
    servedMs: 300_000 + n * 1000,
    overtimeMs: n === 2 ? 61_000 : null,
  }
}
const MATTERS = Array.from({ length: 30 }, (_, n) => matter(n))

const PRESS = { verdict: 'counted', level: 4, cause: null, ask: 'a', matter: '0197-1', deviceAt: null }
const entry = (n: number, kind: string, fields: EntryLine['fields']): EntryLine => ({
  ...{ n, seq: 990 + n, at: AT - 700_000 + n * 60_000, kind, by: '1024', matter: '0197-1' },
  ...{ withheld: false, fields, raw: null },
})
const STORY: Story = {
  matter: matter(1),
  entries: [
    { ...entry(1, 'matter.opened', { item: ITEMS[1], reference: '2026-05-1001' }), reread: null },
    { ...entry(2, 'rating.asked', { ask: 'a', windowMs: 30_000, pad: 'online' }), reread: null },
    {
      ...entry(3, 'key.pressed', { ...PRESS, profile: 'ff68', key: '03', bytes: 'ff680303680111031516' }),
      reread: { verdict: 'same', key: '03', level: 4 },
    },
    {
      ...entry(4, 'matter.closed', { outcome: 'rated', press: 'p', reason: null, servedMs: 301_000 }),
      reread: null,
    },
  ],
}

const day = (ago: number) => ({
  day: new Date(AT - ago * DAY).toISOString().slice(0, 10),
  ...{ entries: 400, matters: 60 + ((ago * 7) % 30), asked: 60, rated: 50, unrated: 10 },
  levels: [30, 12, 5, 2, 1],
})

const LABELS = '2010'
const ANSWERS = {
  'log.list': {
    matters: MATTERS,
    entries: [],
    next: null,
    indexed: { done: 12_345, total: 12_345 },
  } satisfies ListPage,
  'log.story': STORY,
  'log.days': Array.from({ length: 24 }, (_, ago) => day(23 - ago)),
  'log.facets': {
    staff: [
      { number: '1024', name: '王芳', count: 812 },
      { number: '1031', name: null, count: 640 },
    ],
    items: ITEMS.map((name, n) => ({ code: `I${n}`, name, count: 400 - n * 70 })),
    kinds: [
      { kind: 'key.pressed', count: 3000 },
      { kind: 'incident', count: 3 },
    ],
    labels: LABELS,
    indexed: { done: 12_345, total: 12_345 },
  } satisfies Facets,
  'log.export-state': {
    ...{ state: 'done', done: 12_345, total: 12_345, entries: 12_345, fault: null },
    file: '/data/exports/guiping-7-2026-05-01-2026-05-03.csv',
  } satisfies Output<'log.export-state'>,
  'log.export-maps': {
    maps: [{ name: 'sample', zh: '省平台示例', en: 'Sample of a province' }],
    ...{ fill: { department: '', region: '' }, folder: '/data/maps', fault: null },
  } satisfies Output<'log.export-maps'>,
  'offer.get': {
    at: { address: '192.0.2.7', port: 8470 },
    ...{ listening: true, trouble: null, fingerprint: Array.from({ length: 32 }, () => 'A7').join(':') },
    line: `192.0.2.7:8470,7,${Array.from({ length: 32 }, () => 'A7').join(':')}`,
    addresses: ['192.0.2.7'],
    revokedAt: AT - DAY,
    pulls: [{ at: AT, who: '王信息', why: '五月核对', address: '192.0.2.20', from: 1, to: 12_345 }],
  } satisfies Output<'offer.get'>,
  'own.results': {
    ...{ least: 10, labelSet: LABELS },
    sums: [
      { from: '2026-05-02', to: '2026-05-02', ratings: 41, counts: [30, 8, 2, 1, 0] },
      { from: '2026-04-29', to: '2026-05-01', ratings: 18, counts: [12, 4, 1, 0, 1] },
    ],
  } satisfies Output<'own.results'>,
}

/** @returns `answers`, and what a log of weeks says. */
export const withLog = (answers: Answers): Answers => ({
  ...answers,
  ...Object.fromEntries(
    Object.entries(ANSWERS).map(([method, value]): [string, Reply] => [method, { ok: true, value }]),
  ),
})

/** What a click opens on IT's page, and what then stands there. */
export const ONCE_OPENED = [
  {
    name: 'browse',
    open: { zh: '查日志', en: 'Browse the log' },
    sight: { zh: '2026-05-1001', en: '2026-05-1001' },
  },
  {
    name: 'story',
    open: { zh: '2026-05-1001', en: '2026-05-1001' },
    sight: { zh: '办件开始', en: 'Matter opened' },
  },
  {
    name: 'export',
    open: { zh: '导出', en: 'Export' },
    sight: { zh: '王信息', en: '王信息' },
  },
] as const
