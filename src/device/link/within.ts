import type { Clock } from '../../shared/clock.ts'

/** @returns what `work` gives, or null after `ms`. */
export const within = <T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | null> =>
  new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(null))
    void work.then((value) => {
      cancel()
      resolve(value)
    })
  })
