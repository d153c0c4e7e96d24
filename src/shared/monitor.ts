/** What the live monitor and the captures show of the wire. Levels: only while no shift is open. */
import { z } from 'zod'
import { skipCountsSchema } from './check.ts'
import { levelSchema } from './levels.ts'
import { pressFlagSchema } from './pad.ts'
import { faultSchema } from './views.ts'

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
export const captureName = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u, 'letters, digits, - and _ only')

const captureFileSchema = z.object({ name: z.string(), size: z.number(), at: z.number() })
export type CaptureFile = z.infer<typeof captureFileSchema>

export const capturesViewSchema = z.object({
  folder: z.string(),
  recording: z.object({ name: z.string(), bytes: z.number() }).nullable(),
  /** Why the last recording ended by itself. */
  trouble: faultSchema.nullable(),
  /** Newest first. */
  files: z.array(captureFileSchema),
})
export type CapturesView = z.infer<typeof capturesViewSchema>

export const replayViewSchema = z.object({
  keys: z.number(),
  events: z.number(),
  /** The first of the events; `t` in ms since the start of the recording. */
  rows: z.array(z.object({ t: z.number(), heard: heardSchema })),
  /** Set when no key of the profile is in it. */
  advice: faultSchema.nullable(),
})
export type ReplayView = z.infer<typeof replayViewSchema>
