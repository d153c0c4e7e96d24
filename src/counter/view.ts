/** What pages see of the counter. The state holds no level, so neither does this. */
import type { Item } from '../shared/people.ts'
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
 * @param nextItem what the next matter opens with, unless another is chosen.
 * @returns the counter as of `now`; durations in ms.
 */
export const view = (state: CounterState, now: Now, nextItem: Item): CounterView => {
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
    nextItem: { code: nextItem.code, name: nextItem.name },
  }
}
