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

/** How far a leaving is: entries of the copy that are checked, then entries that have left. `total` is 0 while nobody knows. */
export const leavingViewSchema = z.object({
  step: z.enum(['check', 'leave']),
  done: z.number(),
  total: z.number(),
})
export type LeavingView = z.infer<typeof leavingViewSchema>

export const leftSchema = z.object({
  entries: z.number(),
  to: z.number(),
  archive: z.string(),
  /** Whether the file became smaller; if not, the entries that follow use the room. */
  smaller: z.boolean(),
})
export type Left = z.infer<typeof leftSchema>

/** A log that was moved aside after damage, or a copy that the log was restored from. */
export const setAsideSchema = z.object({
  /** Name of its folder. */
  name: z.string(),
  at: z.number(),
  bytes: z.number(),
  copy: z.boolean(),
})
export type SetAside = z.infer<typeof setAsideSchema>

/** What lies beside the log of a counter: copies of it, and logs that were moved aside. */
export const asideViewSchema = z.object({
  /** The data folder, and where the logs are that were moved aside. */
  dir: z.string(),
  folder: z.string(),
  logs: z.array(setAsideSchema),
  copies: z.object({
    folder: z.string(),
    /** The newest copy, and its last entry; null: there is none. */
    newest: z.object({ at: z.number(), seq: z.number() }).nullable(),
  }),
})
export type AsideView = z.infer<typeof asideViewSchema>

export const asideTakenSchema = z.object({
  folder: z.string(),
  /** Names of what came now; what was there before is not copied again. */
  taken: z.array(z.string()),
})
export type AsideTaken = z.infer<typeof asideTakenSchema>

/** How far that copying is: bytes. `total` is 0 while nothing is copied. */
export const copyViewSchema = z.object({ done: z.number(), total: z.number() })
export type CopyView = z.infer<typeof copyViewSchema>
