/**
 * What must hold whatever happens: histories of everything a clerk, a citizen, the tax software, the pad, the clocks and
 * the power can do, over the counter and its log's tables together. The seed is fixed and printed; PROOF_RUNS sets the
 * number of histories and PROOF_SEED another seed.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CounterInput } from '../../src/counter/counter.ts'
import type { Entry } from '../../src/db/log/draft.ts'
import { parseBody } from '../../src/shared/entries.ts'
import { isErrorCode } from '../../src/shared/errors.ts'
import { DEFAULT_POLICY, EXPLAINABLE_REASONS, OWED_REASONS, type Policy } from '../../src/shared/people.ts'
import { counterViewSchema } from '../../src/shared/views.ts'
import { pressOf, STAFF, VAT } from './bench.ts'
import { makeWorld, type World } from './world.ts'

const RUNS = Number(process.env['PROOF_RUNS'] ?? 2000)
const SEED = Number(process.env['PROOF_SEED'] ?? 20261124)
console.log(`counter histories: seed ${SEED}, ${RUNS} histories`)

/** `of`: which of the matters so far is meant, the newest first. */
type Move =
  | { do: 'give'; input: CounterInput }
  | { do: 'item'; of: number; code: string }
  | { do: 'explain'; of: number; reason: string }
  | { do: 'crash' }
interface Timed {
  move: Move
  ms: number
  /** How far the wall clock is moved beside. */
  jump: number
}

const give = (input: CounterInput): Move => ({ do: 'give', input })
const of = fc.integer({ min: 0, max: 3 })
/** By weight: mostly the main job, so that histories reach deep states; sometimes anything. */
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(give({ type: 'next' })) },
  { weight: 4, arbitrary: fc.constantFrom(...([5, 4, 3, 2, 1, null] as const).map((l) => give(pressOf(l)))) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      give({ type: 'unlock' }),
      give({ type: 'sign-in', staff: STAFF }),
      give({ type: 'awake' }),
    ),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      give({ type: 'add' }),
      give({ type: 'add', item: 'VAT', reference: 'B-2' }),
      give({ type: 'undo' }),
      give({ type: 'open', item: 'VAT' }),
      give({ type: 'ask' }),
      give({ type: 'unrated', reason: 'declined' }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('item' as const), of, code: fc.constantFrom('VAT', 'ZX') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('explain' as const),
      of,
      reason: fc.constantFrom('left', 'declined', 'no-press'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      give({ type: 'ask-again' }),
      give({ type: 'next-item', code: 'VAT' }),
      give({ type: 'next-item', code: null }),
      give({ type: 'change-item', code: 'VAT' }),
      give({ type: 'pause', reason: 'meal' }),
      give({ type: 'resume' }),
      give({ type: 'pad', online: true }),
      give({ type: 'pad', online: false }),
      give({ type: 'tick' }),
      give({ type: 'active' }),
      give({ type: 'suspend' }),
      give({ type: 'lock', why: 'clerk' }),
      give({ type: 'sign-out', why: 'clerk' }),
      give({ type: 'sign-out', why: 'handover' }),
      give({ type: 'press', press: { ...pressInput(), flag: 'stuck' } }),
      give({ type: 'press', press: { ...pressInput(), deviceAt: 1 } }),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Move>({ do: 'crash' }) },
)

function pressInput() {
  const input = pressOf(2)
  if (input.type !== 'press') throw new Error('pressOf')
  return input.press
}

const timed: fc.Arbitrary<Timed> = fc.record({
  move,
  ms: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 900 }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 40_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_000_000 }) },
  ),
  jump: fc.oneof(
    { weight: 9, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -90_000_000, max: 90_000_000 }) },
  ),
})
const history = fc.record({
  moves: fc.array(timed, { minLength: 1, maxLength: 70, size: 'max' }),
  visit: fc.constantFrom<Policy['visit']>('each', 'one'),
})

type Of<K extends Entry['kind']> = Extract<Entry, { kind: K }>
const ofKind = <K extends Entry['kind']>(entries: readonly Entry[], kind: K) =>
  entries.filter((entry): entry is Of<K> => entry.kind === kind)

