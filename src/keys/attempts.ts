/** Five wrong tries under one name (a staff number, a role, an address), then a minute's wait; also for names that do not exist. */
import type { Clock } from '../shared/clock.ts'

const TRIES = 5
export const WAIT_MS = 60_000
/** Names remembered at most; the oldest goes first. */
const NAMES = 10_000

export interface Attempts {
  /** Counts a try. @returns 0 when it may be made, else the seconds to wait. */
  take(name: string): number
  /** Counts wrong tries that were made before the program started, the last one `agoMs` ago. */
  remember(name: string, count: number, agoMs: number): void
  /** The try was right: its name starts afresh. */
  right(name: string): void
}

/** Waits are measured monotonically: setting the clock does not shorten them. */
export const createAttempts = (clock: Clock): Attempts => {
  const wrong = new Map<string, { count: number; since: number }>()
  return {
    take: (name) => {
      const now = clock.mono()
      const seen = wrong.get(name)
      const count = seen && now - seen.since < WAIT_MS ? seen.count : 0
      if (seen && count >= TRIES) return Math.ceil((WAIT_MS - (now - seen.since)) / 1000)
      wrong.delete(name)
      wrong.set(name, { count: count + 1, since: now })
      const oldest = wrong.keys().next()
      if (wrong.size > NAMES && !oldest.done) wrong.delete(oldest.value)
      return 0
    },
    remember: (name, count, agoMs) => {
      wrong.set(name, { count, since: clock.mono() - agoMs })
    },
    right: (name) => {
      wrong.delete(name)
    },
  }
}
