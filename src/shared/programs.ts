/** Programs that may speak to this counter, the folder that old ones use, and what choosing an item starts. */
import { z } from 'zod'
import { didSchema } from './commands/work.ts'
import { counterStateSchema, faultSchema, nextStepSchema } from './views.ts'

/** A program's name in the log and on the page, e.g. `tax`. */
export const programNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
export const MOST_PROGRAMS = 20

/** Where the door listens unless the site says otherwise. */
export const USUAL_DOOR = 8462

/** One placeholder of a template and what fills it. */
export const PLACEHOLDERS = ['item', 'reference', 'station', 'staff'] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

/** What an item starts: a program with its arguments, one text each, or a page in the browser. */
export const launchSchema = z.union([
  z.strictObject({
    program: z.string().min(1).max(260),
    args: z.array(z.string().max(512)).max(20).default([]),
  }),
  z.strictObject({ url: z.string().min(1).max(1024) }),
])
export type Launch = z.infer<typeof launchSchema>

export const launchSettingsSchema = z.strictObject({
  /** Programs that may be started: full paths, letter by letter. */
  programs: z.array(z.string().min(1).max(260)).max(50).default([]),
  /** Servers that may be opened, e.g. `https://tax.example`. */
  origins: z.array(z.string().min(1).max(300)).max(50).default([]),
  /** What to start, by item code; `*` for every item that has none of its own. */
  items: z.record(z.string().min(1).max(64), launchSchema).default({}),
})
export type LaunchSettings = z.infer<typeof launchSettingsSchema>

export const NO_LAUNCH: LaunchSettings = { programs: [], origins: [], items: {} }

/** How a matter stands, as a program may know it: that it was rated, never how. */
export const programMatterSchema = z.object({
  id: z.string(),
  item: z.object({ code: z.string(), name: z.string() }),
  /** As stored: numbers of people are hashed. */
  reference: z.string().nullable(),
  state: z.enum(['serving', 'asked', 'rated', 'unrated']),
  /** Why there is no rating; null otherwise. */
  reason: z.string().nullable(),
})
export type ProgramMatter = z.infer<typeof programMatterSchema>

/** `already`: this reference was given before, and the answer is how its matter stands now. */
export const programAnswerSchema = z.object({
  did: didSchema.shape.did,
  already: z.boolean(),
  matter: programMatterSchema,
})
export type ProgramAnswer = z.infer<typeof programAnswerSchema>

export const programStateSchema = z.object({
  station: z.string(),
  state: counterStateSchema,
  locked: z.boolean(),
  next: nextStepSchema,
  matter: programMatterSchema.extend({ servedMs: z.number() }).nullable(),
  /** ms that are left of an open rating window; null: none is open. */
  leftMs: z.number().nullable(),
})
export type ProgramState = z.infer<typeof programStateSchema>

/** What the technician and IT see. */
export const programsViewSchema = z.object({
  door: z.object({
    /** null: closed, because no program is listed or the port is taken. */
    url: z.string().nullable(),
    port: z.number(),
    trouble: faultSchema.nullable(),
  }),
  folder: z.object({ path: z.string().nullable(), trouble: faultSchema.nullable() }),
  programs: z.array(
    z.object({
      name: z.string(),
      addedAt: z.number(),
      /** Last request since the program started; null: none. */
      seenAt: z.number().nullable(),
    }),
  ),
})
export type ProgramsView = z.infer<typeof programsViewSchema>
