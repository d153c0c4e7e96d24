import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backOff, type LinkInput, type LinkState, stepLink } from '../../src/device/link/machine.ts'

const SEED = 77
const busy = { type: 'refused', fault: { code: 'pad/port-busy', params: { port: 'COM5' } } } as const
const missing = { type: 'refused', fault: { code: 'pad/port-missing', params: { port: 'COM5' } } } as const

const run = (inputs: LinkInput[], from: LinkState = { name: 'stopped' }) =>
  inputs.reduce((state, input) => stepLink(state, input, 0.5).state, from)

const anyInput = fc.constantFrom<LinkInput>(
  { type: 'start' },
  { type: 'opened' },
  busy,
  missing,
  { type: 'lost', why: 'path-gone' },
  { type: 'lost', why: 'write-timeout' },
  { type: 'lost', why: 'missed-heartbeat' },
  { type: 'retry' },
  { type: 'suspend' },
  { type: 'resume' },
  { type: 'stop' },
)

describe(`the link's rules (seed ${SEED})`, () => {
  it('waits between 0 and 250 ms at first, twice as long each time, 10 s at most', () => {
    expect(backOff(0, 0)).toBe(0)
    expect([0, 1, 2, 3, 4, 5, 6, 1000].map((attempt) => backOff(attempt, 1))).toEqual([
      250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
    ])
    expect(backOff(2, 0.25)).toBe(250)
  })

  it('says why it is blocked, and keeps trying', () => {
    const step = stepLink({ name: 'connecting', attempt: 0 }, busy, 1)
    expect(step).toEqual({
      state: { name: 'blocked', fault: busy.fault, attempt: 1 },
      effects: [{ do: 'wait', ms: 500 }],
    })
    expect(stepLink(step.state, { type: 'retry' }, 1).effects).toEqual([{ do: 'open' }])
  })

  it('calls a keypad that was pulled out lost until it is back, but says so when the port is busy now', () => {
    const lost = run([{ type: 'start' }, { type: 'opened' }, { type: 'lost', why: 'path-gone' }])
    expect(lost).toMatchObject({ name: 'lost', why: 'path-gone', fault: { code: 'pad/port-gone' } })
    expect(run([{ type: 'retry' }, missing], lost)).toMatchObject({ name: 'lost', attempt: 1 })
    expect(run([{ type: 'retry' }, busy], lost)).toMatchObject({ name: 'blocked', fault: busy.fault })
    expect(run([{ type: 'retry' }, { type: 'opened' }], lost)).toEqual({ name: 'online' })
  })

  it('tells a keypad that takes no data from one that is gone', () => {
    const lost = run([{ type: 'lost', why: 'write-timeout' }], { name: 'online' })
    expect(lost).toMatchObject({ fault: { code: 'pad/write-timeout' } })
  })

  it('never gives up: every state but online, suspended and stopped has an attempt or a wait under way', () => {
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 40 }), (inputs) => {
        let state: LinkState = { name: 'stopped' }
        /** What the world still owes the machine: the outcome of an opening, or the end of a wait. */
        let pending: 'none' | 'opening' | 'waiting' = 'none'
        for (const input of inputs) {
          if (input.type === 'retry' && pending !== 'waiting') continue
          if ((input.type === 'opened' || input.type === 'refused') && pending !== 'opening') continue
          const step = stepLink(state, input, 0.5)
          state = step.state
          if (['opened', 'refused', 'retry'].includes(input.type)) pending = 'none'
          for (const effect of step.effects) {
            if (effect.do === 'open') pending = 'opening'
            if (effect.do === 'wait') pending = 'waiting'
            if (effect.do === 'close') pending = 'none'
          }
          expect(pending === 'none').toBe(['online', 'suspended', 'stopped'].includes(state.name))
        }
      }),
      { seed: SEED, numRuns: 1_000 },
    )
  })

  it('stays stopped whatever comes late', () => {
    fc.assert(
      fc.property(fc.array(anyInput), (inputs) => {
        const late = inputs.filter((input) => input.type !== 'start')
        expect(run(late)).toEqual({ name: 'stopped' })
      }),
      { seed: SEED },
    )
  })
})
