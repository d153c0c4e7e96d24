import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AT_CONNECT, CARRIED_OVER, CHORD, DEBOUNCE, JAMMED } from '../../src/device/press/edges.ts'
import { type FilterInput, filterDue, freshFilter, SEEN, stepFilter } from '../../src/device/press/filter.ts'
import type { FilterEvent, PadKey } from '../../src/device/press/pad-key.ts'
import { RUN_GAP, RUN_LENGTH } from '../../src/device/press/repeats.ts'

const SEED = Number(process.env['PROOF_SEED'] ?? 31)
const LEVELS: Record<string, PadKey['level']> = { '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 }

const padKey = (key: string, edge: PadKey['edge'], more: Partial<PadKey> = {}): PadKey => ({
  ...{ key, level: LEVELS[key] ?? null, edge, bytes: '4b', address: null },
  ...more,
})
type Timed = [at: number, input: FilterInput]
const down = (at: number, key: string, more?: Partial<PadKey>): Timed => [
  at,
  { type: 'key', event: padKey(key, 'down', more) },
]
const up = (at: number, key: string): Timed => [at, { type: 'key', event: padKey(key, 'up') }]
const code = (at: number, key: string, more?: Partial<PadKey>): Timed => [
  at,
  { type: 'key', event: padKey(key, 'press', more) },
]
const connected = (at: number): Timed => [at, { type: 'connected' }]
const lost = (at: number): Timed => [at, { type: 'lost' }]

/** Runs the inputs with every tick that falls due, then as long as something is due. Presses are kept as they come. */
const run = (inputs: Timed[], ticks = true): (FilterEvent & { at: number })[] => {
  let state = freshFilter()
  const out: (FilterEvent & { at: number })[] = []
  const give = (input: FilterInput, at: number) => {
    const step = stepFilter(state, input, at)
    state = step.state
    for (const event of step.events) {
      out.push({ ...event, at })
      if (event.type === 'press') state = stepFilter(state, { type: 'kept', event: event.event }, at).state
    }
  }
  const settle = (until: number) => {
    for (let due = filterDue(state); due !== null && due <= until; due = filterDue(state))
      give({ type: 'tick' }, due)
  }
  for (const [at, input] of inputs) {
    if (ticks) settle(at)
    give(input, at)
  }
  settle(Number.POSITIVE_INFINITY)
  return out
}
const short = (events: FilterEvent[]) =>
  events.map((event) => `${event.event.key} ${event.type === 'press' ? (event.flag ?? 'press') : event.why}`)

describe('keys with edges', () => {
  it('give one press per stroke, when the key is up again', () => {
    expect(run([down(1_000, '5'), up(1_080, '5'), down(2_000, '5'), up(2_060, '5')])).toMatchObject([
      { type: 'press', flag: null, at: 1_080, event: { key: '5', edge: 'down' } },
      { type: 'press', flag: null, at: 2_060 },
    ])
  })
  it(`give a held key once, ${CHORD} ms after it went down, however often the pad says it again`, () => {
    const again = Array.from({ length: 40 }, (_, index) => down(1_100 + index * 50, '4'))
    const events = run([down(1_000, '4'), ...again, up(4_000, '4')])
    expect(events.filter((event) => event.type === 'press')).toMatchObject([
      { at: 1_000 + CHORD, flag: null },
    ])
    expect(short(events).filter((text) => text === '4 held')).toHaveLength(40)
  })
  it('bounce for 30 ms without a second press', () => {
    const events = run([
      ...[down(1_000, '3'), up(1_004, '3'), down(1_008, '3'), up(1_013, '3'), down(1_020, '3')],
      ...[up(1_120, '3'), down(1_124, '3'), up(1_130, '3')],
    ])
    expect(short(events).filter((text) => text.endsWith('press'))).toEqual(['3 press'])
  })
  it('take the last word after a bounce: a tap shorter than that is a press and no held key', () => {
    const events = run([down(1_000, '3'), up(1_010, '3'), down(1_500, '3'), up(1_600, '3')])
    expect(events.filter((event) => event.type === 'press').map((event) => event.at)).toEqual([
      1_000 + DEBOUNCE,
      1_600,
    ])
  })
  it('are ambiguous when two are down at once: none of them is a vote', () => {
    expect(short(run([down(1_000, '5'), down(1_040, '1'), up(1_090, '5'), up(1_100, '1')]))).toEqual([
      '5 ambiguous',
      '1 ambiguous',
    ])
  })
  it('stay ambiguous as long as one of them is down', () => {
    const events = run([
      ...[
        down(1_000, '5'),
        down(1_040, '1'),
        up(1_200, '5'),
        down(1_300, '2'),
        up(1_350, '2'),
        up(1_400, '1'),
      ],
      ...[down(1_600, '4'), up(1_700, '4')],
    ])
    expect(short(events)).toEqual(['5 ambiguous', '1 ambiguous', '2 ambiguous', '4 press'])
  })
  it('leave a vote alone that was clear before the second key came', () => {
    expect(short(run([down(1_000, '5'), down(1_400, '1'), up(1_500, '1'), up(1_600, '5')]))).toEqual([
      '5 press',
      '1 ambiguous',
    ])
  })
  it('of two pads on one wire are no chord', () => {
    expect(short(run([down(1_000, '5', { address: 1 }), down(1_010, '1', { address: 2 })]))).toEqual([
      '5 press',
      '1 press',
    ])
  })
  it('that are jammed do not spoil the others for ever', () => {
    const later = 1_000 + JAMMED
    expect(short(run([down(1_000, '3'), down(later, '5'), up(later + 80, '5')]))).toEqual([
      '3 press',
      '5 press',
    ])
  })
  it('that are down at connect are ignored until they are up', () => {
    const events = run([
      ...[connected(1_000), down(1_010, '2'), down(1_500, '2'), down(2_000, '5'), up(2_080, '5')],
      ...[up(5_000, '2'), down(6_000, '2'), up(6_080, '2')],
    ])
    expect(short(events)).toEqual(['2 at-connect', '2 held', '5 press', '2 press'])
    expect(AT_CONNECT).toBeGreaterThan(10)
  })
  it('whose key-down was before the connection give nothing at their key-up', () => {
    expect(short(run([connected(1_000), up(4_000, '2')]))).toEqual(['2 at-connect'])
  })
  it('that were held while the cable was pulled give their press once', () => {
    const held = [
      connected(0),
      down(1_000, '2'),
      lost(1_050),
      connected(3_000),
      down(3_400, '2'),
      up(3_900, '2'),
    ]
    expect(short(run(held))).toEqual(['2 press', '2 at-connect'])
    const fresh = [connected(0), down(1_000, '2'), lost(1_050), connected(3_000)]
    const later = 3_000 + CARRIED_OVER
    expect(short(run([...fresh, down(later, '2'), up(later + 80, '2')]))).toEqual(['2 press', '2 press'])
  })
  it(`give the same whether the ticks come in time or late (seed ${SEED})`, () => {
    const stroke = fc.record({
      gap: fc.integer({ min: 0, max: 400 }),
      key: fc.constantFrom('1', '5'),
      edge: fc.constantFrom('down' as const, 'up' as const),
    })
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 30 }), (strokes) => {
        let at = 10_000
        const inputs = strokes.map(({ gap, key, edge }): Timed => {
          at += gap
          return [at, { type: 'key', event: padKey(key, edge) }]
        })
        const presses = (events: FilterEvent[]) => short(events.filter((event) => event.type === 'press'))
        expect(presses(run(inputs, false))).toEqual(presses(run(inputs)))
        const downs = strokes.filter((one) => one.edge === 'down').length
        expect(presses(run(inputs)).length).toBeLessThanOrEqual(downs)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })
})

