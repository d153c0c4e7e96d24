/** What pages see of the counter. The state holds no level, so neither does this. */
import type { Policy } from '../shared/people.ts'
import type { CounterStateName, CounterView, NextStep } from '../shared/views.ts'
import { type CounterState, leftMs, type Now, servedMs, stateName, windowMono } from './state.ts'

const NEXT: Record<CounterStateName, NextStep> = {
  'signed-out': 'sign-in',
  paused: 'resume',
  idle: 'open',
  serving: 'ask',
  asked: 'wait',
}

const nextStep = (state: CounterState, mono: number): NextStep => {
  if (state.locked) return 'unlock'
  const { ask } = state
  return ask && (ask.earlyUntilMono === null || mono >= ask.earlyUntilMono)
    ? 'close-and-open'
    : NEXT[stateName(state)]
}

/**
 * @param _policy the open ask keeps the window it was opened with, so that a new policy does not move its end.
 * @returns the counter as of `now`; durations in ms.
 */
export const view = (state: CounterState, now: Now, _policy: Policy): CounterView => {
  const mono = windowMono(state, now.mono)
  const { matter, ask, shift, paused } = state
  return {
    state: stateName(state),
    locked: state.locked,
    staff: shift && { ...shift.staff },
    next: nextStep(state, mono),
    pauseReason: paused?.reason ?? null,
    matter: matter && {
      id: matter.id,
      item: { code: matter.item.code, name: matter.item.name },
      reference: matter.reference,
      servedMs: servedMs(matter, now.mono),
      running: matter.runningSinceMono !== null,
      limitMs: matter.item.limitMs,
    },
    ask: ask && { id: ask.id, windowMs: ask.windowMs, leftMs: leftMs(ask, mono) },
  }
}
