/** The link's rules: a pure machine. What happened goes in, the next state and what to do come out. */
import type { Loss } from '../../shared/pad.ts'
import type { Fault } from '../../shared/result.ts'

/**
 * `lost`: it was online and is gone; `blocked`: it cannot be opened, and why. Both keep trying without end.
 * `attempt` counts the openings that failed in a row. All times are ms.
 */
export type LinkState =
  | { name: 'connecting'; attempt: number }
  | { name: 'online' }
  | { name: 'lost'; why: Loss; fault: Fault; attempt: number }
  | { name: 'blocked'; fault: Fault; attempt: number }
  /** The PC sleeps: nothing is open and nothing is tried. */
  | { name: 'suspended' }
  | { name: 'stopped' }

export type LinkInput =
  | { type: 'start' }
  | { type: 'opened' }
  | { type: 'refused'; fault: Fault }
  | { type: 'lost'; why: Loss }
  | { type: 'retry' }
  | { type: 'suspend' }
  | { type: 'resume' }
  | { type: 'stop' }

/** `wait`: after `ms`, give the machine `retry`. */
export type LinkEffect = { do: 'open' } | { do: 'close' } | { do: 'wait'; ms: number }

export interface LinkStep {
  state: LinkState
  effects: LinkEffect[]
}

const FIRST_WAIT = 250
const LONGEST_WAIT = 10_000

/** Full jitter: anywhere between 0 and 250 ms doubled with each attempt, 10 s at most. `random` is 0…1. */
export const backOff = (attempt: number, random: number): number =>
  Math.floor(random * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempt, 16)))

const LOSS_FAULTS: Partial<Record<Loss, Fault>> = {
  'write-timeout': { code: 'pad/write-timeout' },
  'missed-heartbeat': { code: 'pad/missed-heartbeat' },
}
const lossFault = (why: Loss): Fault => LOSS_FAULTS[why] ?? { code: 'pad/port-gone' }

/** A keypad that was pulled out is "gone" until it is back, not a port that never was. */
const STILL_GONE: ReadonlySet<string> = new Set(['pad/port-missing', 'pad/unreachable'])

/** Nothing is open and nothing is tried. */
const RESTS: ReadonlySet<LinkState['name']> = new Set(['stopped', 'suspended'])

const stay = (state: LinkState): LinkStep => ({ state, effects: [] })

/** @returns the state after `input`. An input that does not fit the state changes nothing: it came too late. */
export const stepLink = (state: LinkState, input: LinkInput, random: number): LinkStep => {
  if (input.type === 'stop')
    return state.name === 'stopped' ? stay(state) : { state: { name: 'stopped' }, effects: [{ do: 'close' }] }
  if (input.type === 'suspend')
    return RESTS.has(state.name) ? stay(state) : { state: { name: 'suspended' }, effects: [{ do: 'close' }] }
  switch (state.name) {
    case 'stopped':
      if (input.type !== 'start') return stay(state)
      return { state: { name: 'connecting', attempt: 0 }, effects: [{ do: 'open' }] }
    case 'suspended':
      if (input.type !== 'resume') return stay(state)
      return { state: { name: 'connecting', attempt: 0 }, effects: [{ do: 'open' }] }
    case 'online':
      if (input.type !== 'lost') return stay(state)
      return {
        state: { name: 'lost', why: input.why, fault: lossFault(input.why), attempt: 0 },
        effects: [{ do: 'close' }, { do: 'wait', ms: backOff(0, random) }],
      }
    case 'connecting':
    case 'lost':
    case 'blocked':
      return stepWhileTrying(state, input, random)
  }
}

type Trying = Extract<LinkState, { attempt: number }>

const stepWhileTrying = (state: Trying, input: LinkInput, random: number): LinkStep => {
  switch (input.type) {
    case 'retry':
      return { state, effects: [{ do: 'open' }] }
    case 'opened':
      return { state: { name: 'online' }, effects: [] }
    case 'refused': {
      const attempt = state.attempt + 1
      const stillGone = state.name === 'lost' && STILL_GONE.has(input.fault.code)
      return {
        state: stillGone ? { ...state, attempt } : { name: 'blocked', fault: input.fault, attempt },
        effects: [{ do: 'wait', ms: backOff(attempt, random) }],
      }
    }
    default:
      return stay(state)
  }
}
