/**
 * The state of every log's chain for the page. Checking a million entries takes seconds, so each look at the page
 * goes a bounded way on from where the last one stopped; `hall verify` and "from the start" check all of it.
 */
import type { Store } from '../store/store.ts'
import { type Checked, UNCHECKED } from '../store/verify.ts'

/** Entries checked in one look at the page: well under 0.1 s of work. */
const STEP = 5000

export interface ChainState {
  log: string
  counter: string
  entries: number
  checked: number
  firstBad: number | null
}

/** A check of all logs from their first entry that came to its end. */
export interface FullCheck {
  /** ms UTC. */
  at: number
  logs: number
  entries: number
  /** Logs that are not whole. */
  bad: number
}

export interface ChainWatch {
  look(): ChainState[]
  /** The last full check; null while one is under way. */
  lastCheck(): FullCheck | null
  /** Forgets what was checked. */
  restart(): void
}

const isDone = ({ checked, entries, firstBad }: ChainState) => firstBad !== null || checked >= entries

export const createChainWatch = (store: Store, now: () => number): ChainWatch => {
  const done = new Map<string, Checked>()
  let last: FullCheck | null = null

  const lookAt = (log: string, entries: number, most: number): Checked => {
    const before = done.get(log) ?? UNCHECKED
    const after = most > 0 ? store.verifier.further(log, before, most) : before
    const whole = after.seq >= entries
    return whole ? { ...after, firstBad: store.verifier.cutOff(log, after) } : after
  }

  return {
    look: () => {
      let left = STEP
      const states = store.sums.logs().map(({ log, counter, entries }): ChainState => {
        const before = done.get(log) ?? UNCHECKED
        const after = lookAt(log, entries, left)
        left -= after.seq - before.seq
        done.set(log, after)
        return { log, counter, entries, checked: after.seq, firstBad: after.firstBad }
      })
      if (last === null && states.every(isDone))
        last = {
          at: now(),
          logs: states.length,
          entries: states.reduce((sum, { checked }) => sum + checked, 0),
          bad: states.filter(({ firstBad }) => firstBad !== null).length,
        }
      return states
    },
    lastCheck: () => last,
    restart: () => {
      done.clear()
      last = null
    },
  }
}
