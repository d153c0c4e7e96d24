/** Which roles a page's session holds. A role is given by a password or token, expires, and is never claimed by the page. */
import { randomBytes } from 'node:crypto'
import type { Clock } from '../../shared/clock.ts'
import type { Role } from '../../shared/views.ts'

/** Technician and IT roles end after this time. */
export const ROLE_MS = 15 * 60_000

export interface Sessions {
  /** A new session without any role. @returns its secret name. */
  open(): string
  known(session: string): boolean
  /** The roles held now, `none` alone where there is none. */
  roles(session: string): Role[]
  /** `ms` null: until revoked. */
  grant(session: string, role: Role, ms: number | null): void
  revoke(session: string, role: Role): void
  /** Takes a role from every session, e.g. the clerk's when the shift closes. */
  revokeAll(role: Role): void
  /** Forgets every session and its timers. */
  close(): void
}

/** @param onChange called after any session's roles changed, also by expiry. */
export const createSessions = (clock: Clock, onChange: () => void): Sessions => {
  const sessions = new Map<string, Map<Role, { until: number; cancel: () => void }>>()

  const drop = (session: string, role: Role) => {
    const held = sessions.get(session)?.get(role)
    if (!held) return
    held.cancel()
    sessions.get(session)?.delete(role)
    onChange()
  }

  return {
    open: () => {
      const session = randomBytes(24).toString('base64url')
      sessions.set(session, new Map())
      return session
    },
    known: (session) => sessions.has(session),
    roles: (session) => {
      const now = clock.mono()
      const held = [...(sessions.get(session) ?? [])].filter(([, { until }]) => until > now)
      return held.length > 0 ? held.map(([role]) => role) : ['none']
    },
    grant: (session, role, ms) => {
      const roles = sessions.get(session)
      if (!roles) return
      roles.get(role)?.cancel()
      const until = ms === null ? Number.POSITIVE_INFINITY : clock.mono() + ms
      const cancel = ms === null ? () => {} : clock.after(ms, () => drop(session, role))
      roles.set(role, { until, cancel })
      onChange()
    },
    revoke: drop,
    revokeAll: (role) => {
      for (const session of sessions.keys()) drop(session, role)
    },
    close: () => {
      for (const roles of sessions.values()) for (const { cancel } of roles.values()) cancel()
      sessions.clear()
    },
  }
}
