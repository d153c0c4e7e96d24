/**
 * The state of one counter: plain data, so that it can be compared, copied and printed.
 * It holds no level, so no view made from it can show one. `…At` is wall clock (ms UTC), `…Mono` monotonic ms.
 */
import type { Item, PauseReason } from '../shared/people.ts'

/** A point in time on both clocks. Durations are only ever taken from `mono`. */
export interface Now {
  at: number
  mono: number
}

export interface Shift {
  id: string
  staff: { number: string; name: string }
  openedAt: number
}

export interface Pause {
  reason: PauseReason
  sinceMono: number
}

/** What a matter needs to know of its item. */
export type MatterItem = Pick<Item, 'code' | 'name' | 'limitMs'>

export interface Matter {
  id: string
  item: MatterItem
  reference: string | null
  /** The first matter of its visit: itself, or an earlier one of the same citizen. */
  visit: string
  openedAt: number
  /** Until then it can be taken back; null: no longer, or not after a restart. */
  undoUntilMono: number | null
  /** Time at work before `runningSinceMono`. */
  servedMs: number
  /** null: the matter's time stands still (pause, sleep of the PC). */
  runningSinceMono: number | null
}

export interface OpenAsk {
  id: string
  windowMs: number
  askedAt: number
  /** Until then the next-step key only tells the time left; null once that time has passed. */
  earlyUntilMono: number | null
  endsMono: number
  padWasOffline: boolean
}

/** The ask before: what a press that comes after it is measured against. */
export interface LastAsk {
  id: string
  matter: string
  ended: 'rated' | 'unrated'
}

/** An ask of this start of the program, kept for presses that a pad delivers late with its own time. */
export interface PastAsk extends LastAsk {
  askedAt: number
  endedAt: number
}

/** Asks that are kept: pads were seen to deliver up to six minutes late, and asks are closed in seconds at best. */
export const PAST_ASKS = 64

export interface CounterState {
  shift: Shift | null
  paused: Pause | null
  matter: Matter | null
  /** Earlier matters of the visit in hand that wait for its one rating, oldest first. Their time stands still. */
  waiting: readonly Matter[]
  ask: OpenAsk | null
  lastAsk: LastAsk | null
  /** Newest last, at most PAST_ASKS. */
  pastAsks: readonly PastAsk[]
  /** Code of the item used last in this shift: the next matter opens with it. */
  lastItem: string | null
  /** Code that the clerk chose for the next matter. */
  nextItem: string | null
  /** The visit of the matter closed last in this shift: another one of the same citizen belongs to it. */
  lastVisit: string | null
  /** Matters of this shift that the program closed without a rating and the clerk has not explained. */
  unexplained: readonly string[]
  /** When the clerk last did anything. */
  activeMono: number
  /** Lies over any state but signed out. */
  locked: boolean
  padOnline: boolean
  /** Since when the PC sleeps. */
  asleep: { sinceAt: number; sinceMono: number } | null
}

/** @returns the state in which a counter starts: nobody signed in, no keypad seen yet. */
export const signedOut = (): CounterState => ({
  shift: null,
  paused: null,
  matter: null,
  waiting: [],
  ask: null,
  lastAsk: null,
  pastAsks: [],
  lastItem: null,
  nextItem: null,
  lastVisit: null,
  unexplained: [],
  activeMono: 0,
  locked: false,
  padOnline: false,
  asleep: null,
})

export type SignedIn = CounterState & { shift: Shift }
export type Paused = SignedIn & { paused: Pause }
export type Serving = SignedIn & { matter: Matter }
export type Asked = Serving & { ask: OpenAsk }

/** What is known of the state in each situation. `locked` comes before the state it lies over. */
export interface StateIn {
  'signed-out': CounterState
  locked: SignedIn
  paused: Paused
  asked: Asked
  serving: Serving
  idle: SignedIn
}
export type Situation = keyof StateIn

export const isSignedIn = (state: CounterState): state is SignedIn => state.shift !== null
export const isServing = (state: CounterState): state is Serving => isSignedIn(state) && state.matter !== null

/** An ask is only ever open inside a matter, and a matter only inside a shift. */
export const isAsked = (state: CounterState): state is Asked => isServing(state) && state.ask !== null

/** @returns the state's name, leaving the lock aside. */
export const stateName = (state: CounterState): Exclude<Situation, 'locked'> => {
  if (!state.shift) return 'signed-out'
  if (state.paused) return 'paused'
  if (isAsked(state)) return 'asked'
  return state.matter ? 'serving' : 'idle'
}

/** @returns the column of the table of rules: the lock, where it lies, else the state. */
export const situation = (state: CounterState): Situation => (state.locked ? 'locked' : stateName(state))

/** @returns the matter's time at work so far, in ms: pauses, sleep and stops of the program left out. */
export const servedMs = (matter: Matter, mono: number): number =>
  Math.round(
    matter.servedMs + (matter.runningSinceMono === null ? 0 : Math.max(0, mono - matter.runningSinceMono)),
  )

/** The moment that counts for the rating window: it stands still while the PC sleeps. */
export const windowMono = (state: CounterState, mono: number): number => state.asleep?.sinceMono ?? mono

/** @returns ms left of the rating window, 0 or more. */
export const leftMs = (ask: OpenAsk, mono: number): number => Math.max(0, Math.round(ask.endsMono - mono))

/** Stops the matter's time. */
export const stopTime = (matter: Matter | null, mono: number): Matter | null =>
  matter && { ...matter, servedMs: servedMs(matter, mono), runningSinceMono: null }

/** Lets the matter's time run again. */
export const runTime = (matter: Matter | null, mono: number): Matter | null =>
  matter && { ...matter, servedMs: servedMs(matter, mono), runningSinceMono: mono }

/** Whether two states differ in nothing but when the clerk was last active: no page shows that. */
export const sameButActivity = (one: CounterState, other: CounterState): boolean =>
  (Object.keys(one) as (keyof CounterState)[]).every((key) => key === 'activeMono' || one[key] === other[key])
