/** First run and practice. */
import { z } from 'zod'
import { ANYONE, contract, done, nothing } from './contract.ts'

export const setupCommands = {
  /** The passwords that the first run made, until someone says they are written down. */
  'setup.passwords': contract(
    ANYONE,
    nothing,
    z.object({ technician: z.string(), it: z.string() }).nullable(),
  ),
  'setup.written-down': contract(ANYONE, nothing, done),
  /** Starts or leaves practice (试用): the program starts again on its own practice folder. */
  'setup.practice': contract(ANYONE, z.strictObject({ on: z.boolean() }), done),

  /** Practice only: the emulated keypad on the screen. */
  'practice.pad': contract(
    ANYONE,
    nothing,
    z.object({
      lights: z.array(z.string()),
      keys: z.array(z.object({ key: z.string(), level: z.number() })),
    }),
  ),
  'practice.press': contract(ANYONE, z.strictObject({ key: z.string().max(32) }), done),
  'practice.staff': contract(
    ANYONE,
    nothing,
    z.array(z.object({ number: z.string(), name: z.string(), password: z.string() })),
  ),
} as const
