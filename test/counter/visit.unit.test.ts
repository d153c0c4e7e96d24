/** Several matters of one citizen, taking one back, items before, during and after, and the reasons owed. */
import { describe, expect, it } from 'vitest'
import { MOST_IN_VISIT } from '../../src/counter/matter.ts'
import { DEFAULT_POLICY, type Policy } from '../../src/shared/people.ts'
import { asked, atWork, type Bench, pressOf, serving, VAT } from './bench.ts'

const ONE: Policy = { ...DEFAULT_POLICY, visit: 'one' }
const code = (reply: { ok: boolean; error?: { code: string } }) => (reply.ok ? 'ok' : reply.error?.code)
const closings = (bench: Bench) => bench.entries.filter((entry) => entry.kind === 'matter.closed')

describe('one rating for a visit （一次一评）', () => {
  it('closes every matter of the visit with the one press, and each keeps its own time', () => {
    const bench = serving(ONE)
    const first = bench.state().matter?.id
    bench.pass(3000)
    expect(bench.give({ type: 'add', item: 'VAT' }).reply).toEqual({ ok: true, value: { did: 'opened' } })
    const second = bench.state().matter?.id
    expect(bench.last('matter.opened')).toMatchObject({ visit: first, item: { code: 'VAT' } })
    expect(bench.view().waiting).toMatchObject([{ id: first, servedMs: 3000 }])
    bench.pass(2000)
    bench.give({ type: 'next' })
    expect(bench.last('rating.asked')).toMatchObject({ matter: second, also: [first] })
    bench.pass(500)
    bench.give(pressOf(4))
    expect(bench.kinds()).toEqual([
      ...['matter.opened', 'rating.asked', 'key.pressed', 'matter.closed', 'matter.closed'],
    ])
    const { id } = bench.last('key.pressed')
    expect(closings(bench)).toMatchObject([
      { matter: first, outcome: 'rated', press: id, servedMs: 3000 },
      { matter: second, outcome: 'rated', press: id, servedMs: 2500 },
    ])
    expect(bench.view()).toMatchObject({ state: 'idle', waiting: [] })
  })
  it('without a press leaves every matter of the visit unrated, each once', () => {
    const bench = serving(ONE)
    bench.give({ type: 'add' })
    bench.give({ type: 'next' })
    bench.pass(30_000)
    bench.give({ type: 'tick' })
    expect(closings(bench).map(({ reason }) => reason)).toEqual(['no-press', 'no-press'])
    expect(bench.state().unexplained).toHaveLength(2)
  })
  it('is over with its rating: what is added after it is a new visit', () => {
    const bench = asked(ONE)
    bench.give(pressOf(5))
    bench.give({ type: 'add' })
    expect(bench.last('matter.opened')).not.toHaveProperty('visit')
  })
  it('holds so many matters and no more', () => {
    const bench = serving(ONE)
    for (let more = 1; more < MOST_IN_VISIT; more += 1)
      expect(bench.give({ type: 'add' }).reply.ok).toBe(true)
    expect(code(bench.give({ type: 'add' }).reply)).toBe('counter/visit-full')
  })
  it('signing out closes the whole visit', () => {
    const bench = serving(ONE)
    bench.give({ type: 'add' })
    bench.give({ type: 'sign-out', why: 'clerk' })
    expect(closings(bench).map(({ reason }) => reason)).toEqual(['shift-closed', 'shift-closed'])
    expect(bench.state().waiting).toEqual([])
  })
  it('time of a matter that waits stands still, also over a pause and a sleep', () => {
    const bench = serving(ONE)
    bench.pass(1000)
    bench.give({ type: 'add' })
    bench.give({ type: 'pause', reason: 'meal' })
    bench.pass(5000)
    bench.give({ type: 'suspend' })
    bench.pass(5000)
    bench.give({ type: 'resume' })
    bench.pass(100)
    expect(bench.view()).toMatchObject({ waiting: [{ servedMs: 1000 }], matter: { servedMs: 100 } })
  })
})

describe('a rating for each matter （一事一评）', () => {
  it('answers a second matter with what to do first', () => {
    const bench = serving()
    expect(code(bench.give({ type: 'add' }).reply)).toBe('counter/visit-each')
    expect(bench.kinds()).toEqual([])
  })
  it('keeps who came with the matter before, after its rating, and for this shift only', () => {
    const bench = asked()
    const first = bench.state().matter?.id
    bench.give(pressOf(5))
    bench.give({ type: 'add' })
    expect(bench.last('matter.opened').visit).toBe(first)
    bench.give({ type: 'unrated', reason: 'left' })
    bench.give({ type: 'next' })
    expect(bench.last('matter.opened')).not.toHaveProperty('visit')
    bench.give({ type: 'sign-out', why: 'clerk' })
    expect(bench.state().lastVisit).toBeNull()
  })
  it('does not add while a rating is open', () => {
    expect(code(asked().give({ type: 'add' }).reply)).toBe('counter/rating-open')
  })
})

