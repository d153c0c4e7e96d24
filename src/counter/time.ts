/** What time alone does: the end of the rating window, and the sleep of the PC. */
import { closeMatter } from './matter.ts'
import { type CounterState, isAsked, runTime, stopTime } from './state.ts'
import { type Context, draft, type Step, still } from './step.ts'

/**
 * Does what is due at this moment. Runs before every input, so that the outcome depends on when something happened
 * and not on whether the timer or the input was served first: a press on the stroke of the end is too late either way.
 */
export const settle = (state: CounterState, ctx: Context): Step => {
  if (!isAsked(state) || state.asleep) return still(state)
  const { ask } = state
  if (ctx.now.mono >= ask.endsMono)
    return closeMatter(state, { reason: ask.padWasOffline ? 'pad-offline' : 'no-press' }, ctx)
  return ask.earlyUntilMono !== null && ctx.now.mono >= ask.earlyUntilMono
    ? still({ ...state, ask: { ...ask, earlyUntilMono: null } })
    : still(state)
}

/** @returns when (monotonic ms) a `tick` is due, or null: nothing waits for time. */
export const nextWake = (state: CounterState): number | null =>
  state.ask && !state.asleep ? (state.ask.earlyUntilMono ?? state.ask.endsMono) : null

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
  return {
    ...still({
      ...state,
      asleep: null,
      matter: paused ? matter : runTime(matter, ctx.now.mono),
      paused: paused && { ...paused, sinceMono: paused.sinceMono + ran },
      ask: ask && {
        ...ask,
        earlyUntilMono: ask.earlyUntilMono === null ? null : ask.earlyUntilMono + ran,
        endsMono: ask.endsMono + ran,
      },
    }),
    entries: [
      draft(state, ctx.now, {
        kind: 'app.resumed',
        sleptMs: Math.max(Math.round(ran), ctx.now.at - asleep.sinceAt, 0),
      }),
    ],
  }
}
