/** What the customer's screen shows and says. Nothing in it tells how anybody rated. */
import { z } from 'zod'
import { labelSetSchema, levelSchema } from './levels.ts'

/** The profile and port name of faces on a screen, where a keypad has its own. */
export const DISPLAY = 'display'

/** `thanks`: the last rating was counted and nothing has begun since. */
export const displayPhaseSchema = z.enum(['closed', 'paused', 'idle', 'serving', 'asked', 'thanks'])
export type DisplayPhase = z.infer<typeof displayPhaseSchema>

export const displayViewSchema = z.object({
  station: z.string(),
  language: z.enum(['zh-CN', 'en-US']),
  practice: z.boolean(),
  labelSet: labelSetSchema,
  phase: displayPhaseSchema,
  /** Who serves here; null while the window is closed. `stars`: 0–5, null where the hall gives none. */
  clerk: z
    .object({
      number: z.string(),
      name: z.string(),
      photo: z.string().nullable(),
      stars: z.number().nullable(),
    })
    .nullable(),
  ask: z.object({ id: z.string(), windowMs: z.number(), leftMs: z.number() }).nullable(),
  /** Whether the five faces are shown while asked: the site allows them and there is no keypad. */
  faces: z.boolean(),
})
export type DisplayView = z.infer<typeof displayViewSchema>

/** A touch on a face: which, for which ask it was shown, and the screen's own time of it (ms UTC). */
export const touchSchema = z.strictObject({
  face: levelSchema,
  ask: z.uuid(),
  at: z.number().int().min(0).max(8_640_000_000_000_000),
})
export type Touch = z.infer<typeof touchSchema>

/** Where the tablet's page is served: one of this PC's own addresses in the hall's network. */
export const tabletSchema = z.strictObject({
  address: z.union([z.ipv4(), z.ipv6()]),
  port: z.number().int().min(1024).max(65_535),
})
export type Tablet = z.infer<typeof tabletSchema>
