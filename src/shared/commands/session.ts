/** Who sits at the page. */
import { z } from 'zod'
import { roleSchema } from '../views.ts'
import { ANYONE, contract, done, INSTALLERS, nothing, password } from './contract.ts'

export const sessionCommands = {
  'session.sign-in': contract(ANYONE, z.strictObject({ number: z.string().max(32), password }), done),
  'session.sign-out': contract(['clerk'], nothing, done),
  'session.lock': contract(['clerk'], nothing, done),
  'session.unlock': contract(ANYONE, z.strictObject({ password }), done),
  /** Anyone who knows the old one; sign-in answers session/first-password where this must come first. */
  'session.change-password': contract(
    ANYONE,
    z.strictObject({ number: z.string().max(32), password, next: z.string().max(256) }),
    done,
  ),
  /** Gives this page the technician's or the IT role for 15 minutes. */
  'session.role': contract(
    ANYONE,
    z.strictObject({ role: z.enum(['technician', 'it']), password }),
    z.object({ role: roleSchema, expiresAt: z.number() }),
  ),
  'session.leave': contract(INSTALLERS, nothing, done),
} as const
