/** The key that seals the log of a counter, as it stands in its file and as the hall gets it at enrolment. */
import { z } from 'zod'

export const sealKeySchema = z.strictObject({
  /** Names the line of keys that came from one first key: 16 hex digits. */
  series: z.string().regex(/^[0-9a-f]{16}$/),
  /** Which epoch this key seals; it counts from 1 over all logs of a counter. */
  epoch: z.number().int().min(1),
  /** 32 bytes in hex. Secret. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
})
export type SealKey = z.infer<typeof sealKeySchema>
