/**
 * The entries of the log: one line of JSON each, exactly as stored and as uploaded. Kinds are only ever added.
 * A body is the envelope plus the fields of its kind. Durations are ms, times are ms UTC.
 */
import { z } from 'zod'
import { levelSchema } from './levels.ts'
import { lossSchema, verdictSchema } from './pad.ts'
import { pauseReasonSchema } from './people.ts'

const id = z.uuid()
const text = z.string().max(512)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** The fields of each kind, without the envelope. */
export const ENTRY_FIELDS = {
  'app.started': z.object({ version: text, host: z.enum(['electron', 'browser', 'cli']) }),
  'app.stopped': z.object({ why: text }),
  'app.suspended': z.object({}),
  'app.resumed': z.object({ sleptMs: z.number() }),
  'log.opened': z.object({
    log_id: id,
    alg: z.literal('sha256'),
    station: text,
    continues: z.object({ log_id: id, seq: z.number().int().nonnegative(), hash }).nullable(),
  }),
  /** The last entry of a log that was closed: what follows is in `to`. */
  'log.continued': z.object({ to: id, why: text }),
  'log.enrolled': z.object({
    hall: text,
    counter: text,
    hallKey: text,
    /** From which seal on the hall can check; absent: the hall has no key of this counter's. */
    seals: z.object({ series: text, epoch: z.number().int() }).optional(),
  }),
  /** Covers everything up to `seq`, the entry before it, whose hash is `head`: see db/chain/seal.ts. */
  'log.sealed': z.object({
    series: text,
    epoch: z.number().int().min(1),
    seq: z.number().int().min(1),
    head: hash,
    mac: hash,
  }),
  /** The entries up to `to`, whose hash is `head`, have left this file; the rest goes on from there. */
  'log.pruned': z.object({
    who: text,
    why: text,
    from: z.number().int().min(1),
    to: z.number().int().min(1),
    entries: z.number().int(),
    head: hash,
    /** The last seal among them; null: none was sealed. */
    seal: z.object({ series: text, epoch: z.number().int() }).nullable(),
    /** The hall had all of it before this time of its own clock, ms UTC. */
    before: z.number(),
    /** The checked copy that still holds them, and the last entry in it. */
    archive: z.object({ file: z.string().max(1024), seq: z.number().int(), head: hash }),
  }),
  /** A checked copy was gone back to: what it held and the hall lacks is in this log now. */
  'log.restored': z.object({
    who: text,
    why: text,
    file: z.string().max(1024),
    log_id: id,
    seq: z.number().int(),
    head: hash,
    carried: z.number().int(),
    /** How far the hall had the copy's log; null: it could not be asked. */
    hall: z.number().int().nullable(),
  }),
  /** A copy up to entry `seq`, whose hash is `head`. */
  'log.backed-up': z.object({ file: z.string().max(1024), seq: z.number().int(), head: hash }),
  'log.exported': z.object({
    who: text,
    format: text,
    from: z.number(),
    to: z.number(),
    entries: z.number(),
    /** What was taken out, in words, and for what; absent in older entries. */
    what: text.optional(),
    why: text.optional(),
  }),
  /** The log is offered in the network from now on, with this certificate (SHA-256), or is no more (nulls). */
  'log.offered': z.object({
    port: z.number().int().nullable(),
    address: text.nullable(),
    fingerprint: hash.nullable(),
  }),
  /** Hall IT begins to fetch the entries `from` … `to` over the network, under a token with this id. */
  'log.pulled': z.object({
    who: text,
    why: text,
    from: z.number().int(),
    to: z.number().int(),
    address: text,
    token: id,
    /** Whose signature the token bears. */
    issuer: z.enum(['hall', 'counter']),
  }),
  'session.refused': z.object({ who: text, why: z.enum(['wrong-password', 'wait']) }),
  'session.password-changed': z.object({ who: text, why: z.enum(['first', 'own']) }),
  'session.locked': z.object({ shift: id, why: z.enum(['clerk', 'idle', 'restart']) }),
  'session.unlocked': z.object({ shift: id }),
  'shift.opened': z.object({ shift: id, staff: text }),
  'shift.paused': z.object({ shift: id, reason: pauseReasonSchema }),
  'shift.resumed': z.object({ shift: id, pausedMs: z.number() }),
  'shift.closed': z.object({
    shift: id,
    why: z.enum(['clerk', 'handover']),
    /** Matters that ended without a rating and whose reason the clerk left out; absent: none. */
    unexplained: z.number().int().optional(),
  }),
  'matter.opened': z.object({
    matter: id,
    shift: id,
    item: z.object({ code: text, name: text }),
    reference: text.nullable(),
    /** The first matter of the visit that this one belongs to; absent: it is the first itself. */
    visit: id.optional(),
  }),
  /** Another item, while the matter is open or, in the same shift, after it was closed. */
  'matter.changed': z.object({ matter: id, item: z.object({ code: text, name: text }) }),
  /** Opened by mistake and taken back before any ask: it counts nothing. */
  'matter.undone': z.object({ matter: id }),
  /** The clerk's reason for a matter that the program closed without a rating. The program's own stays beside it. */
  'matter.explained': z.object({ matter: id, reason: text }),
  'rating.asked': z.object({
    ask: id,
    matter: id,
    windowMs: z.number(),
    pad: z.enum(['online', 'offline']),
    /** The earlier matters of the visit that this ask covers too; absent: none. */
    also: z.array(id).optional(),
  }),
  /** A press with its verdict. The entry's `id` is the rating's id when the verdict is `counted`. */
  'key.pressed': z.object({
    verdict: verdictSchema,
    level: levelSchema.nullable(),
    ask: id.nullable(),
    matter: id.nullable(),
    profile: text,
    key: text,
    bytes: text,
    deviceAt: z.number().nullable(),
    /** The reason that the citizen gave by a key of the pad; left out where there is none. */
    cause: text.optional(),
  }),
  'matter.closed': z.object({
    matter: id,
    outcome: z.enum(['rated', 'unrated']),
    /** The counted press's entry id; null when unrated. The level stands there, once. */
    press: id.nullable(),
    ask: id.nullable(),
    /** The system's or the site's reason code; null when rated. */
    reason: text.nullable(),
    /** Time at work on the matter: pauses, sleep and stops of the program left out. */
    servedMs: z.number(),
    /** How far that lies over the item's time limit; absent: not over, or no limit. */
    overtimeMs: z.number().optional(),
  }),
  /** Own results were shown to `who`: their counted presses up to entry `through` that were not shown before. */
  'results.shown': z.object({ who: text, through: z.number().int(), ratings: z.number().int() }),
  'device.online': z.object({ port: text, profile: text, identity: text.nullable() }),
  'device.lost': z.object({ port: text, why: lossSchema }),
  'clock.observed': z.object({ source: z.enum(['hall', 'jump']), offsetMs: z.number() }),
  'config.changed': z.object({ role: text, what: z.array(text) }),
  incident: z.object({ code: text, detail: text }),
} as const

