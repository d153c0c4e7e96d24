/** A held key counts once. */
import type { Clock } from '../../shared/clock.ts'

/** Windows repeats a held key every 33 to 400 ms, by the user's setting: what comes as soon is the same press. */
const REPEAT_MS = 420
/** The first repeat comes after 250 to 1000 ms, so what comes within this may be one, or a second press. */
const DELAY_MS = 1_100

/**
 * Electron tells no key-up. Calls `run` at once for a press that stands alone; for one that follows another within
 * about a second, after it is clear that no repeats follow it.
 */
export const oncePerPress = (clock: Clock, run: () => void): (() => void) => {
  let last = Number.NEGATIVE_INFINITY
  let cancel = () => {}
  return () => {
    const now = clock.mono()
    const gap = now - last
    last = now
    cancel()
    if (gap > DELAY_MS) run()
    else if (gap > REPEAT_MS) cancel = clock.after(REPEAT_MS, run)
  }
}
