/**
 * A log of any size: years of a counter's work, written through the log itself in large commits, so a true chain with its
 * seals. `node bench/big-log.ts DIR 10000000` makes one that is kept (20 minutes, 7 GB) for `node bench/browse.ts 10000000 DIR`.
 */
import { mkdirSync } from 'node:fs'
import type { Log } from '../src/db/log/log.ts'
import { openLog } from '../src/db/log/open.ts'
import { uuidV7 } from '../src/keys/uuid.ts'
import type { Clock } from '../src/shared/clock.ts'
import type { EntryDraft } from '../src/shared/entries.ts'
import type { Level } from '../src/shared/levels.ts'

export const STAFF = 12
export const ITEMS = 200
/** Where the work begins, and how long it lasts whatever the number of entries: three years. */
export const BEGIN = Date.UTC(2024, 0, 1)
export const SPAN_MS = 3 * 365 * 86_400_000
const PER_MATTER = 4
/** Time at work from one matter to the next, ms, at most: in a small log the PC sleeps in between. */
const WORK_MS = 38_000
/** A commit holds so much time at work, ms: then it is sealed as often as a working program seals it. */
const COMMIT_MS = 9.5 * 60_000
/** One matter in so many is somebody's, or of an item, that hardly ever occurs; one in fewer has a press that did not count. */
const SELDOM = 100_000
const NOW_AND_THEN = 500
export const RARE = { staff: 'S-rare', item: 'I-rare', verdict: 'stuck' } as const

/** A small random generator, so that every run has the same log. */
export const seeded = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
  return seed / 0x7fffffff
}

const NOTES = ['群众已离开窗口,电话联系', '系统繁忙,改日办理', '评价器更换后重试', '投诉处理中', '未带证件']

/** Its beginning: wall clock, and ms that the program has run; `lasts`: ms to its end. */
interface When {
  at: number
  mono: number
  lasts: number
}

const matterDrafts = ({ at, mono, lasts }: When, shift: string, random: () => number): EntryDraft[] => {
  const pick = (most: number) => Math.floor(random() * most)
  const by = pick(SELDOM) === 0 ? RARE.staff : `S${pick(STAFF)}`
  /** `share` of the matter's time. */
  const stamp = (share: number) => {
    const later = Math.round(share * lasts)
    return { at: at + later, mono: mono + later, by }
  }
  const [matter, ask, press] = [uuidV7(at), uuidV7(at + 1), uuidV7(at + 2)]
  const number = pick(ITEMS)
  const item =
    pick(SELDOM) === 0
      ? { code: RARE.item, name: '少见事项' }
      : { code: `I${number}`, name: `业务事项${number}` }
  const wire = { profile: 'ff68', key: '04', bytes: 'ff680303680111041916', deviceAt: null }
  const closed = { kind: 'matter.closed', ...stamp(0.99), matter, ask, servedMs: Math.round(lasts) } as const
  const rated: EntryDraft[] = [
    {
      kind: 'key.pressed',
      id: press,
      ...stamp(0.98),
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
    { kind: 'incident', ...stamp(0.995), code: 'x/note', detail: NOTES[pick(NOTES.length)] ?? '' },
  ]
  const stray: EntryDraft = {
    ...{ kind: 'key.pressed', id: uuidV7(at + 3), ...stamp(0), level: null, ask: null, matter: null },
    ...{ verdict: pick(SELDOM / NOW_AND_THEN) === 0 ? RARE.verdict : 'not-asked', ...wire },
  }
  return [
    ...(pick(NOW_AND_THEN) === 0 ? [stray] : []),
    { kind: 'matter.opened', ...stamp(0), matter, shift, item, reference: String(20_260_000 + pick(1e9)) },
    { kind: 'rating.asked', ...stamp(0.7), ask, matter, windowMs: 30_000, pad: 'online' },
    ...(random() < 0.92 ? rated : unrated),
  ]
}

/** One matter now, as the counter writes it. */
export const oneMatter = (clock: Clock): EntryDraft[] =>
  matterDrafts({ at: clock.now(), mono: clock.mono(), lasts: 0 }, uuidV7(clock.now()), Math.random).slice(
    0,
    4,
  )

/** Opens the log of `dir` and fills it up to about `entries`; its clock is that of the work written so far. */
export const bigLog = (dir: string, entries: number): Log => {
  let at = BEGIN
  let mono = 0
  const clock: Clock = { now: () => at, mono: () => mono, after: () => () => {} }
  const opened = openLog({ dir, clock, boot: 'bench', station: '1', newId: uuidV7 })
  if (!opened.ok) throw new Error(opened.error.code)
  const log = opened.value
  const random = seeded(1)
  const step = Math.round(SPAN_MS / Math.max(1, entries / PER_MATTER))
  const lasts = Math.min(step, WORK_MS)
  const matters = Math.floor(COMMIT_MS / lasts)
  const shift = uuidV7(BEGIN)
  while (log.head().seq < entries) {
    const drafts = Array.from({ length: matters }, (_, n) =>
      matterDrafts({ at: at + n * step, mono: mono + n * lasts, lasts }, shift, random),
    )
    const written = log.append(drafts.flat())
    if (!written.ok) throw new Error(written.error.code)
    at += matters * step
    mono += matters * lasts
  }
  return log
}

if (import.meta.main) {
  const [dir = '', entries = ''] = process.argv.slice(2)
  mkdirSync(dir, { recursive: true })
  bigLog(dir, Number(entries)).close()
}