const inputOf = (world: World, one: Move): CounterInput | null => {
  if (one.do === 'crash') return null
  if (one.do === 'give') return one.input
  const opened = ofKind(world.entries, 'matter.opened')
  const matter = opened.at(-1 - one.of)?.matter ?? '01900000-0000-7000-8000-0000000000ff'
  return one.do === 'item'
    ? { type: 'change-item', code: one.code, matter }
    : { type: 'explain', matter, reason: one.reason }
}

/** Fails without building a message for each of millions of checks. */
const must = (holds: boolean, what: string, seen?: unknown) => {
  if (!holds) throw new Error(`${what} ${seen === undefined ? '' : JSON.stringify(seen)}`)
}

/** A crash loses neither shift nor matters, their items, nor what is owed; an open ask is dead. */
const checkRestart = ({ before, after }: ReturnType<World['crash']>) => {
  const kept = (state: typeof before) => ({
    shift: state.shift?.id,
    paused: state.paused?.reason,
    owed: [...state.unexplained].sort(),
    matters: [...state.waiting, ...(state.matter ? [state.matter] : [])].map(
      ({ id, item, reference, visit }) => ({ id, code: item.code, reference, visit }),
    ),
  })
  must(JSON.stringify(kept(before)) === JSON.stringify(kept(after)), 'kept', [kept(before), kept(after)])
  must(after.ask === null && (after.shift === null || after.locked), 'locked, no ask')
}

/** Every matter ends exactly once: closed, taken back before any ask, or still in hand. */
const checkMatters = ({ entries, state, worked }: World) => {
  const open = new Map<string, { asked: boolean; limit: number | null }>()
  const ended = new Set<string>()
  for (const entry of entries) {
    if (entry.kind === 'matter.opened') {
      must(!open.has(entry.matter) && !ended.has(entry.matter), 'opened once')
      must(entry.visit === undefined || open.has(entry.visit) || ended.has(entry.visit), 'a known visit')
      open.set(entry.matter, { asked: false, limit: entry.item.code === 'VAT' ? VAT.limitMs : null })
    }
    if (entry.kind === 'matter.changed') {
      const one = open.get(entry.matter)
      must(one !== undefined || ended.has(entry.matter), 'a known matter changed')
      if (one) one.limit = entry.item.code === 'VAT' ? VAT.limitMs : null
    }
    if (entry.kind === 'rating.asked')
      for (const matter of [entry.matter, ...(entry.also ?? [])]) {
        const one = open.get(matter)
        must(one !== undefined, 'asked while open')
        if (one) one.asked = true
      }
    if (entry.kind === 'matter.undone') {
      must(open.get(entry.matter)?.asked === false, 'taken back before any ask')
      open.delete(entry.matter)
    }
    if (entry.kind === 'matter.closed') {
      const one = open.get(entry.matter)
      must(one !== undefined, 'closed once')
      open.delete(entry.matter)
      ended.add(entry.matter)
      must(entry.servedMs === (worked.get(entry.matter) ?? 0), 'an honest time', [
        entry,
        worked.get(entry.matter),
      ])
      const over = Math.max(0, entry.servedMs - (one?.limit ?? Number.POSITIVE_INFINITY))
      must((entry.overtimeMs ?? 0) === over, 'an honest overtime', entry)
      must((entry.outcome === 'rated') === (entry.press !== null), 'rated by a press')
      must((entry.outcome === 'rated') === (entry.reason === null), 'unrated with a reason')
    }
  }
  const { waiting, matter } = state()
  const inHand = [...waiting, ...(matter ? [matter] : [])].map(({ id }) => id)
  must(JSON.stringify([...open.keys()].sort()) === JSON.stringify(inHand.sort()), 'in hand', inHand)
}

