/** The customer's screen, and what a technician sets up for it. */
import { z } from 'zod'
import { displayViewSchema, tabletSchema, touchSchema } from '../display.ts'
import { faultSchema } from '../views.ts'
import { contract, done, nothing, TECHNICIAN } from './contract.ts'

export const displayCommands = {
  /** Asked every few seconds: it is also how the program knows that the screen is there. */
  'display.get': contract(['display'], nothing, displayViewSchema),
  /** The answer says that the touch is on record, never what it was worth. */
  'display.press': contract(['display'], touchSchema, done),

  'display.setup': contract(
    TECHNICIAN,
    nothing,
    z.object({
      /** The window on the second screen is wanted. */
      screen: z.boolean(),
      tablet: tabletSchema.nullable(),
      /** The page's address while it is served, else null with the reason in `trouble`. */
      url: z.string().nullable(),
      trouble: faultSchema.nullable(),
      /** SHA-256 of the certificate, as browsers show it; null before it was made. */
      fingerprint: z.string().nullable(),
      /** This PC's addresses in a network. */
      addresses: z.array(z.string()),
      device: z.object({ pairedAt: z.number(), here: z.boolean() }).nullable(),
      /** Whether a touch can be a rating now: the site's policy, and no keypad. */
      faces: z.boolean(),
    }),
  ),
  'display.set': contract(
    TECHNICIAN,
    z.strictObject({ screen: z.boolean(), tablet: tabletSchema.nullable() }),
    done,
  ),
  /** A code for one device, once, for ten minutes. The device that was paired before is let go when it is used. */
  'display.pair': contract(TECHNICIAN, nothing, z.object({ code: z.string(), minutes: z.number() })),
  'display.unpair': contract(TECHNICIAN, nothing, done),
} as const
