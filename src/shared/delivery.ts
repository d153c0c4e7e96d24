/**
 * What counter and hall say to each other over HTTP. JSON bodies but for the entries, which are NDJSON:
 * one stored body a line, exactly as in the log.
 *
 * Every request but health and enrolment carries `Guiping-Counter` (the counter's id), `Guiping-Time` (ms UTC) and
 * `Guiping-Signature` (Ed25519, base64) over the text of src/keys/request.ts. Every answer of the hall carries
 * `Guiping-Signature` over its body with the key that was pinned at enrolment.
 */
import { z } from 'zod'
import { receiptSchema } from './receipt.ts'
import { sealKeySchema } from './seal.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** What people call a window, e.g. `7`. */
export const stationSchema = z.string().min(1).max(32)

/** How a hall names itself at GET /v1/health: without it, a URL is not a hall. */
export const healthSchema = z.object({ service: z.literal('guiping-hall'), version: z.string() })

export const enrolInputSchema = z.strictObject({
  /** One-time code that the hall's page or `guiping hall enrol` shows. */
  code: z.string().trim().max(32),
  station: stationSchema,
  /** The counter's Ed25519 public key, SPKI DER in base64. */
  publicKey: z.string().max(200),
  /** The key that seals the counter's log from now on; older counters have none. Secret: never in an answer. */
  seal: sealKeySchema.optional(),
})
export const enrolOutputSchema = z.object({
  counter: z.string(),
  /** The hall's Ed25519 public key, SPKI DER in base64: pinned from now on. */
  hallKey: z.string().max(200),
})

/** Entries of a log beyond a place: when, ms UTC as their own clock said, and the staff numbers that they name. */
export const spanSchema = z.object({
  from: z.number().nullable(),
  to: z.number().nullable(),
  staff: z.array(z.string()),
})
export type Span = z.infer<typeof spanSchema>

/**
 * GET /v1/logs/{log}/head?seq=N&station=S : where the hall stands, and its hash at the counter's own seq if it has it.
 * `station` is what the window is called now; older counters leave it out, and the hall keeps what it knew.
 * With `beyond=1` the answer says what the hall has after seq.
 */
export const headOutputSchema = z.object({
  /** 0 and zeros for a log the hall has never seen. */
  acked: z.number().int().nonnegative(),
  head: hash,
  /** The hall's hash at the asked seq; null when it has no such entry. */
  at: hash.nullable(),
  /** The hall's wall clock, ms UTC. */
  clock: z.number(),
  /** What was asked with `beyond`; an older hall does not say it. */
  beyond: spanSchema.optional(),
})
export type HeadOutput = z.infer<typeof headOutputSchema>

/** POST /v1/logs/{log}/entries with `Guiping-From: seq` and `Guiping-Prev: hash before the first row`. */
export const appendOutputSchema = z.object({
  acked: z.number().int(),
  head: hash,
  clock: z.number(),
  /** For up to `acked`, where a seal came with these entries; an older hall gives none. */
  receipt: receiptSchema.optional(),
})
export type AppendOutput = z.infer<typeof appendOutputSchema>

/** A refusal: status 4xx. `expected` with hall/gap; `common` (last seq on which both agree) with hall/fork. */
export const refusalSchema = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
  /** What the code's sentence names in braces, so that the counter can say it in its own language. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  expected: z.number().int().optional(),
  common: z.number().int().optional(),
})

/** Most entries and bytes (before compression) of one append. */
export const MAX_BATCH = { entries: 500, bytes: 4 * 1024 * 1024 }
/** Bodies above this many bytes are sent gzipped. */
export const GZIP_FROM = 1024
