/** Who is signed in to the hall's page. In memory: a restart signs everybody out. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../shared/clock.ts'

/** A session ends this long after signing in: the page refreshes itself and would never be idle. */
export const SESSION_MS = 8 * 3_600_000
const MOST = 100

export interface Session {
  /** Stands in every form of this session's pages. */
  csrf: string
  /** The codes this person took, newest first. */
  codes: string[]
}

export interface PageSessions {
  /** @returns the secret name for the cookie. */
  open(): string
  find(name: string): Session | null
  close(name: string): void
}

export const createPageSessions = (clock: Clock): PageSessions => {
  const sessions = new Map<string, Session & { until: number }>()
  const secret = () => randomBytes(24).toString('base64url')
  return {
    open: () => {
      const name = secret()
      sessions.set(name, { csrf: secret(), codes: [], until: clock.mono() + SESSION_MS })
      const oldest = sessions.keys().next()
      if (sessions.size > MOST && !oldest.done) sessions.delete(oldest.value)
      return name
    },
    find: (name) => {
      const session = sessions.get(name)
      if (!session) return null
      if (session.until > clock.mono()) return session
      sessions.delete(name)
      return null
    },
    close: (name) => {
      sessions.delete(name)
    },
  }
}

/** Compares in time that does not depend on where two texts differ. */
export const sameSecret = (a: string, b: string): boolean => {
  const [one, two] = [Buffer.from(a), Buffer.from(b)]
  return one.length === two.length && timingSafeEqual(one, two)
}
