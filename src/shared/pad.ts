/** What crosses between the keypad and the rest of the program. */
import { z } from 'zod'
import { levelSchema } from './levels.ts'

/** What the device layer saw in a press that therefore can be no vote: a stuck key, or two keys down at once. */
export const pressFlagSchema = z.enum(['stuck', 'ambiguous'])
export type PressFlag = z.infer<typeof pressFlagSchema>

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
  flag: pressFlagSchema.nullable().default(null),
  /** The reason that a key of the pad stands for, e.g. 业务不熟. As hidden from the clerk as the level. */
  cause: z.string().max(64).nullable().default(null),
  /** The ask for which a screen showed the face that was touched; a keypad shows none. */
  shownFor: z.uuid().nullable().default(null),
})
/** As it may be written: `flag`, `cause` and `shownFor` left out are null. */
export type Press = z.input<typeof pressSchema>

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

/** What a technician may send to a keypad by hand. */
export const padCommandSchema = z.enum(['ask', 'thanks', 'idle', 'welcome'])
export type PadCommand = z.infer<typeof padCommandSchema>

/** What happens at the counter that a citizen is to see or hear. device/link/moments.ts says what a pad is told then. */
export type PadMoment =
  | 'welcome'
  | 'ask'
  | 'ask-again'
  | 'thanks'
  | 'idle'
  | 'pause'
  | 'resume'
  | 'sign-in'
  | 'sign-out'

/** Who serves, as a pad may show it. `stars`: 0–5, null where nobody gives any. */
export interface PadClerk {
  number: string
  name: string
  stars: number | null
}

/** Port name: a device path, `COM5`, `tcp://host:port`, or `hid://vid:pid[:serial]` (hex ids). */
export const portNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^(tcp:\/\/[^\s/:]+:\d{1,5}|hid:\/\/[0-9a-fA-F]{4}:[0-9a-fA-F]{4}(?::\S+)?|(?!hid:)\[?[^\s]+)$/)

export const portInfoSchema = z.object({
  port: z.string(),
  /** What a person would call it, from the USB descriptors or empty. */
  name: z.string(),
  vendorId: z.string().nullable(),
  productId: z.string().nullable(),
  serialNumber: z.string().nullable(),
  /** The socket it is plugged into, as the system names it. */
  location: z.string().nullable().optional(),
})
export type PortInfo = z.infer<typeof portInfoSchema>

/** By what a pad is known again under another port name: its USB serial number, else its socket, else its answer. */
export const padIdentitySchema = z.object({
  by: z.enum(['serial', 'location', 'answer']),
  value: z.string().min(1).max(200),
})
export type PadIdentity = z.infer<typeof padIdentitySchema>

/** Why a link was lost. */
export const lossSchema = z.enum([
  'close-event',
  'path-gone',
  'path-replaced',
  'write-timeout',
  'read-error',
  'missed-heartbeat',
  'suspended',
  'stopped',
])
export type Loss = z.infer<typeof lossSchema>
