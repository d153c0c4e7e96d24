import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { asked, atWork, makeBench, pressOf, STAFF, serving } from './bench.ts'

describe('a press', () => {
  it('inside an open ask is the rating: press and closing in one step, then thanks and delivery', () => {
    const bench = asked()
    const { ask, matter } = bench.state()
    bench.pass(1200)
    const done = bench.give(pressOf(4))
    expect(done.entries.map((entry) => entry.kind)).toEqual(['key.pressed', 'matter.closed'])
    const press = bench.last('key.pressed')
    expect(press).toMatchObject({
      verdict: 'counted',
      level: 4,
      ask: ask?.id,
      matter: matter?.id,
      profile: 'ff68',
      key: '04',
      bytes: 'ff6803',
      deviceAt: null,
      by: STAFF.number,
    })
    expect(bench.last('matter.closed')).toMatchObject({
      outcome: 'rated',
      press: press.id,
      ask: ask?.id,
      reason: null,
      servedMs: 1200,
    })
    expect(done.effects).toEqual([{ type: 'pad', moment: 'thanks' }, { type: 'deliver' }])
    expect(bench.view()).toMatchObject({ state: 'idle', next: 'open' })
  })
  it('after the rating is a repeat and names the ask, until the next matter opens', () => {
    const bench = asked()
    const ask = bench.state().ask?.id
    bench.give(pressOf(5))
    const again = bench.give(pressOf(1))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'repeat', ask, level: 1 })
    expect(again.effects).toEqual([{ type: 'deliver' }])
    bench.give({ type: 'next' })
    bench.give(pressOf(1))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'not-asked', ask: null, matter: null })
  })
  it('after the window is too late and names the ask it fits', () => {
    const bench = asked()
    const { ask, matter } = bench.state()
    bench.pass(30_000)
    bench.give({ type: 'tick' })
    bench.give(pressOf(2))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'too-late', ask: ask?.id, matter: matter?.id })
  })
  it('on the stroke of the end is too late, although no timer has run yet', () => {
    const inTime = asked()
    inTime.pass(29_999)
    inTime.give(pressOf(2))
    expect(inTime.last('key.pressed').verdict).toBe('counted')
    const late = asked()
    late.pass(30_000)
    late.give(pressOf(2))
    expect(late.kinds()).toEqual(['matter.closed', 'key.pressed'])
    expect(late.last('matter.closed').reason).toBe('no-press')
    expect(late.last('key.pressed').verdict).toBe('too-late')
  })
  it('before being asked is recorded and rates nothing', () => {
    const bench = serving()
    bench.give(pressOf(5))
    expect(bench.kinds()).toEqual(['key.pressed'])
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'not-asked', by: STAFF.number })
    expect(bench.state().matter).not.toBeNull()
  })
  it('with nobody signed in is recorded without a name', () => {
    const bench = makeBench()
    bench.give(pressOf(3))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'not-asked', by: null })
  })
  it('of a key that the profile does not list is never a level, and the ask stays open', () => {
    const bench = asked()
    const ask = bench.state().ask?.id
    bench.give(pressOf(null))
    expect(bench.kinds()).toEqual(['key.pressed'])
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'unknown-key', level: null, ask })
    bench.give(pressOf(3))
    expect(bench.last('key.pressed').verdict).toBe('counted')
    bench.give(pressOf(null))
    expect(bench.last('key.pressed').verdict).toBe('unknown-key')
  })
  it('counts while the counter is locked, and the lock stays', () => {
    const bench = asked()
    bench.give({ type: 'lock', why: 'clerk' })
    bench.give(pressOf(5))
    expect(bench.last('key.pressed').verdict).toBe('counted')
    expect(bench.state().locked).toBe(true)
  })
})

describe('asking', () => {
  it('again arms the pad and does not extend the window', () => {
    const bench = asked()
    bench.pass(10_000)
    expect(bench.give({ type: 'ask-again' }).reply).toEqual({
      ok: true,
      value: { did: 'asked-again', leftMs: 20_000 },
    })
    expect(bench.effects).toEqual([{ type: 'pad', moment: 'ask-again' }])
    expect(bench.kinds()).toEqual([])
    bench.pass(20_000)
    bench.give({ type: 'tick' })
    expect(bench.last('matter.closed').reason).toBe('no-press')
  })
  it('needs a matter, and an ask to be repeated', () => {
    expect(atWork().give({ type: 'ask' }).reply).toMatchObject({ error: { code: 'counter/no-matter' } })
    expect(serving().give({ type: 'ask-again' }).reply).toMatchObject({
      error: { code: 'counter/not-asked' },
    })
  })
  it('with the pad away is carried out, says so, and ends as pad-offline', () => {
    const bench = serving()
    bench.give({ type: 'pad', online: false })
    const done = bench.give({ type: 'next' })
    expect(done.reply.ok).toBe(true)
    expect(done.effects).toEqual([{ type: 'deliver' }])
    expect(bench.last('rating.asked').pad).toBe('offline')
    bench.pass(30_000)
    bench.give({ type: 'tick' })
    expect(bench.last('matter.closed').reason).toBe('pad-offline')
    // The program knows why nobody could press: the clerk owes no reason.
    expect(bench.state()).toMatchObject({ unexplained: [] })
  })
  it('ends as pad-offline when the pad was away for only a moment of it', () => {
    const bench = asked()
    bench.give({ type: 'pad', online: false })
    bench.pass(10)
    bench.give({ type: 'pad', online: true })
    bench.pass(29_990)
    bench.give({ type: 'tick' })
    expect(bench.last('matter.closed').reason).toBe('pad-offline')
  })
  it('reaches a pad that comes back inside the window, which may still rate', () => {
    const bench = asked()
    bench.give({ type: 'pad', online: false })
    expect(bench.give({ type: 'pad', online: true }).effects).toEqual([
      { type: 'pad', moment: 'sign-in' },
      { type: 'pad', moment: 'ask' },
    ])
    expect(bench.kinds()).toEqual([])
    bench.give(pressOf(5))
    expect(bench.last('matter.closed').outcome).toBe('rated')
  })
  it('leaves a pad that comes back after the window at rest', () => {
    const bench = asked()
    bench.give({ type: 'pad', online: false })
    bench.pass(30_000)
    bench.give({ type: 'tick' })
    expect(bench.give({ type: 'pad', online: true }).effects).toEqual([
      { type: 'pad', moment: 'sign-in' },
      { type: 'pad', moment: 'idle' },
    ])
    expect(bench.give({ type: 'pad', online: true }).effects).toEqual([])
  })
  it('cannot be paused away', () => {
    const bench = asked()
    bench.pass(100)
    expect(bench.give({ type: 'pause', reason: 'meal' }).reply).toEqual({
      ok: false,
      error: { code: 'counter/rating-open', params: { seconds: 30 } },
    })
  })
  it('keeps the window it was opened with', () => {
    const bench = asked({ ...DEFAULT_POLICY, windowMs: 1000, coverageTarget: 1, unratedReasons: [] })
    expect(bench.view().ask).toMatchObject({ windowMs: 1000, leftMs: 1000 })
    bench.pass(999)
    expect(bench.give({ type: 'next' }).reply).toEqual({ ok: true, value: { did: 'waiting', leftMs: 1 } })
    bench.pass(1)
    expect(bench.give({ type: 'next' }).reply).toEqual({ ok: true, value: { did: 'opened' } })
    expect(bench.kinds()).toEqual(['matter.closed', 'matter.opened'])
  })
})
