/** Tells the changes that the clerk made from those that came by themselves, under a pointer that meant something else. */
import { useLayoutEffect, useState } from 'react'
import type { Clock } from '../../shared/clock.ts'
import { pageClock } from '../clock.ts'

/** A pointer needs this long to see that the button beneath it has become another one. */
const SETTLE_MS = 600
/** The push of a command's change may come this long after the command's answer. */
const LATE_PUSH_MS = 300

export interface OwnChange {
  /** Runs a command of the clerk: what changes meanwhile is the clerk's own doing. */
  doing<T>(command: () => Promise<T>): Promise<T>
  /** The counter is now in the state `about`. */
  saw(about: string): void
  /** false for 600 ms after a change that came by itself: a click now was meant for what stood there before. */
  isSettled(): boolean
}

export const createOwnChange = (clock: Clock): OwnChange => {
  let last: string | null = null
  let running = 0
  let endedAt = Number.NEGATIVE_INFINITY
  let movedAt = Number.NEGATIVE_INFINITY
  return {
    doing: async (command) => {
      running += 1
      try {
        return await command()
      } finally {
        running -= 1
        endedAt = clock.mono()
      }
    },
    saw: (about) => {
      const own = running > 0 || clock.mono() - endedAt < LATE_PUSH_MS
      if (last !== null && last !== about && !own) movedAt = clock.mono()
      last = about
    },
    isSettled: () => clock.mono() - movedAt >= SETTLE_MS,
  }
}

/** @param about names the counter's state; a new name is a change. */
export const useOwnChange = (about: string): OwnChange => {
  const [own] = useState(() => createOwnChange(pageClock))
  useLayoutEffect(() => own.saw(about), [own, about])
  return own
}
