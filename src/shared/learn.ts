/** Learning a new kind of keypad from its presses, as the technician's page sees it. */
import { z } from 'zod'
import { levelSchema } from './levels.ts'
import { lineSettingsSchema } from './profile.ts'
import { faultSchema } from './views.ts'

export const learnKeySchema = z.object({
  level: levelSchema,
  presses: z.number(),
  /** `due`: it is to be pressed now; `done`: pressed, and kept. */
  state: z.enum(['waiting', 'due', 'done']),
})
export type LearnKey = z.infer<typeof learnKeySchema>

const cellSchema = z.object({
  hex: z.string(),
  role: z.enum(['head', 'tail', 'length', 'key', 'check', 'changing', 'unexplained', 'fixed']),
  /** It is not the same for every key. */
  differs: z.boolean(),
})
export type LearnCell = z.infer<typeof cellSchema>

/** Found, replayed, and every press gave its level: it may be saved. */
export const learntSchema = z.object({
  rows: z.array(z.object({ level: levelSchema, cells: z.array(cellSchema) })),
  /** What the presses cannot prove. */
  uncertain: z.array(
    z.enum([
      'single-press',
      'checksum',
      'no-checksum',
      'no-head',
      'unexplained-bytes',
      'address-or-counter',
      'changing-bytes',
      'length',
      'fixed-bytes',
      'line',
      'seven-bits',
    ]),
  ),
  presses: z.number(),
  /** Bursts too short to be a press. */
  noise: z.number(),
})
export type LearntView = z.infer<typeof learntSchema>

export const learnViewSchema = z.object({
  port: z.string(),
  line: lineSettingsSchema,
  /** How often each key is to be pressed. */
  times: z.number(),
  /** In the order of pressing. */
  keys: z.array(learnKeySchema),
  listening: z.boolean(),
  /** ms in which the due key must have been pressed often enough; null: none is due. */
  leftMs: z.number().nullable(),
  /** Why there is nothing to be saved, or why it stopped; what was pressed before is kept. */
  fault: faultSchema.nullable(),
  learnt: learntSchema.nullable(),
  /** The profile that it became. */
  saved: z.string().nullable(),
})
export type LearnView = z.infer<typeof learnViewSchema>
