import { describe, expect, it } from 'vitest'
import { nextWake } from '../../src/counter/time.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { asked, atWork, makeBench, pressOf, STAFF, serving } from './bench.ts'

describe('the next-step key', () => {
  it('says that nobody is signed in', () => {
    expect(makeBench().give({ type: 'next' }).reply).toEqual({
      ok: false,
      error: { code: 'counter/signed-out' },
    })
  })
  it('opens a matter with the default item, welcomes the citizen, then asks and delivers at once', () => {
    const bench = atWork()
    expect(bench.give({ type: 'next' }).reply).toEqual({ ok: true, value: { did: 'opened' } })
    expect(bench.state().matter?.item.code).toBe('ZX')
    expect(bench.effects).toEqual([{ type: 'pad', moment: 'welcome' }])
    expect(bench.give({ type: 'next' }).reply).toEqual({ ok: true, value: { did: 'asked', leftMs: 30_000 } })
    expect(bench.effects.slice(1)).toEqual([{ type: 'pad', moment: 'ask' }, { type: 'deliver' }])
    expect(bench.kinds()).toEqual(['matter.opened', 'rating.asked'])
    expect(bench.last('rating.asked')).toMatchObject({ by: STAFF.number, windowMs: 30_000, pad: 'online' })
  })
  it('only tells the time left in the first five seconds of an ask', () => {
    const bench = asked()
    bench.pass(4999)
    expect(bench.give({ type: 'next' }).reply).toEqual({
      ok: true,
      value: { did: 'waiting', leftMs: 25_001 },
    })
    expect(bench.kinds()).toEqual([])
    expect(bench.view().next).toBe('wait')
  })
  it('closes the matter for the next citizen after five seconds, and opens the next', () => {
    const bench = asked()
    const before = bench.state().matter?.id
    bench.pass(5000)
    expect(bench.view().next).toBe('close-and-open')
    expect(bench.give({ type: 'next' }).reply).toEqual({ ok: true, value: { did: 'closed-and-opened' } })
    expect(bench.kinds()).toEqual(['matter.closed', 'matter.opened'])
    expect(bench.last('matter.closed')).toMatchObject({
      matter: before,
      outcome: 'unrated',
      reason: 'next-citizen',
      press: null,
      servedMs: 5000,
    })
    expect(bench.effects).toEqual([
      { type: 'pad', moment: 'idle' },
      { type: 'deliver' },
      { type: 'pad', moment: 'welcome' },
    ])
  })
  it('resumes from a pause', () => {
    const bench = atWork()
    bench.give({ type: 'pause', reason: 'meal' })
    expect(bench.give({ type: 'next' }).reply).toEqual({ ok: true, value: { did: 'resumed' } })
    expect(bench.kinds()).toEqual(['shift.paused', 'shift.resumed'])
  })
  it('wakes the program when its answer changes and when the window ends, and at no other time', () => {
    const bench = asked()
    const start = bench.mono()
    expect(nextWake(bench.state(), DEFAULT_POLICY)).toBe(start + 5000)
    bench.pass(5000)
    bench.give({ type: 'tick' })
    expect(nextWake(bench.state(), DEFAULT_POLICY)).toBe(start + 30_000)
    bench.pass(25_000)
    expect(bench.give({ type: 'tick' }).reply).toEqual({ ok: true, value: { did: 'closed' } })
    expect(nextWake(bench.state(), DEFAULT_POLICY)).toBe(start + 600_000)
    expect(nextWake(bench.state(), { ...DEFAULT_POLICY, idleLockMs: null })).toBeNull()
  })
})

describe('a matter', () => {
  it('opens with the item that the clerk used last in this shift', () => {
    const bench = serving()
    bench.give({ type: 'change-item', code: 'VAT' })
    bench.give({ type: 'unrated', reason: 'left' })
    bench.give({ type: 'next' })
    expect(bench.state().matter?.item).toEqual({ code: 'VAT', name: '增值税申报', limitMs: 900_000 })
    bench.give({ type: 'sign-out', why: 'clerk' })
    bench.give({ type: 'sign-in', staff: STAFF })
    bench.give({ type: 'next' })
    expect(bench.state().matter?.item.code).toBe('ZX')
  })
  it('opens with the item and reference that the tax software names', () => {
    const bench = atWork()
    bench.give({ type: 'open', item: 'VAT', reference: 'A-7' })
    expect(bench.last('matter.opened')).toMatchObject({
      item: { code: 'VAT', name: '增值税申报' },
      reference: 'A-7',
    })
    expect(bench.view().matter).toMatchObject({ limitMs: 900_000, reference: 'A-7', running: true })
  })
  it('is not opened with an item that the site does not have', () => {
    const bench = atWork()
    const named = { ok: false, error: { code: 'counter/unknown-item', params: { item: 'NO' } } }
    expect(bench.give({ type: 'open', item: 'NO' }).reply).toEqual(named)
    bench.give({ type: 'next' })
    expect(bench.give({ type: 'change-item', code: 'NO' }).reply).toEqual(named)
    expect(bench.kinds()).toEqual(['matter.opened'])
  })
  it('writes nothing when it is given the item it has', () => {
    const bench = serving()
    expect(bench.give({ type: 'change-item', code: 'ZX' }).reply.ok).toBe(true)
    expect(bench.kinds()).toEqual([])
  })
  it('can be given another item while its rating is open, without touching the ask', () => {
    const bench = asked()
    const { ask } = bench.state()
    bench.give({ type: 'change-item', code: 'VAT' })
    expect(bench.kinds()).toEqual(['matter.changed'])
    expect(bench.state().ask).toEqual(ask)
  })
  it('closes without a rating for a reason of the site only', () => {
    const bench = serving()
    for (const reason of ['no-press', 'nonsense', ''])
      expect(bench.give({ type: 'unrated', reason }).reply).toMatchObject({
        error: { code: 'counter/unknown-reason' },
      })
    expect(bench.give({ type: 'unrated', reason: 'declined' }).reply).toEqual({
      ok: true,
      value: { did: 'closed' },
    })
    expect(bench.last('matter.closed')).toMatchObject({ outcome: 'unrated', reason: 'declined', ask: null })
    expect(bench.effects).toEqual([{ type: 'pad', moment: 'idle' }, { type: 'deliver' }])
  })
  it('is one at a time', () => {
    expect(serving().give({ type: 'open' }).reply).toMatchObject({ error: { code: 'counter/matter-open' } })
    const bench = asked()
    bench.pass(500)
    expect(bench.give({ type: 'open' }).reply).toEqual({
      ok: false,
      error: { code: 'counter/rating-open', params: { seconds: 30 } },
    })
  })
  it('closes as shift-closed at sign-out, with its open ask', () => {
    const bench = asked()
    const ask = bench.state().ask?.id
    bench.give({ type: 'sign-out', why: 'clerk' })
    expect(bench.kinds()).toEqual(['matter.closed', 'shift.closed'])
    expect(bench.last('matter.closed')).toMatchObject({ reason: 'shift-closed', ask, by: STAFF.number })
    expect(bench.last('shift.closed')).toMatchObject({ why: 'clerk', by: STAFF.number })
    bench.give(pressOf(1))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'too-late', by: null, ask })
  })
})
