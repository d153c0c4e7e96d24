import { describe, expect, it } from 'vitest'
import type { CounterInput } from '../../src/counter/counter.ts'
import { PAST_ASKS } from '../../src/counter/state.ts'
import type { Press } from '../../src/shared/pad.ts'
import { asked, atWork, type Bench, START, serving } from './bench.ts'

const press = (fields: Partial<Press> = {}): CounterInput => ({
  type: 'press',
  press: { key: '04', level: 5, bytes: 'ff6803', profile: 'zx', deviceAt: null, ...fields },
})
/** Wall clock of the bench now: it starts at mono 1000. */
const wall = (bench: Bench) => START + bench.mono() - 1000

describe('a press that the device layer found wanting', () => {
  it.each(['stuck', 'ambiguous'] as const)('and calls %s never counts, and the ask stays open', (flag) => {
    const bench = asked()
    const { ask, matter } = bench.state()
    bench.give(press({ flag }))
    expect(bench.kinds()).toEqual(['key.pressed'])
    expect(bench.last('key.pressed')).toMatchObject({
      verdict: flag,
      level: 5,
      ask: ask?.id,
      matter: matter?.id,
    })
    bench.give(press())
    expect(bench.last('key.pressed').verdict).toBe('counted')
  })
  it('keeps that verdict outside an ask and for a key that the profile does not list', () => {
    const bench = serving()
    bench.give(press({ flag: 'stuck', level: null }))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'stuck', ask: null, matter: null })
  })
})

describe('the reason that a key of the pad stands for', () => {
  it('stands in the press as its cause, and in nothing that the clerk sees', () => {
    const bench = asked()
    bench.give(press({ level: 2, cause: '业务不熟' }))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'counted', cause: '业务不熟' })
    expect(JSON.stringify([bench.state(), bench.view(), bench.last('matter.closed')])).not.toContain(
      '业务不熟',
    )
  })
  it('is left out of a press without one', () => {
    const bench = asked()
    bench.give(press())
    expect(bench.last('key.pressed')).not.toHaveProperty('cause')
  })
})

describe("a press with the pad's own time", () => {
  /** One ask that ran out (`first`), and another that is open now, a minute later. */
  const twoAsks = () => {
    const bench = asked()
    const first = { ...bench.state().ask, matter: bench.state().matter?.id, at: wall(bench) }
    bench.pass(30_000)
    bench.give({ type: 'tick' })
    bench.pass(30_000)
    bench.give({ type: 'next' })
    bench.give({ type: 'next' })
    bench.kinds()
    return { bench, first, openedAt: wall(bench) }
  }

  it('inside an earlier ask is too late and names that ask; the open ask waits on for its own citizen', () => {
    const { bench, first } = twoAsks()
    bench.pass(2_000)
    bench.give(press({ level: 1, deviceAt: first.at + 20_000 }))
    expect(bench.kinds()).toEqual(['key.pressed'])
    expect(bench.last('key.pressed')).toMatchObject({
      verdict: 'too-late',
      ask: first.id,
      matter: first.matter,
      deviceAt: first.at + 20_000,
    })
    bench.give(press({ level: 4, deviceAt: wall(bench) }))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'counted', level: 4 })
  })
  it('counts in the ask it was pressed in, although the pad cuts its time to whole seconds', () => {
    const { bench, openedAt } = twoAsks()
    bench.pass(900)
    bench.give(press({ deviceAt: Math.floor(openedAt / 1000) * 1000 }))
    expect(bench.last('key.pressed').verdict).toBe('counted')
  })
  it('counts in an ask that was opened in the same second in which the one before ended', () => {
    const bench = asked()
    bench.pass(6_200)
    bench.give({ type: 'next' })
    bench.pass(300)
    bench.give({ type: 'next' })
    bench.pass(200)
    bench.give(press({ deviceAt: Math.floor(wall(bench) / 1000) * 1000 }))
    expect(bench.last('key.pressed')).toMatchObject({
      verdict: 'counted',
      ask: bench.last('rating.asked').ask,
    })
  })
  it('inside an ask that has its rating is a repeat of that ask', () => {
    const bench = asked()
    const ask = bench.state().ask?.id
    const at = wall(bench)
    bench.pass(3_000)
    bench.give(press({ deviceAt: at + 3_000 }))
    bench.pass(60_000)
    bench.give({ type: 'next' })
    bench.give({ type: 'next' })
    bench.give(press({ level: 1, deviceAt: at + 2_000 }))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'repeat', ask })
    expect(bench.view().state).toBe('asked')
  })
  it('that fits no ask is judged by its arrival', () => {
    const { bench, first } = twoAsks()
    bench.give(press({ deviceAt: first.at - 3_600_000 }))
    expect(bench.last('key.pressed').verdict).toBe('counted')
    const idle = atWork()
    idle.give(press({ deviceAt: START }))
    expect(idle.last('key.pressed').verdict).toBe('not-asked')
  })
  it(`is measured against the last ${PAST_ASKS} asks, and no more are kept`, () => {
    const bench = atWork()
    const ids: string[] = []
    const times: number[] = []
    for (let round = 0; round < PAST_ASKS + 5; round += 1) {
      bench.give({ type: 'next' })
      bench.give({ type: 'next' })
      ids.push(bench.last('rating.asked').ask)
      times.push(wall(bench))
      bench.pass(30_000)
      bench.give({ type: 'tick' })
      bench.pass(5_000)
    }
    expect(bench.state().pastAsks).toHaveLength(PAST_ASKS)
    bench.give(press({ deviceAt: times[5] ?? 0 }))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'too-late', ask: ids[5] })
  })
})

describe('a touch that says for which ask its face was shown', () => {
  it('counts for that ask alone: late, it is too-late for its own and no vote of the next citizen', () => {
    const bench = asked()
    const first = bench.state().ask?.id ?? ''
    bench.pass(30_000)
    bench.give({ type: 'tick' })
    bench.give({ type: 'next' })
    bench.give({ type: 'next' })
    const second = bench.state().ask?.id ?? ''
    expect(second).not.toBe(first)
    bench.give(press({ shownFor: first }))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'too-late', ask: first })
    bench.give(press({ shownFor: '0190a000-0000-7000-8000-00000000ffff' }))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'not-asked', ask: null })
    expect(bench.state().ask?.id).toBe(second)
    bench.give(press({ shownFor: second }))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'counted', ask: second })
  })
})
