import type { Clock } from '../shared/clock.ts'

/** The real clock of this process. A monotonic reading counts from the process's start. */
export const systemClock: Clock = {
  now: () => Date.now(),
  mono: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
