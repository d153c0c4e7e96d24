/**
 * How long entries must be kept: a pure decision. An entry may leave when the hall has signed for it, and that so long ago
 * that the site's months and 180 days are over. Both ends of that time are the hall's; the counter's own clocks can only
 * make it longer.
 */
import { fail, ok, type Result } from '../../shared/result.ts'

const DAY_MS = 86_400_000
/** Nothing younger leaves, whatever a policy says. */
export const LEAST_DAYS = 180

/** A receipt of the hall whose signature has been checked. */
export interface Received {
  /** The hall has every entry up to this one. */
  seq: number
  /** By the hall's clock, ms UTC. */
  at: number
}

export interface KeepFacts {
  /** The site's policy. */
  months: number
  /** This PC's clock, ms UTC. */
  now: number
  /** Whether the counter belongs to a hall. */
  hall: boolean
  /** How far the hall has acknowledged. */
  acked: number
  received: readonly Received[]
}

export interface Limit {
  /** The last entry that is settled and old enough. */
  through: number
  /** ms UTC: what is to leave came before. */
  before: number
  /** The newest time that the hall has told: an entry from later than this had a wrong clock. */
  newest: number
}

/** The same day and time so many months earlier, in UTC; the last day of a shorter month. */
const monthsBefore = (at: number, months: number): number => {
  const then = new Date(at)
  const day = then.getUTCDate()
  then.setUTCDate(1)
  then.setUTCMonth(then.getUTCMonth() - months)
  const last = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate()
  then.setUTCDate(Math.min(day, last))
  return then.getTime()
}

/** @returns the time (ms UTC) before which entries are old enough. */
export const keptSince = (now: number, months: number): number =>
  Math.min(now - LEAST_DAYS * DAY_MS, monthsBefore(now, months))

/** @returns how far entries may leave; keep/no-hall, keep/unsettled or keep/young when none may. */
export const keepLimit = ({ months, now, hall, acked, received }: KeepFacts): Result<Limit> => {
  if (!hall) return fail('keep/no-hall')
  const settled = received.filter(({ seq }) => seq <= acked).sort((a, b) => a.seq - b.seq)
  if (settled.length === 0) return fail('keep/unsettled')
  const newest = Math.max(...settled.map(({ at }) => at))
  // Where the two clocks disagree on what time it is, the earlier one lets less go.
  const before = keptSince(Math.min(now, newest), months)
  let through = 0
  for (const { seq, at } of settled) {
    if (at > before) break
    through = seq
  }
  return through > 0 ? ok({ through, before, newest }) : fail('keep/young', { day: dayOf(before) })
}

/** A day as the log's sentences name it, UTC. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
