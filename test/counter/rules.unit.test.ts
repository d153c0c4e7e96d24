/**
 * Properties of the counter over random histories. The seed is fixed and printed; PROOF_RUNS sets the number of
 * histories and PROOF_SEED another seed.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CounterInput, Step } from '../../src/counter/counter.ts'
import { restore } from '../../src/counter/restore.ts'
import { type CounterState, isAsked, type Situation, situation } from '../../src/counter/state.ts'
import { nextWake } from '../../src/counter/time.ts'
import { type EntryDraft, parseBody } from '../../src/shared/entries.ts'
import { isErrorCode } from '../../src/shared/errors.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { counterViewSchema } from '../../src/shared/views.ts'
import { type Bench, makeBench, pressOf, STAFF } from './bench.ts'

const RUNS = Number(process.env['PROOF_RUNS'] ?? 400)
const SEED = Number(process.env['PROOF_SEED'] ?? 20260503)
const HISTORY = { numRuns: RUNS, seed: SEED }
console.log(`counter rules: seed ${SEED}, ${RUNS} histories a property`)

/** One of each input, so that every situation is tried with all of them. */
const EVERY_INPUT: readonly CounterInput[] = [
  { type: 'sign-in', staff: STAFF },
  { type: 'sign-out', why: 'clerk' },
  { type: 'sign-out', why: 'handover' },
  { type: 'lock', why: 'clerk' },
  { type: 'lock', why: 'restart' },
  { type: 'unlock' },
  { type: 'next' },
  { type: 'ask' },
  { type: 'ask-again' },
  { type: 'unrated', reason: 'declined' },
  { type: 'unrated', reason: 'no-press' },
  { type: 'pause', reason: 'meal' },
  { type: 'resume' },
  { type: 'open' },
  { type: 'open', item: 'VAT', reference: 'A-1' },
  { type: 'open', item: 'none' },
  { type: 'add' },
  { type: 'add', item: 'none' },
  { type: 'undo' },
  { type: 'next-item', code: 'VAT' },
  { type: 'next-item', code: null },
  { type: 'next-item', code: 'none' },
  { type: 'change-item', code: 'VAT' },
  { type: 'change-item', code: 'none' },
  { type: 'change-item', code: 'VAT', matter: '01900000-0000-7000-8000-000000000002' },
  { type: 'explain', matter: '01900000-0000-7000-8000-000000000002', reason: 'left' },
  { type: 'active' },
  pressOf(5),
  pressOf(1),
  pressOf(null),
  { type: 'pad', online: true },
  { type: 'pad', online: false },
  { type: 'tick' },
  { type: 'suspend' },
  { type: 'awake' },
]

interface Move {
  input: CounterInput
  ms: number
}
/** Mostly the main job, so that histories reach deep states; sometimes anything. */
const move: fc.Arbitrary<Move> = fc.record({
  input: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...EVERY_INPUT) },
    { weight: 2, arbitrary: fc.constant<CounterInput>({ type: 'next' }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<CounterInput>(
        { type: 'pause', reason: 'meal' },
        { type: 'suspend' },
        { type: 'awake' },
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<CounterInput>({ type: 'unlock' }, { type: 'sign-in', staff: STAFF }),
    },
  ),
  ms: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 40_000 })),
})
const history = fc.array(move, { maxLength: 60 })

/** Plays a history; `look` sees each step with the state before it and the time that had passed. */
const play = (
  moves: readonly Move[],
  look: (seen: { bench: Bench; before: CounterState; done: Step; move: Move }) => void,
) => {
  const bench = makeBench()
  for (const one of moves) {
    bench.pass(one.ms)
    const before = bench.state()
    look({ bench, before, done: bench.give(one.input), move: one })
  }
  return bench
}

const ofKind = <K extends EntryDraft['kind']>(entries: readonly EntryDraft[], kind: K) =>
  entries.filter((entry): entry is Extract<EntryDraft, { kind: K }> => entry.kind === kind)

