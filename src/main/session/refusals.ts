/** Wrong tries outlive the program: whoever may start it again must not thereby get five more. */
import type { LogReader } from '../../db/log/reader.ts'
import { type Attempts, WAIT_MS } from '../../keys/attempts.ts'
import { isKind, parseBody } from '../../shared/entries.ts'
import { installerSchema } from './installers.ts'

/** Entries looked at: in a minute of trying there are fewer. */
const LAST = 500

/** Under which name `attempts` counts the tries of `who`, as the log names them. */
export const attemptsName = (who: string): string =>
  installerSchema.safeParse(who).success ? `role:${who}` : `staff:${who}`

/** Counts the wrong passwords of the last minute that the log knows. @param now wall clock, ms UTC. */
export const rememberRefusals = (log: LogReader, attempts: Attempts, now: number): void => {
  const wrong = new Map<string, { count: number; at: number }>()
  const from = Math.max(1, log.head().seq - LAST)
  for (const { body } of log.entries(from, LAST + 1, Number.MAX_SAFE_INTEGER)) {
    const parsed = parseBody(body)
    if (!parsed.ok) continue
    const { entry } = parsed
    // Whoever got in has shown that the tries before were mistakes.
    if (isKind(entry, 'shift.opened')) wrong.delete(entry.staff)
    if (isKind(entry, 'session.unlocked') && entry.by !== null) wrong.delete(entry.by)
    if (!isKind(entry, 'session.refused') || entry.why !== 'wrong-password') continue
    // A clock that was set back since counts as no time at all.
    if (now - entry.at >= WAIT_MS) continue
    const before = wrong.get(entry.who)
    wrong.set(entry.who, { count: (before?.count ?? 0) + 1, at: entry.at })
  }
  for (const [who, { count, at }] of wrong) attempts.remember(attemptsName(who), count, Math.max(0, now - at))
}
