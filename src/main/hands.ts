/** Hands at work in other programs: they keep the counter from locking itself, where the host can tell of them. */
import type { Clock } from '../shared/clock.ts'

/** How often it is looked, ms; more often where the counter locks itself sooner than twice that. */
const EVERY_MS = 60_000

export interface HandsOptions {
  clock: Clock
  /** ms since anybody last touched the PC. */
  untouchedMs(): number
  /** The policy's time; null: the counter never locks itself. */
  idleLockMs(): number | null
  /** Somebody was at work since it was looked last. */
  active(): void
}

/** @returns ends the watch. */
export const watchHands = ({ clock, untouchedMs, idleLockMs, active }: HandsOptions): (() => void) => {
  let cancel = () => {}
  const wait = () => {
    const ms = Math.min(EVERY_MS, (idleLockMs() ?? EVERY_MS * 2) / 2)
    cancel = clock.after(ms, () => {
      if (untouchedMs() < ms) active()
      wait()
    })
  }
  wait()
  return () => cancel()
}