describe('taking back a matter opened by mistake', () => {
  it('within ten seconds leaves nothing in hand and is on record', () => {
    const bench = serving()
    const matter = bench.state().matter?.id
    bench.pass(9_999)
    expect(bench.view().matter?.undoMs).toBe(1)
    expect(bench.give({ type: 'undo' }).reply).toEqual({ ok: true, value: { did: 'undone' } })
    expect(bench.last('matter.undone').matter).toBe(matter)
    expect(bench.kinds()).toEqual(['matter.undone'])
    expect(bench.effects).toEqual([{ type: 'pad', moment: 'idle' }, { type: 'deliver' }])
    expect(bench.view()).toMatchObject({ state: 'idle', matter: null })
  })
  it('later is refused, and the matter stays', () => {
    const bench = serving()
    bench.pass(10_000)
    expect(bench.view().matter?.undoMs).toBe(0)
    expect(code(bench.give({ type: 'undo' }).reply)).toBe('counter/undo-late')
    expect(bench.state().matter).not.toBeNull()
  })
  it('is never possible once the rating was asked for: a bad rating could be made to disappear', () => {
    const bench = asked()
    expect(bench.view().matter?.undoMs).toBe(0)
    expect(code(bench.give({ type: 'undo' }).reply)).toBe('counter/undo-asked')
    bench.give(pressOf(1))
    expect(code(bench.give({ type: 'undo' }).reply)).toBe('counter/no-matter')
    expect(bench.entries.some(({ kind }) => kind === 'matter.undone')).toBe(false)
  })
  it('of a visit puts the matter before back in hand, whose time goes on', () => {
    const bench = serving(ONE)
    const first = bench.state().matter?.id
    bench.pass(1000)
    bench.give({ type: 'add' })
    bench.pass(4000)
    bench.give({ type: 'undo' })
    bench.pass(500)
    expect(bench.view()).toMatchObject({ matter: { id: first, servedMs: 1500, running: true }, waiting: [] })
    expect(bench.effects.filter((effect) => effect.type === 'pad' && effect.moment === 'idle')).toEqual([])
  })
  it('counts no sleep of the PC, on whichever clock', () => {
    for (const ran of [0, 60_000]) {
      const bench = serving()
      bench.give({ type: 'suspend' })
      bench.pass(ran, 60_000)
      bench.give({ type: 'awake' })
      expect(bench.view().matter?.undoMs).toBe(10_000)
    }
  })
})

describe('the item', () => {
  it('is the chosen one, else the last, else this window’s usual, else 咨询', () => {
    const bench = atWork()
    expect(bench.view().nextItem).toMatchObject({ code: 'ZX', why: 'default' })
    bench.usual = 'VAT'
    expect(bench.view().nextItem).toMatchObject({ code: 'VAT', why: 'usual' })
    bench.give({ type: 'open', item: 'ZX' })
    bench.give({ type: 'unrated', reason: 'left' })
    expect(bench.view().nextItem).toMatchObject({ code: 'ZX', why: 'last' })
    bench.give({ type: 'next-item', code: 'VAT' })
    expect(bench.view().nextItem).toMatchObject({ code: 'VAT', why: 'chosen' })
    expect(bench.kinds()).toEqual(['matter.opened', 'matter.closed'])
    bench.give({ type: 'next' })
    expect(bench.last('matter.opened').item.code).toBe('VAT')
    expect(bench.state().nextItem).toBeNull()
  })
  it('that the caller names goes before the chosen one; one that the site has not is refused', () => {
    const bench = atWork()
    bench.give({ type: 'next-item', code: 'VAT' })
    bench.give({ type: 'open', item: 'ZX' })
    expect(bench.last('matter.opened').item.code).toBe('ZX')
    expect(code(bench.give({ type: 'next-item', code: 'none' }).reply)).toBe('counter/unknown-item')
  })
  it('of a closed matter can be changed while its shift is open', () => {
    const bench = asked()
    const { matter } = bench.state()
    bench.give(pressOf(5))
    bench.kinds()
    expect(bench.give({ type: 'change-item', code: 'VAT', matter: matter?.id }).reply.ok).toBe(true)
    expect(bench.last('matter.changed')).toMatchObject({ matter: matter?.id, item: { code: 'VAT' } })
    expect(bench.kinds()).toEqual(['matter.changed'])
    bench.give({ type: 'change-item', code: 'VAT', matter: matter?.id })
    expect(bench.kinds()).toEqual([])
    // What comes next is not what was put right.
    expect(bench.view().nextItem.code).toBe('ZX')
    bench.give({ type: 'pause', reason: 'meal' })
    expect(bench.give({ type: 'change-item', code: 'ZX', matter: matter?.id }).reply.ok).toBe(true)
  })
  it('of another shift, or of a matter that was taken back, stays as it is', () => {
    const bench = asked()
    const { matter } = bench.state()
    bench.give(pressOf(5))
    bench.give({ type: 'sign-out', why: 'clerk' })
    bench.give({ type: 'sign-in', staff: { number: '2', name: '李' } })
    expect(code(bench.give({ type: 'change-item', code: 'VAT', matter: matter?.id }).reply)).toBe(
      'counter/not-your-matter',
    )
    bench.give({ type: 'next' })
    const undone = bench.state().matter?.id
    bench.give({ type: 'undo' })
    expect(code(bench.give({ type: 'change-item', code: 'VAT', matter: undone }).reply)).toBe(
      'counter/not-your-matter',
    )
  })
  it('of a matter that waits in its visit can be changed too', () => {
    const bench = serving(ONE)
    const first = bench.state().matter?.id
    bench.give({ type: 'add' })
    bench.give({ type: 'change-item', code: 'VAT', matter: first })
    expect(bench.view()).toMatchObject({
      waiting: [{ item: { code: 'VAT' } }],
      matter: { item: { code: 'ZX' } },
    })
  })
})

