/** What technicians and hall IT do beside the keypad. */
import { z } from 'zod'
import { configSchema, settingsSchema } from '../config.ts'
import { judgementSchema } from '../verdict.ts'
import { contract, done, INSTALLERS, IT, nothing } from './contract.ts'

export const verifyReportSchema = judgementSchema.extend({
  ok: z.boolean(),
  /** Plain words: what does not fit, or empty. */
  problem: z.string(),
})
export type VerifyReport = z.infer<typeof verifyReportSchema>

/** How far a check is: entries. `total` is 0 while nobody knows. */
export const verifyViewSchema = z.object({ done: z.number(), total: z.number() })
export type VerifyView = z.infer<typeof verifyViewSchema>

export const installerCommands = {
  'hall.enrol': contract(
    INSTALLERS,
    z.strictObject({ url: z.string().trim().max(300), code: z.string().trim().max(32) }),
    z.object({ counter: z.string() }),
  ),
  'config.get': contract(INSTALLERS, nothing, configSchema),
  'config.set': contract(INSTALLERS, settingsSchema, done),

  'log.verify': contract(IT, nothing, verifyReportSchema),
  'log.verify-state': contract(IT, nothing, verifyViewSchema),
  'log.verify-stop': contract(IT, nothing, done),
} as const
