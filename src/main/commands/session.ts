/** Who is at the page: the clerk's shift, the technician's and the IT role. */
import { checkPassword } from '../../keys/password.ts'
import { passwordFault } from '../../shared/password-rules.ts'
import type { Staff } from '../../shared/people.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Parts } from '../parts.ts'
import { installerSchema } from '../session/installers.ts'
import { ROLE_MS } from '../session/sessions.ts'
import type { Runs } from './table.ts'

const done = ok({})

/** A clerk comes or goes: whoever was technician or IT at this PC before is so no longer. */
const endInstallers = (parts: Parts) => {
  for (const role of installerSchema.options) parts.sessions.revokeAll(role)
}

/**
 * One try at a staff password. Unknown numbers cost the same time and get the same answer.
 * @returns who it is; `first`: their password at this PC is still a first one.
 */
const tryPassword = async (parts: Parts, number: string, password: string): Promise<Result<Staff>> => {
  const known = parts.roster.staff(number)
  const staff = known && parts.passwords.of(known)
  // A number that nobody has may be a password typed into the wrong field: it is not written down.
  const who = staff?.number ?? 'unknown'
  const refuse = (why: 'wait' | 'wrong-password') =>
    parts.counter.record({ kind: 'session.refused', ...parts.stamp(), who, why })
  const seconds = parts.attempts.take(`staff:${number}`)
  if (seconds > 0) {
    refuse('wait')
    return fail('session/wait', { seconds })
  }
  const right = await checkPassword(password, staff?.verifier ?? null)
  if (!staff || !right) {
    refuse('wrong-password')
    return fail('session/wrong-password')
  }
  parts.attempts.right(`staff:${number}`)
  return ok(staff)
}

/** Gives the page the clerk's role for the shift that is open, and takes the lock away. */
const enterShift = (parts: Parts, session: string): Result<Record<string, never>> => {
  if (parts.counter.state().locked) {
    const unlocked = parts.counter.run({ type: 'unlock' })
    if (!unlocked.ok) return unlocked
  }
  endInstallers(parts)
  parts.sessions.grant(session, 'clerk', null)
  // In its own time: a first search that is slow once is no reason to refuse anybody.
  parts.items.warm().catch((error: unknown) => parts.report(error, 'items'))
  return done
}

export const sessionRuns = {
  'session.sign-in': async (parts, { number, password }, session) => {
    if (parts.settings.roster().staff.length === 0) return fail('session/no-staff')
    const tried = await tryPassword(parts, number.trim(), password)
    if (!tried.ok) return tried
    if (tried.value.first) return fail('session/first-password')
    const staff = { number: tried.value.number, name: tried.value.name }
    const { shift, locked } = parts.counter.state()
    const others = shift !== null && shift.staff.number !== staff.number
    if (others && !locked) return fail('session/shift-open', { staff: shift.staff.name })
    if (others) {
      // A clerk who locked and went home must not keep the next one out.
      const handedOver = parts.counter.run({ type: 'sign-out', why: 'handover' })
      if (!handedOver.ok) return handedOver
      parts.sessions.revokeAll('clerk')
    }
    if (!shift || others) {
      const opened = parts.counter.run({ type: 'sign-in', staff })
      if (!opened.ok) return opened
    }
    return enterShift(parts, session)
  },
  'session.sign-out': (parts) => {
    const closed = parts.counter.run({ type: 'sign-out', why: 'clerk' })
    if (!closed.ok) return closed
    parts.sessions.revokeAll('clerk')
    endInstallers(parts)
    parts.sealing.now()
    parts.hub.changed('host')
    return done
  },
  'session.lock': (parts) => {
    const locked = parts.counter.run({ type: 'lock', why: 'clerk' })
    if (!locked.ok) return locked
    endInstallers(parts)
    return done
  },
  // Whatever a clerk asks for keeps the counter open: commands.ts has told it already.
  'session.active': () => done,
  'session.unlock': async (parts, { password }, session) => {
    const shift = parts.counter.state().shift
    if (!shift) return fail('counter/signed-out')
    const tried = await tryPassword(parts, shift.staff.number, password)
    if (!tried.ok) return tried
    // The shift may have been closed while the password was checked.
    return parts.counter.state().shift?.id === shift.id
      ? enterShift(parts, session)
      : fail('counter/signed-out')
  },
  'session.change-password': async (parts, { number, password, next }) => {
    const tried = await tryPassword(parts, number.trim(), password)
    if (!tried.ok) return tried
    const { name, first } = tried.value
    const who = tried.value.number
    const fault = passwordFault(next, { number: who, name, old: password })
    if (fault) return { ok: false, error: fault }
    // The roster may have changed while the password was checked.
    const known = parts.roster.staff(who)
    if (!known) return fail('session/wrong-password')
    const chosen = await parts.passwords.choose(known, next)
    if (!chosen.ok) return chosen
    const why = first ? 'first' : 'own'
    const told = parts.counter.record({ kind: 'session.password-changed', ...parts.stamp(), who, why })
    return told.ok ? done : told
  },
  'session.role': async (parts, { role, password }, session) => {
    const refuse = (why: 'wait' | 'wrong-password') =>
      parts.counter.record({ kind: 'session.refused', ...parts.stamp(), who: role, why })
    const seconds = parts.attempts.take(`role:${role}`)
    if (seconds > 0) {
      refuse('wait')
      return fail('session/wait', { seconds })
    }
    if (!(await parts.installers.check(role, password))) {
      refuse('wrong-password')
      return fail(`session/wrong-${role}-password`)
    }
    parts.attempts.right(`role:${role}`)
    parts.sessions.grant(session, role, ROLE_MS)
    return ok({ role, expiresAt: parts.clock.now() + ROLE_MS })
  },
  'session.leave': (parts, _input, session) => {
    for (const role of installerSchema.options) parts.sessions.revoke(session, role)
    return done
  },
} satisfies Partial<Runs>
