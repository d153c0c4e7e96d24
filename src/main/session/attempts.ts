/** Five wrong passwords for a name, then a minute's wait; also for names that do not exist. */
import type { Clock } from '../../shared/clock.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

const TRIES = 5
const WAIT_MS = 60_000
/** Names kept at most; the oldest goes first. A hall has a few hundred staff. */
const NAMES = 10_000

export interface Attempts {
  /** session/wait with the seconds left, or ok. Counts as a try until `right` is called. */
  take(name: string): Result<void>
  right(name: string): void
}

/** @param clock waits are measured monotonically: setting the PC clock does not shorten them. */
export const createAttempts = (clock: Clock): Attempts => {
  const wrong = new Map<string, { count: number; since: number }>()
  return {
    take: (name) => {
      const now = clock.mono()
      const seen = wrong.get(name)
      const known = seen && now - seen.since < WAIT_MS ? seen : { count: 0, since: now }
      if (known.count >= TRIES)
        return fail('session/wait', { seconds: Math.ceil((WAIT_MS - (now - known.since)) / 1000) })
      // The minute runs from the last wrong try.
      wrong.delete(name)
      wrong.set(name, { count: known.count + 1, since: now })
      const oldest = wrong.keys().next()
      if (wrong.size > NAMES && !oldest.done) wrong.delete(oldest.value)
      return ok(undefined)
    },
    right: (name) => {
      wrong.delete(name)
    },
  }
}
