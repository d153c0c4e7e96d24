/** The technician's guided check of a keypad, as pages and the installation report see it. */
import { z } from 'zod'
import { levelSchema } from './levels.ts'
import { faultSchema } from './views.ts'

/** In the order in which they are done. */
export const CHECK_STEPS = [
  'visible',
  'driver',
  'open',
  'bytes',
  'frames',
  'pad',
  'keys',
  'light',
  'voice',
  'saved',
] as const
export const checkStepSchema = z.enum(CHECK_STEPS)
export type CheckStep = z.infer<typeof checkStepSchema>

/** What only a person can see or hear. */
export const confirmedStepSchema = z.enum(['light', 'voice'])
export type ConfirmedStep = z.infer<typeof confirmedStepSchema>

export const skipCountsSchema = z.object({
  noise: z.number(),
  'bad-length': z.number(),
  'bad-checksum': z.number(),
  unknown: z.number(),
})
export type SkipCounts = z.infer<typeof skipCountsSchema>

/** What was seen for a step; the pages have a sentence for each. */
export const checkEvidenceSchema = z.object({
  code: z.enum([
    'nothing-yet',
    'listed',
    'unlisted',
    'network',
    'driver-ok',
    'driver-none',
    'connecting',
    'held-by',
    'opened',
    'press-any',
    'bytes',
    'refused',
    'frames',
    'foreign-frames',
    'pad-key',
    'pad-identity',
    'keys',
    'light-none',
    'light-send',
    'light-look',
    'light-seen',
    'light-unseen',
    'voice-pc',
    'voice-send',
    'voice-listen',
    'voice-heard',
    'voice-unheard',
    'saved',
  ]),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type CheckEvidence = z.infer<typeof checkEvidenceSchema>

export const checkStepViewSchema = z.object({
  step: checkStepSchema,
  /** `now`: what is to be done next; `failed`: something stands against it, see `advice`. */
  state: z.enum(['waiting', 'now', 'ok', 'failed']),
  evidence: checkEvidenceSchema,
  /** What stands against the step, with its next step; null when nothing does. */
  advice: faultSchema.nullable(),
})
export type CheckStepView = z.infer<typeof checkStepViewSchema>

export const checkKeySchema = z.object({
  key: z.string(),
  level: levelSchema,
  /** The cause that the key stands for, e.g. 业务不熟. */
  reason: z.string().nullable(),
  presses: z.number(),
})
export type CheckKey = z.infer<typeof checkKeySchema>

export const checkViewSchema = z.object({
  port: z.string(),
  profile: z.string(),
  address: z.number().nullable(),
  /** ms UTC. */
  startedAt: z.number(),
  /** What the pad, or its adapter, calls itself; null when it says nothing. */
  identity: z.string().nullable(),
  steps: z.array(checkStepViewSchema),
  /** The pad's keys in the order in which they stand on it. */
  keys: z.array(checkKeySchema),
  /** The newest press, counted over the whole check, so that a page sees every new one. */
  last: z.object({ key: z.string(), count: z.number() }).nullable(),
  /** Bytes refused, by reason. */
  skips: skipCountsSchema,
  /** Who speaks: the pad, or the page on this PC. */
  voice: z.enum(['pad', 'pc']),
})
export type CheckView = z.infer<typeof checkViewSchema>
