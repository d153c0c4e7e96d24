/** The lock of a counter that nobody uses. */
import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { asked, atWork, makeBench, pressOf, serving } from './bench.ts'

const IDLE = DEFAULT_POLICY.idleLockMs ?? 0

describe('a counter that nobody uses', () => {
  it('locks itself after the policy’s time, on record, and a matter stays in hand', () => {
    const bench = serving()
    bench.pass(IDLE - 1)
    bench.give({ type: 'tick' })
    expect(bench.state().locked).toBe(false)
    bench.pass(1)
    bench.give({ type: 'tick' })
    expect(bench.last('session.locked').why).toBe('idle')
    expect(bench.view()).toMatchObject({ state: 'serving', locked: true, next: 'unlock' })
    bench.give({ type: 'tick' })
    expect(bench.kinds()).toEqual(['session.locked'])
  })
  it('locks before a command that comes too late, whether or not a timer ran', () => {
    const bench = serving()
    bench.pass(IDLE)
    expect(bench.give({ type: 'next' }).reply).toMatchObject({ error: { code: 'counter/locked' } })
    expect(bench.kinds()).toEqual(['session.locked'])
  })
  it.each(['next', 'active', 'ask-again', 'resume'] as const)(
    'is not one where %s came in time, also if it was refused',
    (type) => {
      const bench = atWork()
      bench.pass(IDLE - 1)
      bench.give({ type })
      bench.pass(IDLE - 1)
      bench.give({ type: 'tick' })
      expect(bench.state().locked).toBe(false)
      bench.pass(1)
      bench.give({ type: 'tick' })
      expect(bench.state().locked).toBe(true)
    },
  )
  it('is one although citizens press keys and the pad comes and goes', () => {
    const bench = atWork()
    for (let minute = 0; minute < 10; minute += 1) {
      bench.pass(IDLE / 10)
      bench.give(pressOf(5))
      bench.give({ type: 'pad', online: minute % 2 === 0 })
    }
    expect(bench.state().locked).toBe(true)
  })
  it('lets an open ask go on and a press in it count', () => {
    const bench = asked({ ...DEFAULT_POLICY, idleLockMs: 10_000 })
    bench.pass(10_000)
    bench.give({ type: 'tick' })
    expect(bench.view()).toMatchObject({ state: 'asked', locked: true })
    bench.give(pressOf(3))
    expect(bench.last('key.pressed').verdict).toBe('counted')
    expect(bench.state().locked).toBe(true)
  })
  it('starts to count anew with the unlocking', () => {
    const bench = atWork()
    bench.pass(IDLE)
    bench.give({ type: 'tick' })
    bench.pass(IDLE)
    bench.give({ type: 'unlock' })
    bench.pass(IDLE - 1)
    bench.give({ type: 'tick' })
    expect(bench.state().locked).toBe(false)
  })
  it('locks in a pause too, and with nobody signed in there is nothing to lock', () => {
    const bench = atWork()
    bench.give({ type: 'pause', reason: 'meal' })
    bench.pass(IDLE)
    bench.give({ type: 'tick' })
    expect(bench.state().locked).toBe(true)
    const empty = makeBench()
    empty.pass(IDLE * 2)
    empty.give({ type: 'tick' })
    expect(empty.entries).toEqual([])
  })
  it('never locks where the policy says so', () => {
    const bench = atWork({ ...DEFAULT_POLICY, idleLockMs: null })
    bench.pass(IDLE * 100)
    bench.give({ type: 'tick' })
    expect(bench.state().locked).toBe(false)
  })
  it.each([
    ['runs on', IDLE],
    ['stands still', 0],
  ])('locks after a long sleep, where the monotonic clock %s, before anybody’s command', (_how, ran) => {
    const bench = serving()
    bench.give({ type: 'suspend' })
    bench.pass(ran, IDLE)
    bench.give({ type: 'awake' })
    expect(bench.give({ type: 'next' }).reply).toMatchObject({ error: { code: 'counter/locked' } })
    const short = serving()
    short.give({ type: 'suspend' })
    short.pass(ran === 0 ? 0 : 1000, 1000)
    expect(short.give({ type: 'next' }).reply.ok).toBe(true)
  })
})
