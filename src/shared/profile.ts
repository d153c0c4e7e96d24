/** A keypad profile: how one kind of keypad speaks, as data (resources/profiles/*.json). */
import { z } from 'zod'
import { levelSchema } from './levels.ts'

const hex = z.string().regex(/^([0-9a-f]{2} ?)+$/i, 'hex bytes')

export const profileSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  /** Where the facts come from. */
  source: z.string(),
  codec: z.enum(['ff68', 'line']),
  line: z.strictObject({
    baudRate: z.number().int().positive(),
    dataBits: z.union([z.literal(7), z.literal(8)]),
    parity: z.enum(['none', 'even', 'odd']),
    stopBits: z.union([z.literal(1), z.literal(2)]),
  }),
  /** wire key → level. What is not listed is an unknown key and never a level. */
  keys: z.record(z.string(), levelSchema),
  /** The PC's commands: hex of the data after the address for ff68, a text line for line. */
  commands: z.partialRecord(z.enum(['ask', 'thanks', 'idle', 'welcome']), z.string()),
  ff68: z
    .strictObject({
      /** Which acknowledgement a rating gets: the rating echoed with CMD 01, or eight bytes without the FF. */
      ack: z.enum(['echo', 'short', 'none']),
      /** Address of the pad, 0–255; null accepts any until the technician fixes one. */
      address: z.number().int().min(0).max(255).nullable(),
      /** Hex of the CMD byte that carries a rating. */
      ratingCommand: hex,
    })
    .optional(),
})
export type Profile = z.infer<typeof profileSchema>
