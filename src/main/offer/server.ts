/**
 * Offers the log in the network: the third place where this program may listen beyond its own PC. TLS with the counter's
 * own certificate, GET alone, four addresses, a token with every request. Nothing here changes the log but the entry
 * that says who fetches it.
 */
import type { Socket } from 'node:net'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ErrorCode } from '../../shared/errors.ts'
import { OFFER_HEADERS, type OfferPlace } from '../../shared/offer.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import { type Certificate, notACertificate } from '../certificate.ts'
import type { Allowed, Shown } from './gate.ts'
import type { Limits } from './limits.ts'
import type { Pulls } from './pulls.ts'

export interface OfferServer {
  close(): Promise<void>
}

export interface OfferServerOptions {
  at: OfferPlace
  certificate: Certificate
  gate(shown: Shown): Result<Allowed>
  limits: Limits
  pulls: Pulls
  /** Told of every refusal; decides itself what of it is written down. */
  onRefused(fault: Fault, address: string): void
  /** Internals for the program log. */
  report(error: unknown): void
}

/** Connections at once from everywhere, and ms that a connection or an answer may take. */
const CONNECTIONS = 16
const HANDSHAKE_MS = 10_000
const REQUEST_MS = 30_000

const STATUS: Partial<Record<ErrorCode, number>> = {
  'offer/no-token': 401,
  'offer/bad-token': 401,
  'offer/unknown-issuer': 401,
  'offer/not-holder': 401,
  'offer/replayed': 401,
  'offer/expired': 403,
  'offer/too-early': 403,
  'offer/too-long': 403,
  'offer/revoked': 403,
  'offer/other-station': 403,
  'offer/too-many': 429,
  'offer/busy': 429,
  'offer/no-pull': 410,
  'offer/other-log': 409,
  'offer/nothing': 409,
  'request/bad-input': 400,
  'request/internal': 500,
}

/** What is somebody's wrong token, and not the way of a pull. */
const SUSPECT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'offer/no-token',
  'offer/bad-token',
  'offer/unknown-issuer',
  'offer/not-holder',
  'offer/replayed',
  'offer/expired',
  'offer/too-early',
  'offer/too-long',
  'offer/revoked',
  'offer/other-station',
])

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

const number = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
const place = number.pipe(z.number().int().min(1))
const QUERIES = {
  status: z.strictObject({ at: number }),
  begin: z.strictObject({ log: z.uuid(), start: place, from: place }),
  page: z.strictObject({ pull: z.uuid(), from: place }),
  receipts: z.strictObject({ pull: z.uuid(), after: number }),
}

const refuse = (reply: FastifyReply, fault: Fault) =>
  reply
    .code(STATUS[fault.code] ?? 503)
    .headers(HEADERS)
    .send({ error: fault })

const one = (header: string | string[] | undefined) => (typeof header === 'string' ? header : undefined)

const queryOf = <T>(schema: z.ZodType<T>, request: FastifyRequest): Result<T> => {
  const query = schema.safeParse(request.query)
  return query.success ? ok(query.data) : fail('request/bad-input', { why: 'query' })
}

/** @returns the listening server; offer/cannot-listen with the system's reason. */
export const startOffer = async (options: OfferServerOptions): Promise<Result<OfferServer>> => {
  const { at, certificate, gate, limits, pulls, onRefused, report } = options
  const made = makeServer(certificate)
  if (!made.ok) return made
  const app = made.value
  app.server.maxConnections = CONNECTIONS
  app.server.on('connection', (socket: Socket) => {
    // Whoever connects and says nothing keeps a place from nobody.
    socket.setTimeout(REQUEST_MS, () => socket.destroy())
  })

  const admit = (request: FastifyRequest): Result<Allowed> => {
    const address = request.socket.remoteAddress ?? ''
    const seconds = limits.take(address)
    if (seconds > 0) return fail('offer/too-many', { seconds })
    const allowed = gate({
      path: request.url,
      token: one(request.headers[OFFER_HEADERS.token]),
      time: one(request.headers[OFFER_HEADERS.time]),
      signature: one(request.headers[OFFER_HEADERS.signature]),
    })
    if (!allowed.ok && SUSPECT.has(allowed.error.code)) {
      limits.refused(address)
      onRefused(allowed.error, address)
    }
    return allowed
  }

  /** One address of the server: who asks is looked at before what is asked. */
  const get = <Q, T>(
    path: string,
    schema: z.ZodType<Q>,
    answer: (query: Q, allowed: Allowed, address: string) => Result<T> | Promise<Result<T>>,
    type = 'application/json; charset=utf-8',
  ) =>
    app.get(path, async (request, reply) => {
      const allowed = admit(request)
      if (!allowed.ok) return refuse(reply, allowed.error)
      const query = queryOf(schema, request)
      if (!query.ok) return refuse(reply, query.error)
      const answered = await answer(query.value, allowed.value, request.socket.remoteAddress ?? '')
      if (!answered.ok) return refuse(reply, answered.error)
      return reply.headers(HEADERS).type(type).send(answered.value)
    })

  get('/v1/log', QUERIES.status, ({ at: seq }) => pulls.status(seq))
  get('/v1/log/begin', QUERIES.begin, (wanted, allowed, address) => pulls.begin(wanted, allowed, address))
  get(
    '/v1/log/entries',
    QUERIES.page,
    ({ pull, from }, { claims }) => pulls.page(pull, claims.id, from),
    'application/x-ndjson; charset=utf-8',
  )
  get('/v1/log/receipts', QUERIES.receipts, ({ pull, after }, { claims }) =>
    pulls.receipts(pull, claims.id, after),
  )
  app.setNotFoundHandler((request, reply) => {
    const allowed = admit(request)
    return refuse(reply, allowed.ok ? { code: 'request/bad-input', params: { why: 'path' } } : allowed.error)
  })
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) report(error)
    return refuse(
      reply,
      status < 500
        ? { code: 'request/bad-input', params: { why: String(status) } }
        : { code: 'request/internal' },
    )
  })

  try {
    await app.listen({ host: at.address, port: at.port })
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    await app.close()
    return fail('offer/cannot-listen', { ...at, why })
  }
  return ok({ close: () => app.close() })
}

const makeServer = (certificate: Certificate): Result<FastifyInstance> => {
  try {
    const https = { ...certificate, minVersion: 'TLSv1.3' as const, handshakeTimeout: HANDSHAKE_MS }
    const made = fastify({
      ...{ https, forceCloseConnections: true, exposeHeadRoutes: false },
      // A GET has no body worth reading.
      ...{ bodyLimit: 1, requestTimeout: REQUEST_MS, connectionTimeout: REQUEST_MS },
    })
    // Fastify's type follows the kind of its server; what is used here is the same for each.
    return ok(made as unknown as FastifyInstance)
  } catch (error) {
    return notACertificate('offer', error)
  }
}
