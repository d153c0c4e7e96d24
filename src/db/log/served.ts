/** How long an unfinished matter was really worked on, as far as the entries know. */
import { type Envelope, isKind } from '../../shared/entries.ts'

/**
 * Adds up the time at work on a matter from the entries that follow and include its matter.opened. Monotonic time counts
 * only within one start of the program, so each start counts up to its last entry: what came after that, until the
 * program died, nobody knows. Pauses and sleep are left out.
 * @returns ms.
 */
export const servedUntil = (entries: Iterable<Envelope>): number => {
  let served = 0
  let boot: string | null = null
  let mono = 0
  let paused = false
  let asleep = false
  for (const entry of entries) {
    if (entry.boot !== boot) asleep = false
    else if (!paused && !asleep) served += Math.max(0, entry.mono - mono)
    boot = entry.boot
    mono = entry.mono
    if (isKind(entry, 'shift.paused')) paused = true
    if (isKind(entry, 'shift.resumed')) paused = false
    if (isKind(entry, 'app.suspended')) asleep = true
    if (isKind(entry, 'app.resumed')) asleep = false
  }
  return served
}
