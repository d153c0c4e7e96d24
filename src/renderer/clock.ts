import type { Clock } from '../shared/clock.ts'

/** The page's one source of time: every timer and every measured duration of the renderer comes from here. */
export const pageClock: Clock = {
  now: () => Date.now(),
  mono: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
