/** A keypad profile: how one kind of keypad speaks, as data (resources/profiles/*.json; docs/profiles.md explains it). */
import { z } from 'zod'
import { levelSchema } from './levels.ts'

const hex = z.string().regex(/^[0-9a-f]{2}( ?[0-9a-f]{2})*$/i, 'not hex bytes')
const byte = z.string().regex(/^[0-9a-f]{2}$/i, 'not one hex byte')
/** Bytes to the pad, as device/framing/template.ts reads them: `FF 68 ( {address} 01 ) {check} 16`, `'ASK' 0D 0A`. */
const template = z.string().min(1).max(400)
/** Offset in a frame; negative counts from the frame's end. */
const offset = z.number().int().min(-256).max(256)
const size = z.number().int().min(1).max(256)
const event = z.enum(['ack', 'identity', 'status'])

export const lineSettingsSchema = z.strictObject({
  baudRate: z.number().int().positive(),
  dataBits: z.union([z.literal(7), z.literal(8)]),
  parity: z.enum(['none', 'even', 'odd']),
  stopBits: z.union([z.literal(1), z.literal(2)]),
})
export type LineSettings = z.infer<typeof lineSettingsSchema>

/** What a wire key means: a level, a level with the citizen's cause, or `none`: the pad says that nobody pressed. */
const keyMeaningSchema = z.union([
  levelSchema,
  z.strictObject({ level: levelSchema, reason: z.string().trim().min(1).max(32) }),
  z.literal('none'),
])
export type KeyMeaning = z.infer<typeof keyMeaningSchema>

/** What a pad may be told; which of it a moment of the counter says is in device/link/moments.ts. */
export const commandNameSchema = z.enum([
  'ask',
  'thanks',
  'idle',
  'welcome',
  'stars',
  'show',
  'say',
  'beep',
  'pause',
  'resume',
  'sign-in',
  'sign-out',
])
export type CommandName = z.infer<typeof commandNameSchema>

/** What a profile, and its file, is called. */
export const profileNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)

const base = {
  version: z.literal(2),
  name: profileNameSchema,
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  /** Where the facts come from. */
  source: z.string(),
  /** Line settings to try; the first is the default. */
  line: z.tuple([lineSettingsSchema], lineSettingsSchema),
  /** wire key → meaning. What is not listed is an unknown key and never a level. */
  keys: z.record(z.string(), keyMeaningSchema),
  commands: z.partialRecord(commandNameSchema, template),
  /** Where the pad speaks by itself, so that no phrase is sent after the command. */
  speaks: z.array(z.enum(['ask', 'thanks'])).default([]),
  /** Asks the pad who it is; the answer is the event `expect` of the profile's own framer. At most 64 bytes. */
  probe: z.strictObject({ send: template, expect: event }).optional(),
  /** Sent every `everyMs`; the answer is an event `expect`, or any bytes. null: sent (a poll), no answer is missed. */
  heartbeat: z
    .strictObject({
      send: template,
      expect: z.union([event, z.literal('any')]).nullable(),
      everyMs: z.number().int().min(200).max(600_000),
    })
    .optional(),
  quirks: z.array(z.strictObject({ what: z.string(), source: z.string() })).default([]),
}

export const checksumSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.enum(['xor8', 'sum8', 'sum8-ascii-mod10', 'crc8', 'crc16-modbus', 'lrc']),
    /** First byte counted, and the first one not counted any more. */
    from: offset,
    to: offset,
    /** Where it stands. */
    at: offset,
    /** `hex`: as upper- or lower-case hex digits. crc16 in bytes: low byte first. */
    as: z.enum(['bytes', 'hex']).default('bytes'),
  }),
])
export type Checksum = z.infer<typeof checksumSchema>
export type ChecksumKind = Exclude<Checksum['kind'], 'none'>

const around = {
  /** Bytes of fixed value elsewhere in the frame. */
  marks: z.array(z.strictObject({ at: offset.nonnegative(), bytes: hex })).default([]),
  /** The bytes after the head are printable ASCII, all of them. */
  ascii: z.boolean().default(false),
}
/** Alternatives of the same size: a frame begins with one of them. */
const head = z.array(hex).min(1).max(8)
const sizes = z.array(size).min(1).max(16)