export type EntryKind = keyof typeof ENTRY_FIELDS
export type EntryFields<K extends EntryKind> = z.infer<(typeof ENTRY_FIELDS)[K]>

/** The envelope of every entry. Unknown further fields are kept. */
export const envelopeSchema = z.looseObject({
  v: z.literal(1),
  kind: z.string().max(64),
  /** UUIDv7. */
  id,
  /** Wall clock, ms UTC. */
  at: z.number(),
  /** ms since this start of the program, and that start's random name. */
  mono: z.number(),
  boot: z.string().max(64),
  /** Staff number, or null. For a press: whose shift it is. */
  by: z.string().max(64).nullable(),
})
export type Envelope = z.infer<typeof envelopeSchema>

/** zod infers `Record<string, never>` for an empty object, which no entry with an envelope could be. */
type DraftFields<K extends EntryKind> =
  Record<string, never> extends EntryFields<K> ? unknown : EntryFields<K>

/** An entry before the log stamps `v` and `boot`. `id` may be given where another entry names it. */
export type EntryDraft = {
  [K in EntryKind]: { kind: K; id?: string; at: number; mono: number; by: string | null } & DraftFields<K>
}[EntryKind]

/** An entry as it stands in the log. `body` is authoritative, byte for byte. Hashes are lower-case hex. */
export interface StoredEntry {
  logId: string
  seq: number
  body: string
  prev: string
  hash: string
}

/** A place in a chain. seq 0 with 64 zeros is the empty log. */
export interface Head {
  seq: number
  hash: string
}

export const ZERO_HASH = '0'.repeat(64)

/** Reads a body. @returns the envelope with its kind's fields, or the path of what is wrong. */
export const parseBody = (body: string): { ok: true; entry: Envelope } | { ok: false; why: string } => {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return { ok: false, why: 'not JSON' }
  }
  const envelope = envelopeSchema.safeParse(value)
  if (!envelope.success) return { ok: false, why: firstIssue(envelope.error) }
  const fields = (ENTRY_FIELDS as Record<string, z.ZodType>)[envelope.data.kind]
  // Kinds are only ever added: an unknown one is kept and counts nothing.
  if (!fields) return { ok: true, entry: envelope.data }
  const checked = fields.safeParse(value)
  return checked.success ? { ok: true, entry: envelope.data } : { ok: false, why: firstIssue(checked.error) }
}

/** Where the first issue of a zod error is. */
export const issuePath = (error: z.ZodError): string => error.issues[0]?.path.join('.') || '(whole)'

/** The path and message of the first issue of a zod error, for whoever reads files and programs. */
export const firstIssue = (error: z.ZodError): string =>
  error.issues[0] ? `${issuePath(error)}: ${error.issues[0].message}` : 'invalid'

/** Narrows an entry read with parseBody to one kind. */
export const isKind = <K extends EntryKind>(
  entry: Envelope,
  kind: K,
): entry is Envelope & EntryFields<K> & { kind: K } => entry.kind === kind