describe('a code per press', () => {
  const every = (ms: number, count: number, key = '5') =>
    Array.from({ length: count }, (_, index) => code(1_000 + index * ms, key))

  it(`is a stuck key from the ${RUN_LENGTH}th on when the same comes less than ${RUN_GAP} ms apart`, () => {
    expect(run(every(RUN_GAP - 1, 12)).map((event) => event.type === 'press' && event.flag)).toEqual([
      ...Array(RUN_LENGTH - 1).fill(null),
      ...['stuck', 'stuck', 'stuck'],
    ])
  })
  it('is none when there is time between, or a pause within', () => {
    expect(short(run(every(RUN_GAP, 30)))).toEqual(Array(30).fill('5 press'))
    const twice = [...every(100, 9), ...every(100, 9).map(([at, input]): Timed => [at + 1_100, input])]
    expect(short(run(twice))).toEqual(Array(18).fill('5 press'))
  })
  it('of another key beside a stuck one is a vote, and does not free the stuck one', () => {
    const beside = [...every(200, 10), code(2_850, '1'), code(2_900, '5')]
    expect(short(run(beside)).slice(-3)).toEqual(['5 stuck', '1 press', '5 stuck'])
  })
})

describe('what the pad says twice', () => {
  const rated = (at: number, more: Partial<PadKey> = {}) =>
    code(at, '5', { deviceAt: 1_533_800_163_000, card: '10011', ...more })

  it('with the same card, device time and key is one press, also after a reconnection', () => {
    expect(short(run([rated(0), rated(5), lost(10), connected(20), rated(400_000)]))).toEqual([
      '5 press',
      '5 duplicate',
      '5 duplicate',
    ])
  })
  it.each([
    ['another card', { card: '10012' }],
    ['another time', { deviceAt: 1_533_800_164_000 }],
    ['another key', { key: '4' }],
    ['another pad', { address: 7 }],
  ])('with %s is another press', (_, more) => {
    expect(short(run([rated(0), rated(5, more)])).filter((text) => text.endsWith('press'))).toHaveLength(2)
  })
  it('without a time of its own is two presses: the counter decides', () => {
    expect(short(run([code(0, '5'), code(500, '5')]))).toEqual(['5 press', '5 press'])
  })
  it('is taken again when the first could not be stored', () => {
    const event = padKey('5', 'press', { deviceAt: 1, card: '1' })
    const first = stepFilter(freshFilter(), { type: 'key', event }, 0)
    const again = stepFilter(first.state, { type: 'key', event }, 100)
    expect(again.events).toMatchObject([{ type: 'press' }])
    const stored = stepFilter(again.state, { type: 'kept', event }, 100)
    expect(stepFilter(stored.state, { type: 'key', event }, 200).events).toMatchObject([
      { type: 'dropped', why: 'duplicate' },
    ])
  })
  it(`is remembered for ${SEEN} presses and no more`, () => {
    let state = freshFilter()
    for (let index = 0; index < SEEN + 10; index += 1)
      state = stepFilter(
        state,
        { type: 'kept', event: padKey('5', 'press', { deviceAt: index }) },
        index,
      ).state
    expect(state.seen).toHaveLength(SEEN)
  })
})
