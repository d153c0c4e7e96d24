/** What pages see of the counter. The state holds no level, so neither does this. */
import type { CounterStateName, CounterView, NextStep } from '../shared/views.ts'
import type { Preselected } from './matter.ts'
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

/** From this share of the time limit on the page warns. */
const WARN_SHARE = 0.8

/**
 * @param nextItem what the next matter opens with, unless another is chosen.
 * @returns the counter as of `now`; durations in ms.
 */
export const view = (state: CounterState, now: Now, nextItem: Preselected): CounterView => {
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
      warnMs: matter.item.limitMs && Math.round(matter.item.limitMs * WARN_SHARE),
      undoMs: ask || matter.undoUntilMono === null ? 0 : Math.max(0, Math.round(matter.undoUntilMono - mono)),
    },
    waiting: state.waiting.map(({ id, item, reference, servedMs }) => ({
      ...{ id, item: { code: item.code, name: item.name }, reference },
      servedMs: Math.round(servedMs),
    })),
    ask: ask && { id: ask.id, windowMs: ask.windowMs, leftMs: leftMs(ask, mono) },
    nextItem: { code: nextItem.item.code, name: nextItem.item.name, why: nextItem.why },
  }
}
