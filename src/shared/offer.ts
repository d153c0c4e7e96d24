/**
 * Fetching logs: where a counter offers its own, the token that lets hall IT fetch it, and the lines of a `.glog` file.
 * A `.glog` is the same log on a stick: a header, receipts, entries as in a JSONL export, and an end that is signed.
 */
import { z } from 'zod'
import { receiptSchema } from './receipt.ts'

export const DEFAULT_OFFER_PORT = 8470
/** Every IPv4 address of the PC. */
export const ANY_ADDRESS = '0.0.0.0'

export const offerPlaceSchema = z.strictObject({
  address: z.union([z.ipv4(), z.ipv6()]),
  port: z.number().int().min(1024).max(65_535),
})
export type OfferPlace = z.infer<typeof offerPlaceSchema>

const key = z.string().max(200)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const seq = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const who = z.string().trim().min(1).max(64)
const why = z.string().trim().min(1).max(200)

/** A token is good for so long at most. */
export const MOST_HOURS = 24
export const DEFAULT_HOURS = 8
export const HOUR_MS = 3_600_000

/** What a token says. It is signed with `key`; whoever uses it shows with every request that they hold `holder`. */
export const pullClaimsSchema = z.strictObject({
  v: z.literal(1),
  id: z.uuid(),
  may: z.literal('read-log'),
  /** The hall's public key, or the counter's own. */
  key,
  /** Public key of whoever may use it: a counter that sees the token cannot use it at another. */
  holder: key,
  /** Windows, or counters' ids at the hall; null: every counter that trusts `key`. */
  stations: z.array(z.string().min(1).max(200)).min(1).max(500).nullable(),
  who,
  why,
  /** ms UTC. */
  from: z.number().int(),
  until: z.number().int(),
})
export type PullClaims = z.infer<typeof pullClaimsSchema>

/** A file for one person: it holds a secret. What else stands in it is public and lets its holder check more. */
export const tokenFileSchema = z.strictObject({
  guiping: z.literal('pull-token/1'),
  token: z.string().max(16_000),
  /** Private half of `holder`. Secret. */
  secret: z.string().max(300),
  /** The hall's public key, for receipts; null where a counter made the token. */
  hallKey: key.nullable(),
  /** Public keys of counters, for what they sign. */
  counters: z.array(z.strictObject({ station: z.string(), publicKey: key })),
})
export type TokenFile = z.infer<typeof tokenFileSchema>

/** What a token is asked for. */
export const tokenWantedSchema = z.strictObject({
  who,
  why,
  hours: z.number().int().min(1).max(MOST_HOURS).default(DEFAULT_HOURS),
})

/** The signed end: entries `from` … `seq` of this log are one chain from `prev` to `head`. */
export const glogEndSchema = z.strictObject({
  from: seq,
  prev: hash,
  seq,
  head: hash,
  signature: z.string().max(200),
})
export type GlogEnd = z.infer<typeof glogEndSchema>

export const glogHeaderSchema = z.object({
  glog: z.literal(1),
  log_id: z.uuid(),
  station: z.string().max(200),
  /** The counter's id at the hall, and the hall's key; null before an enrolment. */
  counter: z.string().max(200).nullable(),
  hall_key: key.nullable(),
  /** The counter's public key. */
  key,
  /** The first entry of the file and the hash before it: more than 1 where the log was pruned. */
  from: seq,
  prev: hash,
  /** Where the log ended when the file was begun. */
  to: seq,
  head: hash,
  made_at: z.number(),
})
export type GlogHeader = z.infer<typeof glogHeaderSchema>

export const glogReceiptLineSchema = z.strictObject({ receipt: receiptSchema })
export const glogEndLineSchema = z.strictObject({ end: glogEndSchema })

/** What a counter's signature under an end covers. */
export const endText = (log: string, station: string, end: Omit<GlogEnd, 'signature'>): string =>
  [
    'guiping-glog/1',
    `log: ${log}`,
    `station: ${JSON.stringify(station)}`,
    `from: ${end.from}`,
    `prev: ${end.prev}`,
    `entries: ${end.seq}`,
    `head: ${end.head}`,
    '',
  ].join('\n')

/** `GET /v1/log?at=SEQ`: what there is. `at`: the hash that the counter has there, to see whether it is the same chain. */
export const offerStatusSchema = z.object({
  header: glogHeaderSchema.omit({ made_at: true }),
  at: z.strictObject({ seq: z.number(), hash }).nullable(),
  /** Logs that were moved aside there; an older counter does not say it. */
  quarantined: z.number().int().nonnegative().optional(),
  /** The counter's clock, ms UTC. */
  now: z.number(),
})
export type OfferStatus = z.infer<typeof offerStatusSchema>

/** `GET /v1/log/begin?log=&start=&from=`: a pull begins and stands in the log; the end that it will reach. */
export const offerBegunSchema = z.object({ pull: z.uuid(), end: glogEndSchema })
export type OfferBegun = z.infer<typeof offerBegunSchema>

/** `GET /v1/log/receipts?pull=&after=`: receipts for places beyond `after`, oldest first, a page at a time. */
export const offerReceiptsSchema = z.object({ receipts: z.array(receiptSchema), more: z.boolean() })

/** Names of the headers that show who asks. */
export const OFFER_HEADERS = {
  token: 'guiping-token',
  time: 'guiping-time',
  signature: 'guiping-signature',
} as const

/** What would end a field or a line of a hosts file. */
const BETWEEN = /[,，\p{Cc}\p{Zl}\p{Zp}]+/gu

/** A line of a hosts file: how to find a counter, and what its certificate must be. A window's name has no commas there. */
export const hostLine = (address: string, port: number, station: string, fingerprint: string): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port},${station.replaceAll(BETWEEN, ' ').trim()},${fingerprint}`
