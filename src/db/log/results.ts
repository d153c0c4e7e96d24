/** A clerk's own ratings as sums. SQL adds the levels up: that of one rating never leaves the database. */
import type { Db } from '../../sqlite/port.ts'

/** A rating that no sum has shown yet. */
export interface Unshown {
  seq: number
  /** ms UTC. */
  at: number
}

export interface ShownSum {
  /** Of the first and the last rating, ms UTC. */
  from: number
  to: number
  ratings: number
  /** How many of each level, the best first. */
  counts: number[]
}

/** Sums told at most, the newest. */
const MOST = 60

/** Prepares the ratings of `staff` that no sum has shown, in the order of the log. */
export const unshownOf = (db: Db) => {
  const rows = db.prepare<[string], Unshown>(
    `select seq, at from press where staff = ? and verdict = 'counted' and shown is null order by seq`,
  )
  return (staff: string): Unshown[] => rows.all(staff)
}

interface SumRow {
  first: number
  last: number
  ratings: number
  n5: number
  n4: number
  n3: number
  n2: number
  n1: number
}

/**
 * Prepares the sums that were shown to `staff`, newest first. A sum of which ratings have left the log is not told any more: next
 * to what it said before, the rest would give them away.
 */
export const shownSumsOf = (db: Db) => {
  const levels = [5, 4, 3, 2, 1].map((level) => `count(*) filter (where level = ${level}) as n${level}`)
  const rows = db.prepare<[string], SumRow>(
    `select min(at) as first, max(at) as last, count(*) as ratings, ${levels.join(', ')}
      from press where staff = ? and shown is not null group by shown
        having count(*) = (select body ->> '$.ratings' from entry where id = shown) order by max(id) desc limit ${MOST}`,
  )
  return (staff: string): ShownSum[] =>
    rows.all(staff).map(({ first, last, ratings, n5, n4, n3, n2, n1 }) => ({
      ...{ from: first, to: last, ratings },
      counts: [n5, n4, n3, n2, n1],
    }))
}
