import { describe, expect, it } from 'vitest'
import { restore } from '../../src/counter/restore.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { asked, atWork, makeBench, pressOf, STAFF, START, serving, VAT } from './bench.ts'

const ID = (n: number) => `01900000-0000-7000-8000-00000000f00${n}`

describe('a shift', () => {
  it('opens and closes with who and why', () => {
    const bench = makeBench()
    bench.give({ type: 'sign-in', staff: STAFF })
    expect(bench.last('shift.opened')).toMatchObject({ staff: '1001', by: '1001' })
    expect(bench.view()).toMatchObject({ state: 'idle', staff: STAFF, next: 'open' })
    bench.give({ type: 'sign-out', why: 'handover' })
    expect(bench.last('shift.closed').why).toBe('handover')
    expect(bench.view()).toMatchObject({ state: 'signed-out', staff: null, next: 'sign-in' })
  })
  it('is one at a time, and the answer names who is there', () => {
    expect(atWork().give({ type: 'sign-in', staff: { number: '2', name: '李' } }).reply).toEqual({
      ok: false,
      error: { code: 'counter/signed-in', params: { staff: '张样例' } },
    })
  })
  it('that ends in a pause ends the pause first', () => {
    const bench = serving()
    bench.give({ type: 'pause', reason: 'meeting' })
    bench.pass(7000)
    bench.give({ type: 'sign-out', why: 'clerk' })
    expect(bench.kinds()).toEqual(['shift.paused', 'shift.resumed', 'matter.closed', 'shift.closed'])
    expect(bench.last('shift.resumed').pausedMs).toBe(7000)
    expect(bench.last('matter.closed').servedMs).toBe(0)
  })
})

describe('the keypad', () => {
  const moments = (bench: ReturnType<typeof makeBench>) =>
    bench.effects.splice(0).flatMap((effect) => (effect.type === 'pad' ? [effect.moment] : []))

  it('is told who serves, of a pause and its end, and that the clerk has left', () => {
    const bench = makeBench()
    bench.give({ type: 'pad', online: true })
    expect(moments(bench)).toEqual(['sign-out', 'idle'])
    bench.give({ type: 'sign-in', staff: STAFF })
    expect(moments(bench)).toEqual(['sign-in'])
    bench.give({ type: 'pause', reason: 'meal' })
    expect(moments(bench)).toEqual(['pause'])
    bench.give({ type: 'next' })
    expect(moments(bench)).toEqual(['resume'])
    bench.give({ type: 'pause', reason: 'meal' })
    bench.give({ type: 'sign-out', why: 'clerk' })
    expect(moments(bench)).toEqual(['pause', 'resume', 'sign-out'])
  })
  it('that comes back in a pause shows the clerk and the pause', () => {
    const bench = atWork()
    bench.give({ type: 'pause', reason: 'meal' })
    bench.give({ type: 'pad', online: false })
    moments(bench)
    bench.give({ type: 'pad', online: true })
    expect(moments(bench)).toEqual(['sign-in', 'pause'])
  })
})

describe('the lock', () => {
  it('refuses every command of work but unlocking and a handover', () => {
    const bench = serving()
    bench.give({ type: 'lock', why: 'idle' })
    expect(bench.view()).toMatchObject({ state: 'serving', locked: true, next: 'unlock' })
    for (const type of ['next', 'ask', 'ask-again', 'resume', 'open'] as const)
      expect(bench.give({ type }).reply).toEqual({ ok: false, error: { code: 'counter/locked' } })
    expect(bench.give({ type: 'sign-out', why: 'clerk' }).reply.ok).toBe(false)
    expect(bench.kinds()).toEqual(['session.locked'])
    bench.give({ type: 'unlock' })
    expect(bench.give({ type: 'unlock' }).reply).toMatchObject({ error: { code: 'counter/not-locked' } })
    bench.give({ type: 'lock', why: 'clerk' })
    expect(bench.give({ type: 'lock', why: 'clerk' }).reply.ok).toBe(false)
    expect(bench.give({ type: 'sign-out', why: 'handover' }).reply.ok).toBe(true)
    expect(bench.state().locked).toBe(false)
  })
})

