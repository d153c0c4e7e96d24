/**
 * A clerk's own results: sums of whole finished days, each of ten ratings or more (docs/decisions/011). What a sum held
 * when it was first shown is written into the log, and the next one begins after it: no two sums ever share a rating, so
 * none can be had by taking one from another.
 */
import type { Unshown } from '../../db/log/results.ts'
import type { OwnResults } from '../../shared/commands/work.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Parts } from '../parts.ts'

/** Ratings in a sum, at least. */
export const LEAST = 10

/** `YYYY-MM-DD` of this PC. */
const localDay = (at: number): string => {
  const day = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/**
 * Cuts ratings into sums at the ends of their days; what is left has to wait for more.
 * @param rows in the order of the log: a clock that was set back puts no rating into a sum that was shown before.
 * @returns the last seq and the number of ratings of each sum.
 */
export const cutSums = (rows: readonly Unshown[], today: string): { through: number; ratings: number }[] => {
  const unfinished = rows.findIndex(({ at }) => localDay(at) === today)
  const finished = unfinished === -1 ? rows : rows.slice(0, unfinished)
  const sums: { through: number; ratings: number }[] = []
  let ratings = 0
  for (const [index, { seq, at }] of finished.entries()) {
    ratings += 1
    const next = finished[index + 1]
    const dayEnds = !next || localDay(next.at) !== localDay(at)
    if (!dayEnds || ratings < LEAST) continue
    sums.push({ through: seq, ratings })
    ratings = 0
  }
  return sums
}

/** What the clerk of the open shift may see; data/… where the log cannot take that it was shown. */
export const ownResults = (parts: Parts): Result<OwnResults> => {
  const { shift, locked } = parts.counter.state()
  if (!shift) return fail('counter/signed-out')
  if (locked) return fail('counter/locked')
  const who = shift.staff.number
  const fresh = cutSums(parts.log.unshown(who), localDay(parts.clock.now()))
  if (fresh.length > 0) {
    const stamp = parts.stamp()
    const told = parts.counter.record(
      ...fresh.map((sum) => ({ kind: 'results.shown' as const, ...stamp, who, ...sum })),
    )
    if (!told.ok) return told
  }
  const sums = parts.log
    .shownSums(who)
    .map(({ from, to, ratings, counts }) => ({ from: localDay(from), to: localDay(to), ratings, counts }))
  return ok({ least: LEAST, labelSet: parts.settings.roster().policy.labelSet, sums })
}
