/** Lists of staff, items, reasons and policy, at a counter without a hall. */
import { z } from 'zod'
import { contract, done, INSTALLERS, nothing } from './contract.ts'

/** Which file of this page. */
const upload = z.string().min(1).max(64)
const named = z.strictObject({ upload, name: z.string().min(1).max(255) })

export const listKindSchema = z.enum(['staff', 'items', 'reasons', 'policy'])
export type ListKind = z.infer<typeof listKindSchema>

const changesSchema = z.object({
  added: z.number(),
  changed: z.number(),
  same: z.number(),
  /** Numbers, codes or names of what the file lacks: it will be gone. At most 20 are named. */
  removed: z.object({ count: z.number(), names: z.array(z.string()) }),
})

export const listsResultSchema = z.object({
  /** What is wrong, at most 200 of `wrong`; nothing is imported while there is any. */
  problems: z.array(
    z.object({ sheet: z.string(), line: z.number(), column: z.string(), reason: z.string() }),
  ),
  wrong: z.number(),
  /** null while something is wrong; a list that is not in the file is null. */
  changes: z.record(listKindSchema, changesSchema.nullable()).nullable(),
})
export type ListsResult = z.infer<typeof listsResultSchema>

export const listsCommands = {
  /** Sends a file in parts of 30,000 bytes in base64. */
  'lists.upload': contract(
    INSTALLERS,
    z.strictObject({
      upload,
      part: z.number().int().min(0).max(1000),
      data: z.base64().max(40_000),
    }),
    done,
  ),
  /** What the file would change, or what is wrong with it. Nothing is written. */
  'lists.preview': contract(INSTALLERS, named, listsResultSchema),
  /** All of it or nothing. */
  'lists.import': contract(INSTALLERS, named, listsResultSchema),
  /** A workbook with the present lists, in base64; no passwords. */
  'lists.template': contract(INSTALLERS, nothing, z.object({ name: z.string(), data: z.string() })),
  /** How many of each there are, and the hall that gives them, if any. */
  'lists.get': contract(
    INSTALLERS,
    nothing,
    z.object({ hall: z.string().nullable(), staff: z.number(), items: z.number(), reasons: z.number() }),
  ),
} as const
