/** A log of any size: years of a counter's work, written through the log itself in large commits. */
import type { Log } from '../src/db/log/log.ts'
import { openLog } from '../src/db/log/open.ts'
import { uuidV7 } from '../src/keys/uuid.ts'
import { systemClock } from '../src/main/clock.ts'
import type { EntryDraft } from '../src/shared/entries.ts'
import type { Level } from '../src/shared/levels.ts'

export const STAFF = 12
export const ITEMS = 200
/** Where the work begins, and how long it lasts whatever the number of entries: three years. */
export const BEGIN = Date.UTC(2024, 0, 1)
export const SPAN_MS = 3 * 365 * 86_400_000
const PER_MATTER = 4
const BATCH = 1_000

/** A small random generator, so that every run has the same log. */
const seeded = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
  return seed / 0x7fffffff
}

const NOTES = ['群众已离开窗口,电话联系', '系统繁忙,改日办理', '评价器更换后重试', '投诉处理中', '未带证件']

const matterDrafts = (at: number, shift: string, random: () => number): EntryDraft[] => {
  const pick = (most: number) => Math.floor(random() * most)
  const by = `S${pick(STAFF)}`
  const stamp = (later: number) => ({ at: at + later, mono: at - BEGIN + later, by })
  const [matter, ask, press] = [uuidV7(at), uuidV7(at + 1), uuidV7(at + 2)]
  const number = pick(ITEMS)
  const item = { code: `I${number}`, name: `业务事项${number}` }
  const wire = { profile: 'ff68', key: '04', bytes: 'ff680303680111041916', deviceAt: null }
  const closed = { kind: 'matter.closed', ...stamp(300_000), matter, ask, servedMs: 300_000 } as const
  const rated: EntryDraft[] = [
    {
      kind: 'key.pressed',
      id: press,
      ...stamp(299_000),
      verdict: 'counted',
      level: (pick(5) + 1) as Level,
      ask,
      matter,
      ...wire,
    },
    { ...closed, outcome: 'rated', press, reason: null },
  ]
  const unrated: EntryDraft[] = [
    { ...closed, outcome: 'unrated', press: null, reason: 'no-press' },
    { kind: 'incident', ...stamp(301_000), code: 'x/note', detail: NOTES[pick(NOTES.length)] ?? '' },
  ]
  return [
    { kind: 'matter.opened', ...stamp(0), matter, shift, item, reference: String(20_260_000 + pick(1e9)) },
    { kind: 'rating.asked', ...stamp(200_000), ask, matter, windowMs: 30_000, pad: 'online' },
    ...(random() < 0.92 ? rated : unrated),
  ]
}

/** Opens the log of `dir` and fills it up to about `entries`. */
export const bigLog = (dir: string, entries: number): Log => {
  const opened = openLog({ dir, clock: systemClock, boot: 'bench', station: '1', newId: uuidV7 })
  if (!opened.ok) throw new Error(opened.error.code)
  const log = opened.value
  const random = seeded(1)
  const step = SPAN_MS / Math.max(1, entries / PER_MATTER)
  const shift = uuidV7(BEGIN)
  let at = BEGIN
  while (log.head().seq < entries) {
    const drafts: EntryDraft[] = []
    while (drafts.length < BATCH) {
      drafts.push(...matterDrafts(Math.round(at), shift, random))
      at += step
    }
    const written = log.append(drafts)
    if (!written.ok) throw new Error(written.error.code)
  }
  return log
}