describe('the time limit', () => {
  it('passed is written down with the closing, and nothing is held up', () => {
    const bench = atWork()
    bench.give({ type: 'open', item: 'VAT' })
    bench.pass(VAT.limitMs ?? 0)
    expect(bench.view().matter).toMatchObject({ limitMs: 900_000, warnMs: 720_000 })
    bench.give({ type: 'unlock' })
    bench.pass(2500)
    bench.give({ type: 'next' })
    bench.give(pressOf(5))
    expect(bench.last('matter.closed')).toMatchObject({ outcome: 'rated', overtimeMs: 2500 })
  })
  it('kept, or not set, leaves no overtime', () => {
    const bench = atWork()
    bench.give({ type: 'open', item: 'VAT' })
    bench.pass(1000)
    bench.give({ type: 'unrated', reason: 'left' })
    expect(bench.last('matter.closed')).not.toHaveProperty('overtimeMs')
  })
})

describe('a reason given later', () => {
  const owed = () => {
    const bench = asked()
    const matter = bench.state().matter?.id ?? ''
    bench.pass(30_000)
    bench.give({ type: 'tick' })
    bench.kinds()
    return { bench, matter }
  }
  it('stands beside the program’s own, and is owed no longer', () => {
    const { bench, matter } = owed()
    expect(bench.state().unexplained).toEqual([matter])
    expect(bench.give({ type: 'explain', matter, reason: 'left' }).reply.ok).toBe(true)
    expect(bench.last('matter.explained')).toMatchObject({ matter, reason: 'left' })
    expect(bench.last('matter.closed').reason).toBe('no-press')
    expect(bench.state().unexplained).toEqual([])
  })
  it('can be put right while the shift is open; the same again is no entry', () => {
    const { bench, matter } = owed()
    for (const reason of ['left', 'left', 'declined']) bench.give({ type: 'explain', matter, reason })
    expect(bench.kinds()).toEqual(['matter.explained', 'matter.explained'])
  })
  it('is one of the site’s, for a matter of this shift that needs one', () => {
    const { bench, matter } = owed()
    expect(code(bench.give({ type: 'explain', matter, reason: 'no-press' }).reply)).toBe(
      'counter/unknown-reason',
    )
    bench.give({ type: 'next' })
    const open = bench.state().matter?.id ?? ''
    expect(code(bench.give({ type: 'explain', matter: open, reason: 'left' }).reply)).toBe(
      'counter/not-your-matter',
    )
    bench.give({ type: 'unrated', reason: 'left' })
    expect(code(bench.give({ type: 'explain', matter: open, reason: 'left' }).reply)).toBe(
      'counter/not-explainable',
    )
  })
  it('left out holds nobody back and is counted in the shift’s end', () => {
    const { bench } = owed()
    expect(bench.give({ type: 'sign-out', why: 'clerk' }).reply.ok).toBe(true)
    expect(bench.last('shift.closed').unexplained).toBe(1)
    expect(bench.state().unexplained).toEqual([])
  })
})
