/** The clocks of the page, counted on from the last counter section. All times in ms; `at` and `now` are clock.mono(). */
import type { CounterView } from '../shared/views.ts'

/** @returns time at work on the matter in hand; 0 without one. Stands still while the counter says so. */
export const servedNow = (counter: CounterView, at: number, now: number): number => {
  if (!counter.matter) return 0
  return counter.matter.servedMs + (counter.matter.running ? Math.max(0, now - at) : 0)
}

/** @returns what is left of the rating window, never below 0; null when nothing is asked. */
export const leftNow = (counter: CounterView, at: number, now: number): number | null =>
  counter.ask ? Math.max(0, counter.ask.leftMs - Math.max(0, now - at)) : null

/** @returns how long the matter in hand can still be taken back, never below 0. */
export const undoLeft = (counter: CounterView, at: number, now: number): number =>
  counter.matter ? Math.max(0, counter.matter.undoMs - Math.max(0, now - at)) : 0

/** @returns `within`, `near` (from `warnMs` on) or `over` the item's time limit. */
export const limitState = (
  servedMs: number,
  { limitMs, warnMs }: { limitMs: number | null; warnMs: number | null },
): 'within' | 'near' | 'over' => {
  if (limitMs !== null && servedMs > limitMs) return 'over'
  return warnMs !== null && servedMs >= warnMs ? 'near' : 'within'
}
