/** The API for counters: src/shared/delivery.ts is its contract. Bodies arrive as raw bytes, as they were signed. */
import { createPublicKey } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { createAttempts } from '../../keys/attempts.ts'
import { checkRequest, type KeyPair, signReceipt } from '../../keys/request.ts'
import type { Clock } from '../../shared/clock.ts'
import { enrolInputSchema, stationSchema } from '../../shared/delivery.ts'
import { firstIssue, type Head } from '../../shared/entries.ts'
import { type Receipt, receiptText } from '../../shared/receipt.ts'
import type { Counter } from '../store/counters.ts'
import type { Store } from '../store/store.ts'
import { type Answer, accept, badRequest, header, refuse, requestTime, sendSigned } from './answer.ts'
import { readBatch } from './batch.ts'

export interface ApiParts {
  store: Store
  clock: Clock
  version: string
  keys: KeyPair
}

/** Who asks, proved by the signature, and how far the hall's clock is ahead of theirs. */
interface Asker {
  counter: Counter
  now: number
  offsetMs: number
}
type Run = (request: FastifyRequest, body: Buffer, asker: Asker) => Answer | Promise<Answer>

/** Logs have one name each: a UUID in lower case, as the counter hashed it. */
const logIdSchema = z.uuid().regex(/^[0-9a-f-]+$/)
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/)
const seqSchema = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
const fromSchema = seqSchema.refine((seq) => seq >= 1)

const rawBody = (request: FastifyRequest): Buffer =>
  Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)

const isEd25519 = (publicKey: string): boolean => {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' })
    return key.asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}

/** A route's query or parameter as text. */
const named = (values: unknown, name: string): unknown =>
  typeof values === 'object' && values !== null
    ? Object.entries(values).find(([key]) => key === name)?.[1]
    : undefined

