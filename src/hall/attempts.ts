/** Five wrong tries from one address, then a minute's wait. */
import type { Clock } from '../shared/clock.ts'

const TRIES = 5
const WAIT_MS = 60_000
/** Addresses remembered at most; the oldest goes first. */
const ADDRESSES = 10_000

export interface Attempts {
  /** Counts a try. @returns 0 when it may be made, else the seconds to wait. */
  take(address: string): number
  /** The try was right: its address starts afresh. */
  right(address: string): void
}

/** Waits are measured monotonically: setting the clock does not shorten them. */
export const createAttempts = (clock: Clock): Attempts => {
  const wrong = new Map<string, { count: number; since: number }>()
  return {
    take: (address) => {
      const now = clock.mono()
      const seen = wrong.get(address)
      const count = seen && now - seen.since < WAIT_MS ? seen.count : 0
      if (seen && count >= TRIES) return Math.ceil((WAIT_MS - (now - seen.since)) / 1000)
      wrong.delete(address)
      wrong.set(address, { count: count + 1, since: now })
      const oldest = wrong.keys().next()
      if (wrong.size > ADDRESSES && !oldest.done) wrong.delete(oldest.value)
      return 0
    },
    right: (address) => {
      wrong.delete(address)
    },
  }
}
