/**
 * The state of every log's chain for the page. Checking a million entries takes seconds, so each look at the page
 * goes a bounded way on from where the last one stopped; `hall verify` and "from the start" check all of it.
 */

import type { LogVerdict } from '../../shared/verdict.ts'
import type { Store } from '../store/store.ts'
import type { LogCheck } from '../store/verify.ts'

/** Entries checked in one look at the page: well under 0.1 s of work. */
const STEP = 5000

export interface ChainState {
  log: string
  counter: string
  entries: number
  checked: number
  firstBad: number | null
  verdict: LogVerdict
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

const isDone = ({ checked, entries, verdict }: ChainState) => verdict !== 'ok' || checked >= entries

export const createChainWatch = (store: Store, now: () => number): ChainWatch => {
  const checks = new Map<string, LogCheck>()
  let last: FullCheck | null = null

  const checkOf = (log: string, counter: string): LogCheck => {
    const known = checks.get(log)
    if (known) return known
    const begun = store.verifier.begin(log, counter)
    checks.set(log, begun)
    return begun
  }

  return {
    look: () => {
      let left = STEP
      const states = store.sums.logs().map(({ log, counter, entries }): ChainState => {
        const check = checkOf(log, counter)
        if (left > 0) left -= check.further(left)
        const checked = check.seq()
        const { firstBad, verdict } = check.verdict(checked >= entries)
        return { log, counter, entries, checked, firstBad, verdict }
      })
      if (last === null && states.every(isDone))
        last = {
          at: now(),
          logs: states.length,
          entries: states.reduce((sum, { checked }) => sum + checked, 0),
          bad: states.filter(({ verdict }) => verdict !== 'ok').length,
        }
      return states
    },
    lastCheck: () => last,
    restart: () => {
      checks.clear()
      last = null
    },
  }
}