describe('time at work', () => {
  it('stands still in a pause', () => {
    const bench = serving()
    bench.pass(3000)
    bench.give({ type: 'pause', reason: 'meal' })
    bench.pass(60_000)
    expect(bench.view().matter).toMatchObject({ servedMs: 3000, running: false })
    bench.give({ type: 'resume' })
    expect(bench.last('shift.resumed').pausedMs).toBe(60_000)
    bench.pass(2000)
    bench.give({ type: 'unrated', reason: 'left' })
    expect(bench.last('matter.closed').servedMs).toBe(5000)
  })
  it.each([
    ['runs on', 3_600_000],
    ['stands still', 0],
  ])('stands still while the PC sleeps, also where the monotonic clock %s', (_how, monoMs) => {
    const bench = serving({ ...DEFAULT_POLICY, idleLockMs: null })
    bench.pass(3000)
    bench.give({ type: 'suspend' })
    bench.pass(monoMs, 3_600_000)
    bench.give({ type: 'awake' })
    expect(bench.last('app.resumed').sleptMs).toBe(3_600_000)
    bench.pass(1000)
    bench.give({ type: 'unrated', reason: 'left' })
    expect(bench.last('matter.closed').servedMs).toBe(4000)
  })
  it('stands still from a pause to its end, whether or not the PC slept in between', () => {
    const bench = serving()
    bench.give({ type: 'pause', reason: 'meal' })
    bench.pass(1000)
    bench.give({ type: 'suspend' })
    bench.pass(50_000)
    bench.give({ type: 'awake' })
    bench.pass(2000)
    expect(bench.view().matter).toMatchObject({ servedMs: 0, running: false })
    bench.give({ type: 'resume' })
    expect(bench.last('shift.resumed').pausedMs).toBe(3000)
  })
  it('of the rating window stands still too, and a press after waking still counts', () => {
    const bench = asked()
    bench.pass(10_000)
    bench.give({ type: 'suspend' })
    bench.pass(500_000)
    bench.give({ type: 'tick' })
    expect(bench.view().ask?.leftMs).toBe(20_000)
    bench.give({ type: 'awake' })
    bench.pass(19_999)
    bench.give(pressOf(5))
    expect(bench.last('key.pressed').verdict).toBe('counted')
    expect(bench.last('matter.closed').servedMs).toBe(29_999)
  })
  it('goes on when a person works before the system says that it woke, but not for a lock', () => {
    const bench = serving()
    bench.give({ type: 'suspend' })
    bench.give({ type: 'lock', why: 'idle' })
    expect(bench.state().asleep).not.toBeNull()
    bench.pass(9000)
    bench.give({ type: 'unlock' })
    bench.pass(100)
    expect(bench.view().matter).toMatchObject({ servedMs: 100, running: true })
    expect(bench.kinds()).toEqual(['app.suspended', 'session.locked', 'app.resumed', 'session.unlocked'])
    bench.give({ type: 'awake' })
    expect(bench.kinds()).toEqual([])
  })
})

describe('after a restart', () => {
  const open = {
    shift: { id: ID(1), staff: STAFF, openedAt: START - 9000, paused: null },
    matter: {
      id: ID(2),
      item: { code: 'VAT', name: '增值税申报' },
      reference: null,
      visit: null,
      openedAt: START - 5000,
      servedMs: 4200,
      ask: ID(3),
    },
    waiting: [],
    lastItem: 'VAT',
    unexplained: [],
  }
  const again = (work: Parameters<typeof restore>[0]) =>
    makeBench(restore(work, { at: START, mono: 1000 }, (code) => (code === 'VAT' ? VAT : undefined)))

  it('the shift goes on locked, on record, with the matter and the time it had', () => {
    const bench = again(open)
    bench.give({ type: 'lock', why: 'restart' })
    expect(bench.last('session.locked')).toMatchObject({ why: 'restart', shift: ID(1), by: '1001' })
    expect(bench.view()).toMatchObject({ state: 'serving', locked: true, next: 'unlock', ask: null })
    bench.give({ type: 'unlock' })
    bench.pass(800)
    bench.give({ type: 'unrated', reason: 'left' })
    expect(bench.last('matter.closed')).toMatchObject({ matter: ID(2), servedMs: 5000 })
  })
  it('a press for the ask that died is too late and names it; asking again makes a new one', () => {
    const bench = again(open)
    bench.give(pressOf(1))
    expect(bench.last('key.pressed')).toMatchObject({ verdict: 'too-late', ask: ID(3), matter: ID(2) })
    bench.give({ type: 'unlock' })
    expect(bench.give({ type: 'ask-again' }).reply).toMatchObject({ value: { did: 'asked' } })
    expect(bench.last('rating.asked').ask).not.toBe(ID(3))
    bench.give(pressOf(4))
    expect(bench.last('key.pressed').verdict).toBe('counted')
  })
  it('a pause goes on, and the time of its matter with it', () => {
    const bench = again({ ...open, shift: { ...open.shift, paused: { reason: 'meal' } } })
    bench.give({ type: 'unlock' })
    bench.pass(5000)
    expect(bench.view()).toMatchObject({ state: 'paused', pauseReason: 'meal', matter: { servedMs: 4200 } })
    bench.give({ type: 'next' })
    bench.pass(100)
    expect(bench.view().matter?.servedMs).toBe(4300)
  })
})