/** All sizes are of whole frames, in bytes, head and tail included. */
export const framingSchema = z.discriminatedUnion('shape', [
  z.strictObject({ shape: z.literal('fixed'), head: head.optional(), tail: hex.optional(), size, ...around }),
  z.strictObject({
    shape: z.literal('length-prefixed'),
    head,
    tail: hex.optional(),
    length: z.strictObject({
      at: offset.nonnegative(),
      /** Where the same length stands again. */
      again: offset.nonnegative().optional(),
      /** Whole frame = length + `add`. */
      add: z.number().int().min(-16).max(64),
      /** The lengths that this protocol has. */
      values: z.array(z.number().int().min(0).max(255)).min(1).max(32),
    }),
    ...around,
  }),
  z.strictObject({ shape: z.literal('start-end'), head, tail: hex, sizes, ...around }),
  z.strictObject({ shape: z.literal('delimited'), head: head.optional(), tail: hex, sizes, ...around }),
])
export type Framing = z.infer<typeof framingSchema>

export const framedProfileSchema = z.strictObject({
  codec: z.literal('framed'),
  ...base,
  framing: framingSchema,
  checksum: checksumSchema,
  key: z.strictObject({
    at: offset,
    size: z.number().int().min(1).max(8),
    /** How the key table writes it: hex of the bytes, printable text, decimal digits. Other bytes refuse the frame. */
    as: z.enum(['hex', 'text', 'digits']),
    /** Size of a frame that carries a key; any of the framing's when left out. */
    frameSize: size.optional(),
    /** What becomes of a key that the table does not list: reported without a level, or the frame is refused. */
    unlisted: z.enum(['report', 'refuse']).default('report'),
  }),
  command: z
    .strictObject({
      at: offset,
      /** Value that carries a rating. */
      rating: hex,
      /** What other values of the pad are; a value that stands nowhere is skipped as unknown. */
      others: z.record(hex, event).default({}),
    })
    .optional(),
  address: z
    .strictObject({
      at: offset,
      as: z.enum(['byte', 'digits']),
      /** Whom the PC speaks to before the pad has said its address. */
      usual: z.number().int().min(0).max(255),
      /** The one address that is heard; null hears any until the technician fixes one. */
      only: z.number().int().min(0).max(255).nullable(),
    })
    .optional(),
  /** What the pad wants to hear after a rating; {key} and {address} are the rating's. */
  acknowledge: template.nullable(),
})
export type FramedProfile = z.infer<typeof framedProfileSchema>

/**
 * Reports of a USB HID pad that tell which keys are down; what changes between two of them are key-downs and key-ups.
 * (A HID pad that sends a code for each press is a `framed` one.)
 */
export const reportSchema = z.strictObject({
  /** Bytes of the report, with its number where the device has numbered ones. */
  size: z.number().int().min(1).max(64),
  /** Bytes of fixed value, such as the report's number at 0: a report without them is none of the keys'. */
  marks: around.marks,
  /** `bytes`: how many the keys take from `at` on. */
  keys: z.discriminatedUnion('as', [
    /** A bit for each key, named by its number: `0` is the lowest bit of the first byte, `8` that of the second. */
    z.strictObject({
      as: z.literal('bitmap'),
      at: offset.nonnegative(),
      bytes: z.number().int().min(1).max(32),
    }),
    /** The codes of the keys that are down, in any order, named in hex. */
    z.strictObject({
      as: z.literal('list'),
      at: offset.nonnegative(),
      bytes: z.number().int().min(1).max(32),
      /** Stands where no key does. */
      none: byte.default('00'),
      /** Says that more keys are down than there is room for. */
      unclear: byte.optional(),
    }),
  ]),
})

export const reportProfileSchema = z.strictObject({
  codec: z.literal('report'),
  ...base,
  /** USB HID has no line settings. */
  line: base.line.default([{ baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }]),
  report: reportSchema,
})
export type ReportProfile = z.infer<typeof reportProfileSchema>

/** Protocols that data cannot say: their frames are read by src/device/framing/line.ts and zx.ts. */
export const profileSchema = z.discriminatedUnion('codec', [
  framedProfileSchema,
  reportProfileSchema,
  z.strictObject({ codec: z.literal('line'), ...base }),
  z.strictObject({ codec: z.literal('zx'), ...base }),
])
export type Profile = z.infer<typeof profileSchema>
