/** What technicians and hall IT do beside the keypad. */
import { z } from 'zod'
import { configSchema } from '../config.ts'
import { contract, done, INSTALLERS, IT, nothing } from './contract.ts'

export const verifyReportSchema = z.object({
  ok: z.boolean(),
  logId: z.string(),
  entries: z.number(),
  head: z.string(),
  /** First seq that does not verify; null when whole. */
  firstBad: z.number().nullable(),
  /** Plain words: what is wrong, or empty. */
  problem: z.string(),
})
export type VerifyReport = z.infer<typeof verifyReportSchema>

export const installerCommands = {
  'hall.enrol': contract(
    INSTALLERS,
    z.strictObject({ url: z.string().trim().max(300), code: z.string().trim().max(32) }),
    z.object({ counter: z.string() }),
  ),
  'config.get': contract(INSTALLERS, nothing, configSchema),
  /** Everything but the keypad and the hotkeys, which have commands of their own. */
  'config.set': contract(INSTALLERS, configSchema.omit({ keypad: true, hotkeys: true }), done),

  'log.verify': contract(IT, nothing, verifyReportSchema),
} as const
