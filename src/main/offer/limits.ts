/** How much a neighbour in the network may ask, and how much of what was refused is written down. */
import type { Clock } from '../../shared/clock.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** A pull of a million entries, three years of a busy window, is a thousand requests. */
const REQUESTS_A_MINUTE = 2_400
/** Refused requests cost this many: who guesses is soon told to wait. */
export const REFUSED_COSTS = 240
/** Addresses remembered; the oldest goes first. */
const ADDRESSES = 1_000

export interface Limits {
  /** Counts a request. @returns 0 when it may go on, else the seconds to wait. */
  take(address: string): number
  /** What was asked was refused. */
  refused(address: string): void
}

/** Time is measured monotonically: setting the clock makes nothing free. */
export const createLimits = (clock: Clock): Limits => {
  const spent = new Map<string, { count: number; since: number }>()
  const of = (address: string) => {
    const now = clock.mono()
    const before = spent.get(address)
    if (before && now - before.since < MINUTE_MS) return before
    const fresh = { count: 0, since: now }
    spent.delete(address)
    spent.set(address, fresh)
    const oldest = spent.keys().next()
    if (spent.size > ADDRESSES && !oldest.done) spent.delete(oldest.value)
    return fresh
  }
  return {
    take: (address) => {
      const one = of(address)
      if (one.count >= REQUESTS_A_MINUTE) return Math.ceil((MINUTE_MS - (clock.mono() - one.since)) / 1000)
      one.count += 1
      return 0
    },
    refused: (address) => {
      of(address).count += REFUSED_COSTS - 1
    },
  }
}

/** Incidents of refused requests: one an address and code in ten minutes, twelve an hour in all. */
const ONE_IN_MS = 10 * MINUTE_MS
const AN_HOUR = 12

/** @returns whether a refusal is to be written down, and how many were not since the last. */
export const createRefusalNotes = (clock: Clock): ((code: string, address: string) => number | null) => {
  let noted: { key: string; at: number }[] = []
  let left = 0
  return (code, address) => {
    const now = clock.mono()
    const key = `${code} ${address}`
    noted = noted.filter(({ at }) => now - at < HOUR_MS)
    const lately = noted.some((one) => one.key === key && now - one.at < ONE_IN_MS)
    if (lately || noted.length >= AN_HOUR) {
      left += 1
      return null
    }
    noted.push({ key, at: now })
    const before = left
    left = 0
    return before
  }
}
