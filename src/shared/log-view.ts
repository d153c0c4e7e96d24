/** What hall IT sees of the log: lists a page at a time, one matter's story, sums of days. Times are ms UTC. */
import { z } from 'zod'
import { labelSetSchema, levelSchema } from './levels.ts'
import { verdictSchema } from './pad.ts'

export const outcomeSchema = z.enum(['open', 'rated', 'unrated'])
export type Outcome = z.infer<typeof outcomeSchema>

const word = z.string().min(1).max(128)
const text = z.string().trim().min(1).max(64)

/** Local days as bounds: from `from` on, before `to`. Left out: no bound. */
const range = { from: z.number().optional(), to: z.number().optional() }

const page = {
  /** The cursor of the page before; left out: the first page. */
  after: z.number().int().optional(),
  limit: z.number().int().min(1).max(200).default(100),
  order: z.enum(['newest', 'oldest']).default('newest'),
}

/** `text` is looked for in what people wrote and in reasons; in the list of matters also a whole reference. */
const mattersQuerySchema = z.strictObject({
  list: z.literal('matters'),
  ...range,
  staff: word.optional(),
  item: word.optional(),
  outcome: outcomeSchema.optional(),
  text: text.optional(),
  ...page,
})
const entriesQuerySchema = z.strictObject({
  list: z.literal('entries'),
  ...range,
  staff: word.optional(),
  kind: z.string().min(1).max(64).optional(),
  verdict: verdictSchema.optional(),
  text: text.optional(),
  ...page,
})
export const listQuerySchema = z.discriminatedUnion('list', [mattersQuerySchema, entriesQuerySchema])
export type ListQuery = z.infer<typeof listQuerySchema>
export type MattersQuery = z.infer<typeof mattersQuerySchema>
export type EntriesQuery = z.infer<typeof entriesQuerySchema>

export const matterLineSchema = z.object({
  id: z.string(),
  /** Place in the list, for the key of a row. */
  n: z.number(),
  seq: z.number(),
  openedAt: z.number(),
  closedAt: z.number().nullable(),
  staff: z.string().nullable(),
  item: z.object({ code: z.string(), name: z.string() }),
  reference: z.string().nullable(),
  outcome: outcomeSchema,
  /** null while the matter is open, unrated, or rated with another matter of its visit. */
  level: levelSchema.nullable(),
  reason: z.string().nullable(),
  explained: z.string().nullable(),
  servedMs: z.number().nullable(),
  overtimeMs: z.number().nullable(),
})
export type MatterLine = z.infer<typeof matterLineSchema>

export const entryLineSchema = z.object({
  n: z.number(),
  seq: z.number(),
  /** null where the body is no entry. */
  at: z.number().nullable(),
  kind: z.string(),
  by: z.string().nullable(),
  matter: z.string().nullable(),
  /** Level, key and bytes of a matter that is still open are left out. */
  withheld: z.boolean(),
  /** The fields of the kind, as stored. */
  fields: z.record(z.string(), z.unknown()),
  /** The stored line where it is no entry: hiding it would make a changed log look whole. */
  raw: z.string().nullable(),
})
export type EntryLine = z.infer<typeof entryLineSchema>

/** How far the lists have taken the log in. */
export const indexedSchema = z.object({ done: z.number(), total: z.number() })
export type Indexed = z.infer<typeof indexedSchema>

export const listPageSchema = z.object({
  matters: z.array(matterLineSchema),
  entries: z.array(entryLineSchema),
  /** The cursor for the next page; null: there is none. */
  next: z.number().nullable(),
  indexed: indexedSchema,
})
export type ListPage = z.infer<typeof listPageSchema>

/** What the stored bytes of a press say today, read again with the profile of that name. */
export const rereadSchema = z.object({
  /** `same`: the bytes say the key and the level of the entry. */
  verdict: z.enum(['same', 'different', 'no-profile', 'no-key']),
  key: z.string().nullable(),
  level: levelSchema.nullable(),
})
export type Reread = z.infer<typeof rereadSchema>

export const storySchema = z.object({
  matter: matterLineSchema.nullable(),
  entries: z.array(entryLineSchema.extend({ reread: rereadSchema.nullable() })),
})
export type Story = z.infer<typeof storySchema>

export const daySumSchema = z.object({
  /** Local day, `YYYY-MM-DD`. */
  day: z.string(),
  entries: z.number(),
  matters: z.number(),
  asked: z.number(),
  rated: z.number(),
  unrated: z.number(),
  /** How many of each level, the best first. */
  levels: z.array(z.number()).length(5),
})
export type DaySum = z.infer<typeof daySumSchema>

/** What there is to filter by, the most frequent first. */
export const facetsSchema = z.object({
  staff: z.array(z.object({ number: z.string(), name: z.string().nullable(), count: z.number() })),
  items: z.array(z.object({ code: z.string(), name: z.string(), count: z.number() })),
  kinds: z.array(z.object({ kind: z.string(), count: z.number() })),
  /** What the hall calls levels. */
  labels: labelSetSchema,
  indexed: indexedSchema,
})
export type Facets = z.infer<typeof facetsSchema>
