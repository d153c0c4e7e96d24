/** Whether a request may read the log: a token of this counter's hall or of itself, still good, used by its holder. */
import { localTime } from '../../db/export/csv.ts'
import { pullRequestOf, readPullToken } from '../../keys/pull-token.ts'
import { checkRequest } from '../../keys/request.ts'
import type { Clock } from '../../shared/clock.ts'
import { HOUR_MS, MOST_HOURS, type PullClaims } from '../../shared/offer.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

/** What a request shows. */
export interface Shown {
  path: string
  token: string | undefined
  time: string | undefined
  signature: string | undefined
}

export interface GateOptions {
  clock: Clock
  station(): string
  /** The counter's id at the hall; null before an enrolment. */
  counter(): string | null
  hallKey(): string | null
  ownKey(): string
  /** Up to when signed tokens were called back, ms UTC: here, by this PC's clock, and at the hall, by its own. */
  revokedAt(): { here: number | null; hall: number | null }
  /** SHA-256 of this counter's certificate, hex in lower case. */
  certificate: string
}

export interface Allowed {
  claims: PullClaims
  issuer: 'hall' | 'counter'
}

/** A clock of the hall or the counter may be a little off. */
const SLACK_MS = 5 * 60_000
/** Tokens whose last request is remembered; each lives for a day at most. */
const TOKENS = 1_000

export const createGate = (options: GateOptions): ((shown: Shown) => Result<Allowed>) => {
  const { clock } = options
  /** The time in the last request of each token: every further one has a later time, so that none counts twice. */
  const last = new Map<string, number>()

  const issuerOf = (key: string): Allowed['issuer'] | null =>
    key === options.ownKey() ? 'counter' : key === options.hallKey() ? 'hall' : null

  const inTime = ({ from, until }: PullClaims): Result<void> => {
    const station = options.station()
    const now = clock.now()
    // As the clock of the counter shows it: there it is compared.
    const at = localTime(now)
    if (until - from > MOST_HOURS * HOUR_MS) return fail('offer/too-long', { hours: MOST_HOURS })
    if (now > until) return fail('offer/expired', { station, now: at })
    return now < from - SLACK_MS ? fail('offer/too-early', { station, now: at }) : ok(undefined)
  }

  /** Called back here, the hall's tokens are measured by another clock: those of a few minutes later go with them. */
  const revokedUpTo = (issuer: Allowed['issuer']): number => {
    const { here, hall } = options.revokedAt()
    if (issuer === 'counter') return here ?? 0
    return Math.max(hall ?? 0, here === null ? 0 : here + SLACK_MS)
  }

  const notRevoked = ({ from }: PullClaims, issuer: Allowed['issuer']): Result<void> => {
    const until = revokedUpTo(issuer)
    const since = localTime(until)
    return from > until ? ok(undefined) : fail('offer/revoked', { station: options.station(), since })
  }

  const forThis = ({ stations }: PullClaims): boolean => {
    const counter = options.counter()
    return stations === null || stations.includes(options.station()) || stations.includes(counter ?? '')
  }

  /** @returns the time that has to be passed; null where this one does. */
  const notLater = (id: string, time: number): number | null => {
    const before = last.get(id)
    if (before !== undefined && time <= before) return before
    last.delete(id)
    last.set(id, time)
    const oldest = last.keys().next()
    if (last.size > TOKENS && !oldest.done) last.delete(oldest.value)
    return null
  }

  return ({ path, token, time: shownTime, signature }) => {
    if (!token) return fail('offer/no-token')
    const claims = readPullToken(token)
    if (!claims) return fail('offer/bad-token')
    const issuer = issuerOf(claims.key)
    const station = options.station()
    if (!issuer) return fail('offer/unknown-issuer', { station })
    if (!forThis(claims)) return fail('offer/other-station', { station })
    const timely = inTime(claims)
    if (!timely.ok) return timely
    const counts = notRevoked(claims, issuer)
    if (!counts.ok) return counts
    const time = /^\d{1,16}$/.test(shownTime ?? '') ? Number(shownTime) : Number.NaN
    const request = pullRequestOf({ path, time, certificate: options.certificate })
    if (Number.isNaN(time) || !checkRequest(request, claims.holder, signature ?? ''))
      return fail('offer/not-holder')
    // The holder may sign a later time: a clock that was set back locks nobody out.
    const before = notLater(claims.id, time)
    return before === null ? ok({ claims, issuer }) : fail('offer/replayed', { last: before })
  }
}
