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

export interface ChainWatch {
  look(): ChainState[]
  /** Forgets what was checked. */
  restart(): void
}

export const createChainWatch = (store: Store): ChainWatch => {
  const done = new Map<string, Checked>()
  return {
    look: () => {
      let left = STEP
      return store.sums.logs().map(({ log, counter, entries }) => {
        const before = done.get(log) ?? UNCHECKED
        const after = left > 0 ? store.verifier.further(log, before, left) : before
        left -= after.seq - before.seq
        done.set(log, after)
        return { log, counter, entries, checked: after.seq, firstBad: after.firstBad }
      })
    },
    restart: () => done.clear(),
  }
}
