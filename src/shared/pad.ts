/** What crosses between the keypad and the rest of the program. */
import { z } from 'zod'
import { levelSchema } from './levels.ts'

/** One press as the keypad reported it. It has no verdict yet: that is the counter's business. */
export const pressSchema = z.object({
  /** The wire key as the profile names it (upper-case hex or the text itself), e.g. `03`. */
  key: z.string().max(32),
  /** null: a valid frame whose key the profile does not list. Never a guess. */
  level: levelSchema.nullable(),
  /** The frame's bytes, lower-case hex. */
  bytes: z.string().max(512),
  profile: z.string().max(64),
  /** The device's own time of the press, ms UTC, where it sends one. */
  deviceAt: z.number().nullable(),
})
export type Press = z.infer<typeof pressSchema>

/** The verdict on a press. Only `counted` is a rating. */
export const verdictSchema = z.enum([
  'counted',
  'not-asked',
  'too-late',
  'repeat',
  'stuck',
  'ambiguous',
  'unknown-key',
])
export type Verdict = z.infer<typeof verdictSchema>

/** What the program asks of a keypad. */
export const padCommandSchema = z.enum(['ask', 'thanks', 'idle', 'welcome'])
export type PadCommand = z.infer<typeof padCommandSchema>

/** Port name: a device path, `COM5`, or `tcp://host:port`. */
export const portNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^(tcp:\/\/[^\s/:]+:\d{1,5}|\[?[^\s]+)$/)

export const portInfoSchema = z.object({
  port: z.string(),
  /** What a person would call it, from the USB descriptors or empty. */
  name: z.string(),
  vendorId: z.string().nullable(),
  productId: z.string().nullable(),
  serialNumber: z.string().nullable(),
})
export type PortInfo = z.infer<typeof portInfoSchema>

/** Why a link was lost. */
export const lossSchema = z.enum([
  'close-event',
  'path-gone',
  'path-replaced',
  'write-timeout',
  'read-error',
  'stopped',
])
export type Loss = z.infer<typeof lossSchema>