export const registerApi = (app: FastifyInstance, { store, clock, version, keys }: ApiParts): void => {
  const tries = createAttempts(clock)

  /**
   * Who asks? The signature covers method, path, time, chain headers and the body as sent. The time is bound to the
   * answer and tells how the counter's clock goes; it is never a reason to refuse. A request that is played again
   * does little harm: a head's could show an old window number until the counter's next one, and appending the same
   * rows again is skipped.
   */
  const identify = (
    request: FastifyRequest,
    body: Buffer,
  ): { ok: true; asker: Asker } | { ok: false; answer: Answer } => {
    const id = header(request, 'guiping-counter')
    const time = requestTime(request)
    if (id === '') return { ok: false, answer: badRequest('Guiping-Counter', 401) }
    if (time === null) return { ok: false, answer: badRequest('Guiping-Time') }
    const counter = store.counters.find(id)
    if (!counter) return { ok: false, answer: refuse({ code: 'hall/unknown-counter' }) }
    const signed = {
      method: request.method,
      path: request.url,
      time,
      from: header(request, 'guiping-from'),
      prev: header(request, 'guiping-prev'),
      body,
    }
    if (!checkRequest(signed, counter.publicKey, header(request, 'guiping-signature')))
      return { ok: false, answer: refuse({ code: 'hall/bad-signature' }) }
    const now = clock.now()
    store.counters.touch(counter.id, now, now - time)
    return { ok: true, asker: { counter, now, offsetMs: now - time } }
  }

  const open = (run: (request: FastifyRequest, body: Buffer) => Answer) => ({
    handler: (request: FastifyRequest, reply: Parameters<typeof sendSigned>[1]) =>
      sendSigned(request, reply, run(request, rawBody(request)), keys.privateKey),
  })
  /** Work that goes on although its counter has hung up: the store must not be closed under it. */
  const running = new Set<Promise<Answer>>()
  app.addHook('onClose', async () => {
    await Promise.allSettled(running)
  })

  const answered = async (run: Run, request: FastifyRequest): Promise<Answer> => {
    const body = rawBody(request)
    const who = identify(request, body)
    return who.ok ? run(request, body, who.asker) : who.answer
  }
  const signed = (run: Run) => ({
    handler: async (request: FastifyRequest, reply: Parameters<typeof sendSigned>[1]) => {
      const work = answered(run, request)
      running.add(work)
      const answer = await work.finally(() => running.delete(work))
      return sendSigned(request, reply, answer, keys.privateKey)
    },
  })

  /** The same answer for a wrong, a used and an expired code; five wrong ones from an address, then a minute. */
  const enrol = (request: FastifyRequest, body: Buffer): Answer => {
    const input = readJson(body)
    const checked = enrolInputSchema.safeParse(input)
    if (!checked.success) return badRequest(firstIssue(checked.error))
    const { code, station, publicKey, seal = null } = checked.data
    if (!isEd25519(publicKey)) return badRequest('publicKey')
    const seconds = tries.take(request.ip)
    if (seconds > 0) return refuse({ code: 'hall/wait', params: { seconds } })
    const counter = store.counters.enrol(code, station, publicKey, seal, clock.now())
    if (!counter.ok) return refuse(counter.error)
    tries.right(request.ip)
    return accept({ counter: counter.value, hallKey: keys.publicKey })
  }

  const head: Run = (request, _body, { counter, now }) => {
    const log = logIdSchema.safeParse(named(request.params, 'log'))
    if (!log.success) return badRequest('log')
    const asked = named(request.query, 'seq')
    const seq = asked === undefined ? null : seqSchema.safeParse(asked)
    if (seq && !seq.success) return badRequest('seq')
    const owner = store.logs.ownerOf(log.data)
    if (owner !== null && owner !== counter.id) return refuse({ code: 'hall/not-your-log' })
    // A name that is none is no reason to stop a delivery.
    const station = stationSchema.safeParse(named(request.query, 'station'))
    if (station.success && station.data !== counter.station) store.counters.rename(counter.id, station.data)
    const { seq: acked, hash } = store.logs.head(log.data)
    const span = seq && named(request.query, 'beyond') === '1'
    return accept({
      ...{ acked, head: hash, at: seq ? store.logs.hashAt(log.data, seq.data) : null, clock: now },
      ...(span ? { beyond: store.logs.beyond(log.data, seq.data) } : {}),
    })
  }

  /** Signs for all that this hall holds of a log, and keeps what it signed. */
  const sign = (counter: Counter, log: string, { seq, hash }: Head, at: number): Receipt => {
    const text = receiptText({ counter: counter.id, station: counter.station, log, seq, head: hash, at })
    const receipt = { text, signature: signReceipt(text, keys.privateKey) }
    store.logs.keepReceipt(log, seq, receipt)
    return receipt
  }

  const append: Run = async (request, body, { counter, now, offsetMs }) => {
    const log = logIdSchema.safeParse(named(request.params, 'log'))
    if (!log.success) return badRequest('log')
    const from = fromSchema.safeParse(header(request, 'guiping-from'))
    if (!from.success) return badRequest('Guiping-From')
    const prev = hashSchema.safeParse(header(request, 'guiping-prev'))
    if (!prev.success) return badRequest('Guiping-Prev')
    const last = hashSchema.or(z.literal('')).safeParse(header(request, 'guiping-head'))
    if (!last.success) return badRequest('Guiping-Head')
    const batch = await readBatch(body, header(request, 'content-encoding'), from.data)
    if (!batch.ok) return batch.answer
    const appended = store.logs.append({
      ...batch.value,
      logId: log.data,
      from: from.data,
      prev: prev.data,
      head: last.data === '' ? null : last.data,
      counter: counter.id,
      now,
      offsetMs,
    })
    if (!appended.ok) {
      const { expected, common } = appended
      return refuse(appended.fault, { expected, common })
    }
    const sealed = batch.value.entries.some(({ kind }) => kind === 'log.sealed')
    const receipt = sealed ? { receipt: sign(counter, log.data, appended.head, now) } : {}
    return accept({ acked: appended.head.seq, head: appended.head.hash, clock: now, ...receipt })
  }

  app.get(
    '/v1/health',
    open(() => accept({ service: 'guiping-hall', version })),
  )
  app.post('/v1/enrol', open(enrol))
  app.get(
    '/v1/roster',
    signed(() => accept(store.roster.get())),
  )
  app.get('/v1/logs/:log/head', signed(head))
  app.post('/v1/logs/:log/entries', signed(append))
}

/** @returns undefined for what is not JSON: no schema takes that. */
const readJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
