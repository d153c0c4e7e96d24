/**
 * The contract of every command: who may, what goes in, what comes out. main/commands.ts adds what it does.
 * IPC, HTTP, the tax-software door and the CLI are doors to this one table.
 */
import { z } from 'zod'
import { checkKeySchema, checkViewSchema, confirmedStepSchema, skipCountsSchema } from './check.ts'
import { configSchema } from './config.ts'
import { levelSchema } from './levels.ts'
import { padCommandSchema, portInfoSchema, portNameSchema, pressFlagSchema } from './pad.ts'
import { itemSchema, pauseReasonSchema } from './people.ts'
import { counterViewSchema, faultSchema, type Role, roleSchema, snapshotSchema } from './views.ts'

const nothing = z.strictObject({})
const done = z.object({})
const ANYONE: readonly Role[] = ['none', 'clerk', 'technician', 'it', 'program', 'display']
const WORK: readonly Role[] = ['clerk', 'program']
const TECHNICIAN: readonly Role[] = ['technician']
const IT: readonly Role[] = ['it']
const INSTALLERS: readonly Role[] = ['technician', 'it']
const password = z.string().min(1).max(256)

const contract = <I extends z.ZodType, O extends z.ZodType>(roles: readonly Role[], input: I, output: O) => ({
  roles,
  input,
  output,
})

const padChoice = z.strictObject({
  port: portNameSchema,
  profile: z.string().max(64),
  address: z.number().int().min(0).max(255).nullable(),
})

/** What one use of the next-step key did. `waiting`: nothing yet, the citizen still has `leftMs`. */
export const didSchema = z.object({
  did: z.enum([
    'opened',
    'asked',
    'waiting',
    'closed-and-opened',
    'resumed',
    'asked-again',
    'closed',
    'changed',
  ]),
  leftMs: z.number().optional(),
})

export const verifyReportSchema = z.object({
  ok: z.boolean(),
  logId: z.string(),
  entries: z.number(),
  head: z.string(),
  /** First seq that does not verify; null when whole. */
  firstBad: z.number().nullable(),
  /** Plain words: what is wrong, or empty. */
  problem: z.string(),
})
export type VerifyReport = z.infer<typeof verifyReportSchema>

/** What the program made of bytes, or what became of the link. */
export const heardSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('key'),
    key: z.string(),
    level: levelSchema.nullable(),
    cause: z.string().nullable(),
    flag: pressFlagSchema.nullable(),
  }),
  /** A report of a key that became no press of its own. */
  z.object({
    type: z.literal('dropped'),
    key: z.string(),
    why: z.enum(['duplicate', 'bounce', 'held', 'at-connect']),
  }),
  z.object({ type: z.literal('skip'), why: skipCountsSchema.keyof(), count: z.number() }),
  z.object({ type: z.literal('answer'), what: z.enum(['ack', 'identity', 'status']), text: z.string() }),
  z.object({
    type: z.literal('link'),
    state: z.enum(['connecting', 'online', 'lost', 'blocked', 'suspended', 'stopped']),
    fault: faultSchema.nullable(),
  }),
])
export type Heard = z.infer<typeof heardSchema>

export const monitorEventSchema = z.object({
  /** Counts on from the program's start. */
  number: z.number().int(),
  /** ms UTC. */
  at: z.number(),
  direction: z.enum(['in', 'out', 'note']),
  /** Lower case; empty for a note without bytes of its own. */
  hex: z.string(),
  /** null for plain bytes. */
  heard: heardSchema.nullable(),
})
export type MonitorEvent = z.infer<typeof monitorEventSchema>

/** The name of a capture, without its ending: it becomes a file's name. */
const captureName = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u, 'letters, digits, - and _ only')

const captureFileSchema = z.object({ name: z.string(), size: z.number(), at: z.number() })
export type CaptureFile = z.infer<typeof captureFileSchema>

const capturesViewSchema = z.object({
  folder: z.string(),
  recording: z.object({ name: z.string(), bytes: z.number() }).nullable(),
  /** Why the last recording ended by itself. */
  trouble: faultSchema.nullable(),
  /** Newest first. */
  files: z.array(captureFileSchema),
})
export type CapturesView = z.infer<typeof capturesViewSchema>

const replayViewSchema = z.object({
  keys: z.number(),
  events: z.number(),
  /** The first of the events; `t` in ms since the start of the recording. */
  rows: z.array(z.object({ t: z.number(), heard: heardSchema })),
  /** Set when no key of the profile is in it. */
  advice: faultSchema.nullable(),
})
export type ReplayView = z.infer<typeof replayViewSchema>