describe('over random histories', { timeout: 5000 + 5 * RUNS }, () => {
  it('every input has an answer in every state that is reached', () => {
    const reached = new Set<Situation>()
    fc.assert(
      fc.property(history, (moves) => {
        const bench = play(moves, () => {})
        reached.add(situation(bench.state()))
        for (const input of EVERY_INPUT) {
          const { reply } = makeBench(bench.state()).give(input)
          expect(reply.ok || isErrorCode(reply.error.code)).toBe(true)
        }
      }),
      HISTORY,
    )
    expect([...reached].sort()).toEqual(['asked', 'idle', 'locked', 'paused', 'serving', 'signed-out'])
  })

  it('a matter ends exactly once or is taken back, and none begins before the one in hand has ended', () => {
    fc.assert(
      fc.property(history, (moves) => {
        const bench = play(moves, () => {})
        let open: string | null = null
        const ended = new Set<string>()
        for (const entry of bench.entries) {
          if (entry.kind === 'matter.opened') {
            expect(open).toBeNull()
            open = entry.matter
          }
          if (entry.kind === 'matter.undone') {
            expect(entry.matter).toBe(open)
            open = null
          }
          if (entry.kind !== 'matter.closed') continue
          expect(entry.matter).toBe(open)
          expect(ended.has(entry.matter)).toBe(false)
          ended.add(entry.matter)
          open = null
        }
        expect(bench.state().matter?.id ?? null).toBe(open)
      }),
      HISTORY,
    )
  })

  it('an ask has at most one counted press, each is its matter’s rating, and each rating is one', () => {
    fc.assert(
      fc.property(history, (moves) => {
        const { entries } = play(moves, () => {})
        const counted = ofKind(entries, 'key.pressed').filter((press) => press.verdict === 'counted')
        expect(new Set(counted.map((press) => press.ask)).size).toBe(counted.length)
        const rated = ofKind(entries, 'matter.closed').filter((closed) => closed.outcome === 'rated')
        expect(rated.map(({ press, ask, matter }) => ({ press, ask, matter }))).toEqual(
          counted.map(({ id, ask, matter }) => ({ press: id, ask, matter })),
        )
        for (const closed of ofKind(entries, 'matter.closed'))
          expect(closed.outcome === 'rated').toBe(closed.reason === null)
      }),
      HISTORY,
    )
  })

  it('a press counts inside an open ask and its window, and only there', () => {
    fc.assert(
      fc.property(history, (moves) => {
        play(moves, ({ bench, before, done, move: { input } }) => {
          if (input.type !== 'press') return
          const [press] = ofKind(done.entries, 'key.pressed')
          const inside = isAsked(before) && (before.asleep !== null || bench.mono() < before.ask.endsMono)
          expect(press?.verdict === 'counted').toBe(inside && input.press.level !== null)
          expect(done.effects).toContainEqual({ type: 'deliver' })
        })
      }),
      HISTORY,
    )
  })

  it('time never runs while paused or asleep, and never faster than the clock', () => {
    fc.assert(
      fc.property(history, (moves) => {
        const bench = makeBench()
        for (const { input, ms } of moves) {
          const { paused, asleep } = bench.state()
          const was = bench.view()
          bench.pass(ms)
          const is = bench.view()
          const served = (is.matter?.servedMs ?? 0) - (was.matter?.servedMs ?? 0)
          expect(served).toBe(paused || asleep || !was.matter ? 0 : ms)
          if (asleep) expect(is.ask?.leftMs).toBe(was.ask?.leftMs)
          bench.give(input)
          // No input makes or takes time.
          if (bench.state().matter?.id === was.matter?.id)
            expect(bench.view().matter?.servedMs).toBe(is.matter?.servedMs)
        }
      }),
      HISTORY,
    )
  })

  it('every entry is one that the log takes, and the state is plain data', () => {
    fc.assert(
      fc.property(history, (moves) => {
        const bench = play(moves, ({ done }) => {
          for (const entry of done.entries) {
            const body = JSON.stringify({
              v: 1,
              boot: 'b',
              id: '01900000-0000-7000-8000-0000000000ff',
              ...entry,
            })
            expect(parseBody(body)).toMatchObject({ ok: true })
          }
        })
        expect(JSON.parse(JSON.stringify(bench.state()))).toEqual(bench.state())
      }),
      HISTORY,
    )
  })

  it('the clerk’s view is the same whichever level was pressed', () => {
    const rerated = (moves: readonly Move[]) =>
      moves.map(({ input, ms }) => ({
        ms,
        input:
          input.type === 'press' && input.press.level !== null
            ? { ...input, press: { ...input.press, level: 3 as const, key: '02' } }
            : input,
      }))
    fc.assert(
      fc.property(history, (moves) => {
        const views: unknown[] = []
        play(moves, ({ bench }) => views.push(counterViewSchema.strict().parse(bench.view())))
        const others: unknown[] = []
        play(rerated(moves), ({ bench, done }) => others.push(bench.view(), done.effects, done.reply))
        const again: unknown[] = []
        play(moves, ({ bench, done }) => again.push(bench.view(), done.effects, done.reply))
        expect(again).toEqual(others)
        expect(views).toHaveLength(moves.length)
      }),
      HISTORY,
    )
  })

  it('an open ask and an unlocked counter are never left without a wake-up, and the wake-ups end them', () => {
    fc.assert(
      fc.property(history, (moves) => {
        const bench = play(moves, () => {})
        bench.give({ type: 'awake' })
        for (let wakes = 0; wakes < 5; wakes++) {
          const { ask, shift, locked } = bench.state()
          const due = nextWake(bench.state(), DEFAULT_POLICY)
          expect(due === null).toBe(ask === null && (shift === null || locked))
          if (due === null) break
          bench.pass(Math.max(0, due - bench.mono()))
          bench.give({ type: 'tick' })
        }
        expect(nextWake(bench.state(), DEFAULT_POLICY)).toBeNull()
      }),
      HISTORY,
    )
  })

  it('a restart loses neither shift nor matter, and every input still has an answer', () => {
    fc.assert(
      fc.property(history, (moves) => {
        const bench = play(moves, () => {})
        const { shift, matter, ask, paused } = bench.state()
        if (!shift) return
        const { id, staff, openedAt } = shift
        const open = {
          shift: { id, staff, openedAt, paused: paused && { reason: paused.reason } },
          matter: matter && { ...matter, ask: ask?.id ?? null },
          waiting: [...bench.state().waiting],
          lastItem: bench.state().lastItem,
          unexplained: [...bench.state().unexplained],
        }
        const again = restore(open, { at: 0, mono: 0 }, () => undefined)
        expect(again).toMatchObject({ locked: true, shift: { id }, ask: null })
        expect(again.matter?.id).toBe(matter?.id)
        for (const input of EVERY_INPUT) {
          const { reply } = makeBench(again).give(input)
          expect(reply.ok || isErrorCode(reply.error.code)).toBe(true)
        }
      }),
      HISTORY,
    )
  })
})
