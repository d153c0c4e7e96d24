import type { Clock } from '../shared/clock.ts'

/** Resolves with `work`, or after `ms` without it. No timer is left behind: it would keep the process alive. */
export const within = async (clock: Clock, ms: number, work: Promise<unknown>): Promise<void> => {
  let cancel = () => {}
  const late = new Promise<void>((done) => {
    cancel = clock.after(ms, done)
  })
  await Promise.race([work, late]).finally(() => cancel())
}