export const COMMANDS = {
  'state.get': contract(ANYONE, nothing, snapshotSchema),

  'session.sign-in': contract(ANYONE, z.strictObject({ number: z.string().max(32), password }), done),
  'session.sign-out': contract(['clerk'], nothing, done),
  'session.lock': contract(['clerk'], nothing, done),
  'session.unlock': contract(ANYONE, z.strictObject({ password }), done),
  /** Gives this page the technician's or the IT role for 15 minutes. */
  'session.role': contract(
    ANYONE,
    z.strictObject({ role: z.enum(['technician', 'it']), password }),
    z.object({ role: roleSchema, expiresAt: z.number() }),
  ),
  'session.leave': contract(INSTALLERS, nothing, done),

  'counter.next': contract(WORK, nothing, didSchema),
  'counter.ask-again': contract(WORK, nothing, didSchema),
  'counter.unrated': contract(WORK, z.strictObject({ reason: z.string().max(32) }), didSchema),
  'counter.pause': contract(WORK, z.strictObject({ reason: pauseReasonSchema }), done),
  'counter.resume': contract(WORK, nothing, done),
  'counter.state': contract(['clerk', 'program', 'technician', 'it'], nothing, counterViewSchema),
  'matter.open': contract(
    WORK,
    z.strictObject({ item: z.string().max(64).optional(), reference: z.string().max(128).optional() }),
    didSchema,
  ),
  'matter.ask': contract(WORK, nothing, didSchema),
  'matter.item': contract(WORK, z.strictObject({ code: z.string().max(64) }), didSchema),
  'items.search': contract(WORK, z.strictObject({ text: z.string().max(64) }), z.array(itemSchema)),

  /** `heldBy`: the other program that has the port open, where this system lets one see it. */
  'device.ports': contract(
    TECHNICIAN,
    nothing,
    z.array(portInfoSchema.extend({ heldBy: z.string().nullable() })),
  ),
  /** Read from the files anew. `fault`: one is wrong, and the list is as it was before. */
  'device.profiles': contract(
    TECHNICIAN,
    nothing,
    z.object({
      profiles: z.array(
        z.object({
          name: z.string(),
          zh: z.string(),
          en: z.string(),
          addressed: z.boolean(),
          keys: z.array(checkKeySchema),
        }),
      ),
      fault: faultSchema.nullable(),
    }),
  ),
  'device.connect': contract(TECHNICIAN, padChoice, done),
  'device.disconnect': contract(TECHNICIAN, nothing, done),
  'device.send': contract(TECHNICIAN, z.strictObject({ command: padCommandSchema }), done),
  /** The last events on the wire. Only while no shift is open: the day's raw bytes are levels. */
  'device.monitor': contract(
    TECHNICIAN,
    nothing,
    z.object({ events: z.array(monitorEventSchema), skips: skipCountsSchema }),
  ),

  /** The guided check. It shows raw keys, so all but its end is closed while a shift is open. */
  'device.check-start': contract(TECHNICIAN, padChoice, done),
  'device.check': contract(TECHNICIAN, nothing, checkViewSchema.nullable()),
  'device.check-confirm': contract(
    TECHNICIAN,
    z.strictObject({ step: confirmedStepSchema, ok: z.boolean() }),
    done,
  ),
  /** The page spoke in place of a pad without a voice. */
  'device.check-spoken': contract(TECHNICIAN, nothing, done),
  'device.check-save': contract(TECHNICIAN, nothing, done),
  /** Ends the check. Unsaved, the keypad that was set before is used again. */
  'device.check-stop': contract(TECHNICIAN, nothing, done),

  /** Captures hold raw bytes: closed while a shift is open, and a recording ends when one opens. */
  'device.captures': contract(TECHNICIAN, nothing, capturesViewSchema),
  'device.capture-start': contract(TECHNICIAN, z.strictObject({ name: captureName }), done),
  'device.capture-stop': contract(TECHNICIAN, nothing, done),
  'device.replay': contract(
    TECHNICIAN,
    z.strictObject({ name: captureName, profile: z.string().max(64) }),
    replayViewSchema,
  ),

  'hall.enrol': contract(
    INSTALLERS,
    z.strictObject({ url: z.string().trim().max(300), code: z.string().trim().max(32) }),
    z.object({ counter: z.string() }),
  ),
  /** Brings the page to the front: the window, or a browser tab. */
  'window.show': contract(['clerk', 'program', 'technician', 'it'], nothing, done),
  'delivery.now': contract(['clerk', 'technician', 'it'], nothing, done),
  'config.get': contract(INSTALLERS, nothing, configSchema),
  'config.set': contract(INSTALLERS, configSchema.omit({ keypad: true }), done),

  'log.verify': contract(IT, nothing, verifyReportSchema),
  'log.export': contract(
    IT,
    z.strictObject({ format: z.enum(['csv', 'jsonl']) }),
    z.object({ file: z.string(), entries: z.number() }),
  ),

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

export type Commands = typeof COMMANDS
export type Method = keyof Commands
export type Input<M extends Method> = z.infer<Commands[M]['input']>
export type Output<M extends Method> = z.infer<Commands[M]['output']>