/** One ask, one counted press; a rating is a press, and every counted press a rating. */
const checkRatings = ({ entries }: World) => {
  const asks = new Map(ofKind(entries, 'rating.asked').map((entry) => [entry.ask, entry]))
  const counted = ofKind(entries, 'key.pressed').filter(({ verdict }) => verdict === 'counted')
  must(new Set(counted.map(({ ask }) => ask)).size === counted.length, 'one counted press an ask')
  const closings = ofKind(entries, 'matter.closed').filter(({ outcome }) => outcome === 'rated')
  const byPress = new Map<string, Of<'matter.closed'>[]>()
  for (const closing of closings) {
    const list = byPress.get(closing.press ?? '') ?? []
    list.push(closing)
    byPress.set(closing.press ?? '', list)
  }
  must(byPress.size === counted.length, 'as many ratings as counted presses')
  for (const press of counted) {
    const ask = asks.get(press.ask ?? '')
    const covered = [ask?.matter, ...(ask?.also ?? [])].sort()
    const closed = byPress.get(press.id) ?? []
    must(press.level !== null && ask?.matter === press.matter, 'a level, and the ask’s matter')
    must(
      closed.every((closing) => closing.ask === press.ask),
      'closed by its ask',
    )
    must(
      JSON.stringify(closed.map(({ matter }) => matter).sort()) === JSON.stringify(covered),
      'all it covers',
    )
  }
}

/** A reason given later stands beside one that the program gave, and what is owed is what has none. */
const checkReasons = ({ entries, state }: World) => {
  const reasons = new Map<string, string>()
  const owed = new Set<string>()
  for (const entry of entries) {
    if (entry.kind === 'matter.closed' && entry.reason !== null) {
      reasons.set(entry.matter, entry.reason)
      if (OWED_REASONS.includes(entry.reason)) owed.add(entry.matter)
    }
    if (entry.kind === 'matter.explained') {
      must(EXPLAINABLE_REASONS.includes(reasons.get(entry.matter) ?? ''), 'explainable', entry)
      owed.delete(entry.matter)
    }
    if (entry.kind === 'shift.closed') {
      must((entry.unexplained ?? 0) === owed.size, 'what was left out', [entry, owed.size])
      owed.clear()
    }
  }
  must(JSON.stringify([...owed].sort()) === JSON.stringify([...state().unexplained].sort()), 'owed')
}

describe('over random histories of everything', { timeout: 20_000 + 20 * RUNS }, () => {
  it('no rating without a press, none twice, every matter ends once, times are honest, tables are what the entries say', () => {
    const reached = new Set<string>()
    fc.assert(
      fc.property(history, ({ moves, visit }) => {
        const world = makeWorld({ ...DEFAULT_POLICY, visit })
        for (const { move: one, ms, jump } of moves) {
          world.pass(ms, ms + jump)
          const input = inputOf(world, one)
          if (!input) {
            checkRestart(world.crash())
            reached.add('crash')
            continue
          }
          const from = world.entries.length
          const { reply } = world.give(input)
          must(reply.ok || isErrorCode(reply.error.code), 'an answer')
          for (const entry of world.entries.slice(from)) reached.add(entry.kind)
        }
        const { waiting, ask } = world.state()
        reached.add(waiting.length > 0 ? (ask ? 'visit asked' : 'visit') : '')
        checkMatters(world)
        checkRatings(world)
        checkReasons(world)
        must(world.tables() === world.rebuild(), 'tables as made again')
        // The page sees what the schema names and nothing else: no level is among it.
        expect(counterViewSchema.strict().safeParse(world.view()).success).toBe(true)
      }),
      { numRuns: RUNS, seed: SEED },
    )
    for (const kind of [
      'matter.undone',
      'matter.explained',
      'matter.changed',
      'crash',
      'visit',
      'visit asked',
    ])
      expect(reached).toContain(kind)
  })

  it('every entry is one that the log takes', () => {
    fc.assert(
      fc.property(history, ({ moves, visit }) => {
        const world = makeWorld({ ...DEFAULT_POLICY, visit })
        for (const { move: one, ms, jump } of moves) {
          world.pass(ms, ms + jump)
          const input = inputOf(world, one)
          if (input) world.give(input)
          else world.crash()
        }
        for (const entry of world.entries) must(parseBody(JSON.stringify(entry)).ok, 'an entry', entry)
      }),
      { numRuns: Math.min(RUNS, 2000), seed: SEED },
    )
  })
})
