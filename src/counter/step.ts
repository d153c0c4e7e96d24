/** What goes into a step of the counter and what comes out of it. */
import type { z } from 'zod'
import type { didSchema } from '../shared/commands/work.ts'
import type { EntryDraft, EntryFields } from '../shared/entries.ts'
import type { ErrorCode } from '../shared/errors.ts'
import type { PadMoment, Press } from '../shared/pad.ts'
import type { Item, PauseReason, Policy } from '../shared/people.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import type { CounterState, Now } from './state.ts'

export type CounterInput =
  | { type: 'sign-in'; staff: { number: string; name: string } }
  | { type: 'sign-out'; why: EntryFields<'shift.closed'>['why'] }
  | { type: 'lock'; why: EntryFields<'session.locked'>['why'] }
  | { type: 'unlock' }
  | { type: 'next' }
  | { type: 'ask' }
  | { type: 'ask-again' }
  | { type: 'unrated'; reason: string }
  | { type: 'pause'; reason: PauseReason }
  | { type: 'resume' }
  | { type: 'open'; item?: string | undefined; reference?: string | undefined }
  | { type: 'add'; item?: string | undefined; reference?: string | undefined }
  | { type: 'undo' }
  | { type: 'next-item'; code: string | null }
  | { type: 'change-item'; code: string; matter?: string | undefined }
  | { type: 'explain'; matter: string; reason: string }
  /** The clerk did something that is none of the counter's business, e.g. searched for an item. */
  | { type: 'active' }
  | { type: 'press'; press: Press }
  | { type: 'pad'; online: boolean }
  | { type: 'tick' }
  | { type: 'suspend' }
  | { type: 'awake' }
export type InputType = CounterInput['type']
export type InputOf<T extends InputType> = Extract<CounterInput, { type: T }>

export interface Context {
  now: Now
  /** A fresh UUIDv7 at each call. */
  newId(): string
  policy: Policy
  /** Looks an item up by its code. */
  items(code: string): Item | undefined
  defaultItem: Item
  /** Code of the item that this window does most; null: none yet. */
  usualItem(): string | null
  /** A matter as the log has it; undefined: no such matter, or one that was undone. */
  recorded(matter: string): Recorded | undefined
}

/** What the rules ask of a matter that is no longer in hand. */
export interface Recorded {
  shift: string
  outcome: 'open' | 'rated' | 'unrated'
  item: string
  reason: string | null
  explained: string | null
}

/** What the program does after the entries are committed, in this order. */
export type Effect = { type: 'pad'; moment: PadMoment } | { type: 'deliver' }
export type Did = z.infer<typeof didSchema>

/**
 * The entries are committed first; only then does `state` become the counter's and are the effects carried out.
 * A step can hold entries and a refusal at once: what was due had happened before the command came.
 */
export interface Step {
  state: CounterState
  entries: EntryDraft[]
  effects: Effect[]
  reply: Result<Did>
}

/** Nothing to record and nothing to do. */
export const still = (state: CounterState, did: Did = { did: 'changed' }): Step => ({
  state,
  entries: [],
  effects: [],
  reply: ok(did),
})

/** Answered instead of carried out. */
export const refuse = (
  state: CounterState,
  code: ErrorCode,
  params?: Record<string, string | number>,
): Step => ({ ...still(state), reply: fail(code, params) })

/** One step after the other: what both record and do, the second's answer. */
export const after = (first: Step, next: (state: CounterState) => Step): Step => {
  const second = next(first.state)
  return {
    state: second.state,
    entries: [...first.entries, ...second.entries],
    effects: [...first.effects, ...second.effects],
    reply: second.reply,
  }
}

type Bare<E> = E extends EntryDraft ? Omit<E, 'at' | 'mono' | 'by'> : never

/** An entry of this moment. `by` is the shift's staff number, or null where nobody is signed in. */
export const draft = (state: CounterState, now: Now, entry: Bare<EntryDraft>): EntryDraft => ({
  ...entry,
  at: now.at,
  mono: now.mono,
  by: state.shift?.staff.number ?? null,
})

/** What the keypad is to be told, unless there is none to hear it: on reconnect it gets what fits that moment. */
export const pad = (state: CounterState, moment: PadMoment): Effect[] =>
  state.padOnline ? [{ type: 'pad', moment }] : []

export const DELIVER: Effect = { type: 'deliver' }

/** A rule of the table: what one input does in one situation. */
export type Rule<S extends CounterState, I> = (state: S, input: I, ctx: Context) => Step

/** A rule that only refuses. */
export const no =
  (code: ErrorCode): Rule<CounterState, unknown> =>
  (state) =>
    refuse(state, code)
