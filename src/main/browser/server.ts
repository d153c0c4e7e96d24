/**
 * The loopback server: POST /rpc and Server-Sent Events at /events for pages, the same /rpc with a bearer token for
 * the command line and the tax software. Under the browser host it also serves the pages.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import cookie from '@fastify/cookie'
import statics from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Clock } from '../../shared/clock.ts'
import { sentence } from '../../shared/errors.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import type { Push } from '../../shared/views.ts'
import type { Reply } from '../../shared/wire.ts'
import { openEvents } from './events.ts'
import { HEADERS, refusal } from './guard.ts'
import { answerMalformed } from './malformed.ts'

/** What the server needs of the program. The program behind it may be exchanged (practice on and off). */
export interface Doors {
  openSession(): string
  known(session: string): boolean
  request(session: string, method: string, input: unknown): Promise<Reply>
  /** `null` tells the page that the program was exchanged: ask for the snapshot. */
  subscribe(session: string, listener: (push: Push | null) => void): () => void
  /** The session of a program that shows the door's token. */
  programSession(): string
}

export interface Server {
  /** http://127.0.0.1:port */
  url: string
  /** A URL that opens the pages once: its code becomes this browser's cookie. */
  openUrl(): string
  /** The bearer token of the program's door. */
  token: string
  close(): Promise<void>
}

const COOKIE = 'guiping'
const BODY = 64 * 1024

const same = (a: string, b: string) => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

const refuse = (reply: FastifyReply, status: number, fault: Fault) =>
  reply.code(status).send({ ok: false, error: { ...fault, message: sentence(fault) } } satisfies Reply)

export interface ServerOptions {
  doors: Doors
  /** Folder of the built pages; null: door only. */
  pages: string | null
  /** 0 lets the system choose. */
  port: number
  clock: Clock
}

/** The command line sends the password of a role with one command. */
const asSchema = z.strictObject({ role: z.string().max(32), password: z.string().max(256) })

/** Carries out one command in a session of its own, which has the role for just so long. */
const oneAs = async (doors: Doors, as: unknown, method: string, input: unknown): Promise<Reply> => {
  const session = doors.openSession()
  const entered = await doors.request(session, 'session.role', as)
  if (!entered.ok) return entered
  const answer = await doors.request(session, method, input)
  await doors.request(session, 'session.leave', {})
  return answer
}

/** Listens on 127.0.0.1 only. host/port-in-use where the port is taken. */
export const startServer = async ({ doors, pages, port, clock }: ServerOptions): Promise<Result<Server>> => {
  const server = fastify({
    bodyLimit: BODY,
    forceCloseConnections: true,
    clientErrorHandler: answerMalformed({ code: 'request/refused', params: { why: 'HTTP' } }),
  })
  const codes = new Set<string>()
  const token = randomBytes(32).toString('base64url')

  await server.register(cookie)
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    const why = refusal(request.method, request.headers, address(server))
    if (why) return refuse(reply, 403, { code: 'request/refused', params: { why } })
  })
  server.setNotFoundHandler((_request, reply) =>
    refuse(reply, 404, { code: 'request/refused', params: { why: 'path' } }),
  )
  server.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    const fault: Fault =
      status < 500
        ? { code: 'request/bad-input', params: { why: String(status) } }
        : { code: 'request/internal' }
    return refuse(reply, status, fault)
  })

  /** The page's session by its cookie, or the program's by the bearer token. */
  const sessionOf = (request: FastifyRequest): string | null => {
    const bearer = request.headers.authorization
    if (bearer !== undefined) return same(bearer, `Bearer ${token}`) ? doors.programSession() : null
    const session = request.cookies[COOKIE]
    return session !== undefined && doors.known(session) ? session : null
  }

  server.post('/rpc', async (request, reply) => {
    const session = sessionOf(request)
    if (!session) return refuse(reply, 401, { code: 'request/refused', params: { why: 'session' } })
    const body = request.body
    if (typeof body !== 'object' || body === null || !('method' in body) || typeof body.method !== 'string')
      return refuse(reply, 400, { code: 'request/bad-input', params: { why: 'method' } })
    const input = 'input' in body ? body.input : {}
    const as = 'as' in body ? asSchema.safeParse(body.as) : null
    if (!as) return doors.request(session, body.method, input)
    if (!as.success || request.headers.authorization === undefined)
      return refuse(reply, 400, { code: 'request/bad-input', params: { why: 'as' } })
    return oneAs(doors, as.data, body.method, input)
  })

  server.get('/events', (request, reply) => {
    const session = sessionOf(request)
    if (!session) return refuse(reply, 401, { code: 'request/refused', params: { why: 'session' } })
    reply.hijack()
    const { send } = openEvents(reply.raw, clock, () => leave())
    const leave = doors.subscribe(session, send)
  })

  const openUrl = () => {
    const code = randomBytes(24).toString('base64url')
    codes.add(code)
    return `http://${address(server)}/open?code=${code}`
  }

  if (pages) await servePages(server, pages, doors, codes)
  // Whoever starts the program once more on this data folder, and may read its door, gets another window.
  if (pages)
    server.post('/window', (request, reply) =>
      same(request.headers.authorization ?? '', `Bearer ${token}`)
        ? { ok: true, value: { url: openUrl() } }
        : refuse(reply, 401, { code: 'request/refused', params: { why: 'token' } }),
    )

  try {
    await server.listen({ host: '127.0.0.1', port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EADDRINUSE' || code === 'EACCES') return fail('host/port-in-use', { port })
    throw error
  }
  const url = `http://${address(server)}`
  return ok({
    url,
    token,
    openUrl,
    close: () => server.close(),
  })
}

const address = (server: FastifyInstance) => {
  const bound = server.server.address()
  return `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
}

/** A browser has no session and the link is used up: nothing else can be shown to it. */
const USED = `<!doctype html><meta charset="utf-8"><title>柜评</title>
<p>这个链接已用过。请再启动一次柜评（npm start 或 guiping serve），会打开新的窗口，正在办的不受影响。</p>
<p lang="en">This link was used before. Start Guiping once more (npm start or guiping serve): it opens a new window, and the work at hand goes on.</p>`

/** The one-time code of the opened URL becomes an HttpOnly, SameSite=Strict cookie; then come the pages. */
const servePages = async (server: FastifyInstance, pages: string, doors: Doors, codes: Set<string>) => {
  server.get('/open', (request, reply) => {
    const { code } = request.query as { code?: string }
    const held = request.cookies[COOKIE]
    if (code !== undefined && codes.delete(code)) {
      reply.setCookie(COOKIE, doors.openSession(), { httpOnly: true, sameSite: 'strict', path: '/' })
    } else if (!held || !doors.known(held)) {
      return reply.code(401).type('text/html').send(USED)
    }
    // Not a redirect: after one from another site, a Strict cookie would not be sent.
    return reply.type('text/html').send('<!doctype html><meta http-equiv="refresh" content="0;url=/">')
  })
  await server.register(statics, { root: pages })
}
