/** What a check of a log may say. Neutral words: a verdict says what the entries show, not who did what. */
import { z } from 'zod'

/**
 * - `ok`: every link, seal and known place fits.
 * - `damaged`: something in the file cannot be read as an entry.
 * - `edited`: an entry, or what makes it provable, is not as it was written.
 * - `tail-missing`: the end is gone, or was gone when the log went on.
 * - `forked`: whole in itself, and not the log that somebody else has seen.
 * - `unsealed`: entries without the seals that must cover them.
 * - `time-odd`: whole, but its times cannot have been so.
 */
export const verdictOfLogSchema = z.enum([
  'ok',
  'damaged',
  'edited',
  'tail-missing',
  'forked',
  'unsealed',
  'time-odd',
])
export type LogVerdict = z.infer<typeof verdictOfLogSchema>

/** What exactly led to the verdict; empty when ok. */
export const whySchema = z.enum([
  '',
  'unreadable',
  'gap',
  'prev',
  'hash',
  'body',
  'seal',
  'epoch',
  'place',
  'beyond',
  'anchor',
  'no-seal',
  'series',
  'mono',
  'wall',
  'shift',
  'matter',
  'press',
])
export type Why = z.infer<typeof whySchema>

export const judgementSchema = z.object({
  logId: z.string(),
  verdict: verdictOfLogSchema,
  why: whySchema,
  /** Entries that verified, and the last of them. */
  entries: z.number(),
  head: z.string(),
  /** Entries at the beginning that have left by the log's own rules; 0: it begins at its first. */
  pruned: z.number().default(0),
  /** First seq that does not verify; null when whole, or when no single entry is to blame. */
  firstBad: z.number().nullable(),
  /** Wall-clock times (ms UTC) between which the log cannot be vouched for; null when ok. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  /** Staff numbers whose entries stand in that span. */
  staff: z.array(z.string()),
  /** Seals found, and how many of them were checked with a key. */
  seals: z.number(),
  checkedSeals: z.number(),
})
export type Judgement = z.infer<typeof judgementSchema>
