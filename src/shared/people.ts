/**
 * Staff, items, reasons and policy: what the hall gives the counter. Halls are upgraded first: what a newer one says beyond
 * this is left out, not refused.
 */
import { z } from 'zod'

export const staffNumberSchema = z.string().trim().min(1).max(32)

/** `verifier` is a salted scrypt hash; the password itself is nowhere. */
export const staffSchema = z.object({
  number: staffNumberSchema,
  name: z.string().min(1).max(64),
  verifier: z.string().max(512),
  /** The verifier is of a first password, which its owner must change before the first shift. */
  first: z.boolean().default(false),
  /** For the customer's screen: a small picture as a data URL (about 24 kB of image), and 0–5 stars. */
  photo: z
    .string()
    .max(32_768)
    .regex(/^data:image\/(?:jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}$/)
    .optional(),
  stars: z.number().int().min(0).max(5).optional(),
})
export type Staff = z.infer<typeof staffSchema>

export const itemSchema = z.object({
  code: z.string().min(1).max(64),
  name: z.string().min(1).max(128),
  /** Time limit in ms; null: none. */
  limitMs: z.number().int().positive().nullable(),
  /** Workload weight; 1 is ordinary. */
  weight: z.number().positive(),
})
export type Item = z.infer<typeof itemSchema>

/** The item that is always there. */
export const CONSULTATION: Item = { code: 'ZX', name: '咨询', limitMs: null, weight: 1 }

/** Reasons for a matter without a rating that the program itself gives. */
export const SYSTEM_REASONS = ['no-press', 'next-citizen', 'pad-offline', 'shift-closed'] as const
export type SystemReason = (typeof SYSTEM_REASONS)[number]

/** After these the clerk is asked what it was: the program saw only that nobody pressed. */
export const OWED_REASONS: readonly string[] = ['no-press', 'next-citizen'] satisfies SystemReason[]

/** Beside these a clerk's own reason may stand: also where the pad was away for a part of the time alone. */
export const EXPLAINABLE_REASONS: readonly string[] = [...OWED_REASONS, 'pad-offline' satisfies SystemReason]

/** The program's own reasons in words. */
export const SYSTEM_REASON_WORDS: Record<SystemReason, { zh: string; en: string }> = {
  'no-press': { zh: '没有按键', en: 'No key pressed' },
  'next-citizen': { zh: '已叫下一位', en: 'Next citizen called' },
  'pad-offline': { zh: '评价器离线', en: 'Keypad offline' },
  'shift-closed': { zh: '已签退', en: 'Signed out' },
}

/** @returns a reason in words: the program's own or the site's; null for a code that neither has (any more). */
export const reasonText = (code: string, site: readonly SiteReason[]): { zh: string; en: string } | null => {
  const system = SYSTEM_REASONS.find((reason) => reason === code)
  return system ? SYSTEM_REASON_WORDS[system] : (site.find((reason) => reason.code === code) ?? null)
}

export const siteReasonSchema = z.object({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  zh: z.string().min(1).max(32),
  en: z.string().min(1).max(64),
})
export type SiteReason = z.infer<typeof siteReasonSchema>

export const pauseReasonSchema = z.enum(['meeting', 'meal', 'handover'])
export type PauseReason = z.infer<typeof pauseReasonSchema>

export const policySchema = z.object({
  /** The rating window in ms. */
  windowMs: z.number().int().min(200).max(600_000),
  /** Wanted share of rated matters, 0…1. */
  coverageTarget: z.number().min(0).max(1),
  labelSet: z.enum(['2010', '2020']),
  unratedReasons: z.array(siteReasonSchema).max(20),
  /** Reference numbers in the log: as given, or as a keyed hash. Identity and telephone numbers are hashed in any case. */
  references: z.enum(['plain', 'hash']).default('plain'),
  /** The counter locks itself after so many ms without a command; null: never. */
  idleLockMs: z.number().int().min(1000).max(86_400_000).nullable().default(600_000),
  /** Several matters of one citizen: `each` is rated by itself (一事一评), or `one` rating covers the visit (一次一评). */
  visit: z.enum(['each', 'one']).default('each'),
  /** Whether the customer's screen may take ratings by touch where a counter has no keypad. */
  faces: z.boolean().default(false),
  /** Months after which entries that the hall has may leave the counter's log; never before 180 days, whatever stands here. */
  keepMonths: z.number().int().min(1).max(600).default(36),
  /** Tokens for fetching a log that the hall signed up to this moment (ms UTC, its own clock) count no more; null: all do. */
  tokensRevokedAt: z.number().int().nullable().default(null),
})
export type Policy = z.infer<typeof policySchema>

export const DEFAULT_POLICY: Policy = {
  windowMs: 30_000,
  coverageTarget: 0.95,
  labelSet: '2010',
  unratedReasons: [
    { code: 'declined', zh: '群众不评', en: 'Citizen declined' },
    { code: 'left', zh: '群众已离开', en: 'Citizen had left' },
    { code: 'not-finished', zh: '未办结', en: 'Not finished' },
    { code: 'phone', zh: '电话业务', en: 'By telephone' },
    { code: 'other', zh: '其他', en: 'Other' },
  ],
  references: 'plain',
  idleLockMs: 600_000,
  visit: 'each',
  faces: false,
  keepMonths: 36,
  tokensRevokedAt: null,
}

/** What `GET /v1/roster` answers: everything the counter needs to work offline. */
export const rosterSchema = z.object({
  staff: z.array(staffSchema).max(5000),
  items: z.array(itemSchema).max(20_000),
  policy: policySchema,
})
export type Roster = z.infer<typeof rosterSchema>
