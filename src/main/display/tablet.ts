/**
 * The tablet's page on the counter's own network address: the second of the two places where this program listens
 * beyond loopback. TLS, one paired device, two commands, one kind of push. This PC itself is turned away before a
 * byte is spoken, or the clerk could open the faces in a window of the counter.
 */
import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import statics from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Clock } from '../../shared/clock.ts'
import type { Tablet } from '../../shared/display.ts'
import { sentence } from '../../shared/errors.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import type { Push } from '../../shared/views.ts'
import type { Reply } from '../../shared/wire.ts'
import { openEvents } from '../browser/events.ts'
import { FORM, HEADERS, refusal } from '../browser/guard.ts'
import { type Certificate, notACertificate } from '../certificate.ts'
import { PAIRED_PAGE, type PairingTrouble, pairingPage } from './pairing-page.ts'

/** What the server needs of the program. */
export interface TabletDoors {
  /** ok: the device's cookie. */
  pair(code: string): { ok: true; token: string } | { ok: false; why: PairingTrouble }
  isPaired(token: string): boolean
  request(method: string, input: unknown): Promise<Reply>
  subscribe(listener: (push: Push) => void): () => void
  /** Connections from there are closed at once. */
  turnedAway(remote: string | undefined): boolean
}

export interface TabletServer {
  url: string
  /** Ends every stream: the device was let go. */
  hangUp(): void
  close(): Promise<void>
}

export interface TabletOptions {
  at: Tablet
  certificate: Certificate
  doors: TabletDoors
  /** Folder of the built pages. */
  pages: string
  clock: Clock
}

/** `__Host-`: only over TLS, for this host and no other. */
const COOKIE = '__Host-guiping-display'
/** Longest that browsers keep a cookie. */
const COOKIE_SECONDS = 400 * 24 * 3600
const BODY = 4 * 1024
const METHODS: ReadonlySet<string> = new Set(['display.get', 'display.press'])
const OPEN_PATHS: ReadonlySet<string> = new Set(['/', '/pair'])

const refuse = (reply: FastifyReply, status: number, fault: Fault) =>
  reply.code(status).send({ ok: false, error: { ...fault, message: sentence(fault) } } satisfies Reply)
const refused = (why: string): Fault => ({ code: 'request/refused', params: { why } })

/** A form may be sent from the pairing page, to this server only. Without a referrer its Origin would be `null`. */
const PAIRING_HEADERS = {
  'referrer-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'cache-control': 'no-store',
}
const sendPairing = (reply: FastifyReply, status: number, html: string) =>
  reply.code(status).headers(PAIRING_HEADERS).type('text/html; charset=utf-8').send(html)

/** Listens at `at`. display/cannot-listen with the system's reason otherwise. */
export const startTablet = async (options: TabletOptions): Promise<Result<TabletServer>> => {
  const { at, certificate, doors, pages, clock } = options
  const made = makeServer(certificate)
  if (!made.ok) return made
  const server = made.value
  const host = `${at.address.includes(':') ? `[${at.address}]` : at.address}:${at.port}`
  const streams = new Set<() => void>()

  server.server.on('connection', (socket: Socket) => {
    if (doors.turnedAway(socket.remoteAddress)) socket.destroy()
  })
  const paired = (request: FastifyRequest) => {
    const token = request.cookies[COOKIE]
    return token !== undefined && doors.isPaired(token)
  }

  await server.register(cookie)
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  )
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    const path = new URL(request.url, `https://${host}`).pathname
    const type = path === '/pair' ? FORM : undefined
    const why = refusal(request.method, request.headers, host, 'https', type)
    if (why) return refuse(reply, 403, refused(why))
    if (!OPEN_PATHS.has(path) && !paired(request)) return refuse(reply, 401, refused('session'))
  })
  server.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    return refuse(reply, status, status < 500 ? refused(String(status)) : { code: 'request/internal' })
  })

  server.get('/', (request, reply) =>
    paired(request) ? reply.redirect('/index.html#/display') : sendPairing(reply, 200, pairingPage()),
  )
  server.post('/pair', (request, reply) => {
    const code = request.body instanceof URLSearchParams ? (request.body.get('code') ?? '') : ''
    const done = doors.pair(code.slice(0, 64))
    if (!done.ok) return sendPairing(reply, done.why === 'wait' ? 429 : 403, pairingPage(done.why))
    const kept = {
      httpOnly: true,
      secure: true,
      sameSite: 'strict',
      path: '/',
      maxAge: COOKIE_SECONDS,
    } as const
    reply.setCookie(COOKIE, done.token, kept)
    return sendPairing(reply, 200, PAIRED_PAGE)
  })
  server.post('/rpc', (request, reply) => {
    const body = request.body
    if (typeof body !== 'object' || body === null || !('method' in body) || typeof body.method !== 'string')
      return refuse(reply, 400, { code: 'request/bad-input', params: { why: 'method' } })
    if (!METHODS.has(body.method)) return refuse(reply, 403, { code: 'request/role' })
    return doors.request(body.method, 'input' in body ? body.input : {})
  })
  server.get('/events', (_request, reply) => {
    reply.hijack()
    const { send, end } = openEvents(reply.raw, clock, () => {
      streams.delete(end)
      leave()
    })
    const leave = doors.subscribe((push) => push.section === 'display' && send(push))
    streams.add(end)
  })
  await server.register(statics, { root: pages })

  try {
    await server.listen({ host: at.address, port: at.port })
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    await server.close()
    return fail('display/cannot-listen', { ...at, why })
  }
  return ok({
    url: `https://${host}/`,
    hangUp: () => {
      for (const end of [...streams]) end()
    },
    close: () => server.close(),
  })
}

const makeServer = (certificate: Certificate): Result<FastifyInstance> => {
  try {
    const https = { ...certificate, minVersion: 'TLSv1.2' as const }
    // Fastify's type follows the kind of its server; what is used here is the same for each.
    return ok(fastify({ https, bodyLimit: BODY, forceCloseConnections: true }) as unknown as FastifyInstance)
  } catch (error) {
    return notACertificate('display', error)
  }
}
