/** The columns of a table for another system, as data: resources/export/*.json and the site's own in DATA/export/. */
import { z } from 'zod'
import { labelSetSchema } from './levels.ts'

const title = z.string().min(1).max(64)

/** What a column can hold of a rated or finished matter. Times are local wall-clock time. */
export const exportFieldSchema = z.enum([
  /** The reference, or the matter's own id where it was opened without one. */
  'number',
  'matter',
  'reference',
  'item-code',
  'item-name',
  'accepted-at',
  'finished-at',
  'rated-at',
  'level',
  /** The level in the words of `labels`. */
  'label',
  /** Reasons that the citizen gave by a key of the pad. */
  'tags',
  'staff',
  /** The name on the list of staff, or the number. */
  'staff-name',
  'station',
  /** The rating's own id: the same wherever it is delivered. */
  'rating',
])
export type ExportField = z.infer<typeof exportFieldSchema>

/** What a site fills in when it exports: the log does not know it. */
export const fillSchema = z.enum(['department', 'region'])
export type Fill = z.infer<typeof fillSchema>

const columnSchema = z.union([
  z.strictObject({
    head: title,
    field: exportFieldSchema,
    /** Values that this table writes in another way, e.g. levels as `01`. What is not listed stays as it is. */
    map: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({ head: title, text: z.string().max(128) }),
  z.strictObject({ head: title, fill: fillSchema }),
])

export const exportMapSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  title: z.strictObject({ zh: title, en: title }),
  /** Where the columns come from. */
  source: z.string().max(512),
  /** `rated`: matters with a rating of their own; `finished`: every closed matter. */
  rows: z.enum(['rated', 'finished']),
  labels: labelSetSchema.default('2020'),
  columns: z.array(columnSchema).min(1).max(64),
})
export type ExportMap = z.infer<typeof exportMapSchema>
