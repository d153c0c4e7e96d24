/** The shape of one row of the table of commands. */
import { z } from 'zod'
import type { Role } from '../views.ts'

export const nothing = z.strictObject({})
export const done = z.object({})
export const password = z.string().min(1).max(256)

/** Anyone but the customer's screen, which has its own two commands and no others. */
export const ANYONE: readonly Role[] = ['none', 'clerk', 'technician', 'it', 'program']
export const WORK: readonly Role[] = ['clerk', 'program']
export const TECHNICIAN: readonly Role[] = ['technician']
export const IT: readonly Role[] = ['it']
export const INSTALLERS: readonly Role[] = ['technician', 'it']

/** Who may, what goes in, what comes out. */
export const contract = <I extends z.ZodType, O extends z.ZodType>(
  roles: readonly Role[],
  input: I,
  output: O,
) => ({
  roles,
  input,
  output,
})
