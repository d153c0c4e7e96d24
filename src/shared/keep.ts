/** What hall IT sees of entries that may leave the log of a counter. Times are ms UTC. */
import { z } from 'zod'
import type { Fault } from './result.ts'
import { faultSchema } from './views.ts'

export const leavingSchema = z.object({
  /** How many, and the last of them: what a person agrees to. */
  entries: z.number(),
  to: z.number(),
  /** Of the first and the last, by the counter's clock. */
  since: z.number(),
  until: z.number(),
})

export const keepViewSchema = z.object({
  /** The site's policy, and the days that no policy goes below. */
  months: z.number(),
  leastDays: z.number(),
  /** What may leave; null: nothing, and `why` says so. */
  leaving: leavingSchema.nullable(),
  why: faultSchema.nullable(),
  /** Where the archive will be. */
  folder: z.string(),
  /** Archives of what has left, the newest first, each with the last entry that left then. */
  archives: z.array(z.object({ to: z.number(), file: z.string() })),
})
export type KeepView = z.infer<typeof keepViewSchema>
/** As the program makes it: the code is one of ours. */
export type KeepFound = Omit<KeepView, 'why'> & { why: Fault | null }

export const leftSchema = z.object({
  entries: z.number(),
  to: z.number(),
  archive: z.string(),
  /** Whether the file became smaller; if not, the entries that follow use the room. */
  smaller: z.boolean(),
})
export type Left = z.infer<typeof leftSchema>
