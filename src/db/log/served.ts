/** How long an unfinished matter was really worked on, as far as the entries know. */
import { type Envelope, isKind } from '../../shared/entries.ts'

/**
 * Adds up the time at work on a matter from the entries that follow and include its matter.opened. Monotonic time counts
 * only within one start of the program, so each start counts up to its last entry: what came after that, until the
 * program died, nobody knows. Pauses and sleep are left out, and the time in which a later matter of the visit was in
 * hand.
 * @returns ms.
 */
export const servedUntil = (entries: Iterable<Envelope>): number => {
  let served = 0
  let boot: string | null = null
  let mono = 0
  let paused = false
  let asleep = false
  /** Matters in hand, the first the one that is measured, the last the one worked on. */
  const hand: string[] = []
  for (const entry of entries) {
    if (entry.boot !== boot) asleep = false
    else if (!paused && !asleep && hand.length <= 1) served += Math.max(0, entry.mono - mono)
    boot = entry.boot
    mono = entry.mono
    if (isKind(entry, 'shift.paused')) paused = true
    if (isKind(entry, 'shift.resumed')) paused = false
    if (isKind(entry, 'app.suspended')) asleep = true
    if (isKind(entry, 'app.resumed')) asleep = false
    if (isKind(entry, 'matter.opened')) hand.push(entry.matter)
    if (isKind(entry, 'matter.undone') && hand.at(-1) === entry.matter) hand.pop()
  }
  return served
}
