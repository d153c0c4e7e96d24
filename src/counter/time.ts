/** What time alone does: the end of the rating window, the lock of a counter that nobody uses, and the sleep of the PC. */

import type { Policy } from '../shared/people.ts'
import { closeMatter } from './matter.ts'
import { lock } from './shift.ts'
import { type CounterState, isAsked, isSignedIn, type Matter, runTime, stopTime } from './state.ts'
import { after, type Context, draft, type Step, still } from './step.ts'

const windowDue = (state: CounterState, ctx: Context): Step => {
  if (!isAsked(state)) return still(state)
  const { ask } = state
  if (ctx.now.mono >= ask.endsMono)
    return closeMatter(state, { reason: ask.padWasOffline ? 'pad-offline' : 'no-press' }, ctx)
  return ask.earlyUntilMono !== null && ctx.now.mono >= ask.earlyUntilMono
    ? still({ ...state, ask: { ...ask, earlyUntilMono: null } })
    : still(state)
}

/** When the counter locks itself; null: it does not, or is locked. */
const idleAt = (state: CounterState, { idleLockMs }: Policy): number | null =>
  state.shift && !state.locked && idleLockMs !== null ? state.activeMono + idleLockMs : null

const lockDue = (state: CounterState, ctx: Context): Step => {
  const at = idleAt(state, ctx.policy)
  return isSignedIn(state) && at !== null && ctx.now.mono >= at
    ? lock(state, { type: 'lock', why: 'idle' }, ctx)
    : still(state)
}

/**
 * Does what is due at this moment. Runs before every input, so that the outcome depends on when something happened
 * and not on whether the timer or the input was served first: a press on the stroke of the end is too late either way.
 */
export const settle = (state: CounterState, ctx: Context): Step => {
  if (state.asleep) return still(state)
  const closed = windowDue(state, ctx)
  return { ...after(closed, (now) => lockDue(now, ctx)), reply: closed.reply }
}

/** @returns when (monotonic ms) a `tick` is due, or null: nothing waits for time. */
export const nextWake = (state: CounterState, policy: Policy): number | null => {
  if (state.asleep) return null
  const window = state.ask && (state.ask.earlyUntilMono ?? state.ask.endsMono)
  const idle = idleAt(state, policy)
  return window !== null && idle !== null ? Math.min(window, idle) : (window ?? idle)
}

export const suspend = (state: CounterState, _input: unknown, ctx: Context): Step => {
  if (state.asleep) return still(state)
  return {
    ...still({
      ...state,
      matter: stopTime(state.matter, ctx.now.mono),
      asleep: { sinceAt: ctx.now.at, sinceMono: ctx.now.mono },
    }),
    entries: [draft(state, ctx.now, { kind: 'app.suspended' })],
  }
}

/**
 * The PC is awake again. The monotonic clock stands still in sleep on some systems and runs on others: whatever it
 * ran is taken out of the window and of the pause, so that both mean the same everywhere. `sleptMs` can therefore only
 * be read from the wall clock, which is good enough for a note and measures no work.
 */
export const awake = (state: CounterState, _input: unknown, ctx: Context): Step => {
  const { asleep, ask, paused, matter } = state
  if (!asleep) return still(state)
  const ran = Math.max(0, ctx.now.mono - asleep.sinceMono)
  const sleptMs = Math.max(Math.round(ran), ctx.now.at - asleep.sinceAt, 0)
  const undoable = <M extends Matter | null>(one: M): M =>
    one && one.undoUntilMono !== null ? { ...one, undoUntilMono: one.undoUntilMono + ran } : one
  return {
    ...still({
      ...state,
      asleep: null,
      // Nobody was at the counter while it slept: after a long sleep it is locked at once.
      activeMono: state.activeMono + ran - sleptMs,
      matter: undoable(paused ? matter : runTime(matter, ctx.now.mono)),
      waiting: state.waiting.map(undoable),
      paused: paused && { ...paused, sinceMono: paused.sinceMono + ran },
      ask: ask && {
        ...ask,
        earlyUntilMono: ask.earlyUntilMono === null ? null : ask.earlyUntilMono + ran,
        endsMono: ask.endsMono + ran,
      },
    }),
    entries: [draft(state, ctx.now, { kind: 'app.resumed', sleptMs })],
  }
}
