/**
 * The door for the tax software: HTTP on 127.0.0.1, a token per program, JSON only, no pages, no CORS. Behind it is the
 * same table of commands; the stream of events carries the state of the counter and never a level.
 */
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import type { Clock } from '../../shared/clock.ts'
import { type Language, sentence } from '../../shared/errors.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import type { Reply } from '../../shared/wire.ts'
import { HEADERS } from '../browser/guard.ts'
import { answerMalformed } from '../browser/malformed.ts'
import { doorRefusal, statusOf } from './guard.ts'

/** What the door needs of the program behind it. */
export interface BehindDoor {
  request(method: string, input: unknown): Promise<Reply>
  /** Calls `changed` whenever the state of the counter may have changed. */
  onState(changed: () => void): () => void
  /** The name of the program that a token was made for. */
  check(token: string): string | null
  language(): Language
  report(error: unknown, where: string): void
  clock: Clock
}

export interface ProgramDoor {
  url: string
  /** Ends the streams whose token is no longer good. */
  recheck(): void
  close(): Promise<void>
}

const BODY = 64 * 1024
const HEARTBEAT_MS = 15_000
/** A request that takes longer to arrive is cut off, ms. */
const ARRIVAL_MS = 10_000
export const MOST_STREAMS = 16
/** A reader that is so many bytes behind reads no more. */
const BEHIND = 256 * 1024

const errorOf = (fault: Fault, language: Language): Reply => ({
  ok: false,
  error: { ...fault, message: sentence(fault, language) },
})

const faultOf = (status: number): Fault =>
  ({
    413: { code: 'program/too-large' as const },
    415: { code: 'program/not-json' as const },
  })[status] ?? { code: status < 500 ? 'program/bad-json' : 'request/internal' }

const tokenOf = (request: FastifyRequest) => (request.headers.authorization ?? '').slice('Bearer '.length)

/** Listens on 127.0.0.1. @returns program/port-in-use where `port` is taken; 0 lets the system choose. */
export const openProgramDoor = async (behind: BehindDoor, port: number): Promise<Result<ProgramDoor>> => {
  const { clock } = behind
  const streams = new Set<{ token: string; end(): void }>()
  const refuse = (reply: FastifyReply, fault: Fault) =>
    reply.code(statusOf(fault.code)).send(errorOf(fault, behind.language()))

  const server = fastify({
    bodyLimit: BODY,
    forceCloseConnections: true,
    requestTimeout: ARRIVAL_MS,
    exposeHeadRoutes: false,
    clientErrorHandler: answerMalformed({ code: 'program/bad-request' }, behind.language),
  })
  const address = () => {
    const bound = server.server.address()
    return `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
  }

  server.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...HEADERS, 'cache-control': 'no-store' })
    const asked = { method: request.method, path: request.raw.url ?? '', headers: request.headers }
    const fault = doorRefusal(asked, address(), (token) => behind.check(token) !== null)
    if (fault) return refuse(reply, fault)
  })
  server.setNotFoundHandler((_request, reply) => refuse(reply, { code: 'program/no-such-path' }))
  server.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const fault = faultOf(error.statusCode ?? 500)
    if (fault.code === 'request/internal') behind.report(error, 'program door')
    return refuse(reply, fault)
  })

  const run = async (reply: FastifyReply, method: string, input: unknown) => {
    const answer = await behind.request(method, input)
    return reply.code(answer.ok ? 200 : statusOf(answer.error.code)).send(answer)
  }
  for (const name of ['open', 'ask', 'close'] as const)
    server.post(`/v1/${name}`, (request, reply) => run(reply, `program.${name}`, request.body))
  server.get('/v1/state', (_request, reply) => run(reply, 'program.state', {}))

  server.get('/v1/events', (request, reply) => {
    if (streams.size >= MOST_STREAMS)
      return refuse(reply, { code: 'program/too-many-streams', params: { most: MOST_STREAMS } })
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    raw.write('retry: 1000\n\n')
    const stream = { token: tokenOf(request), end: () => void raw.end() }
    streams.add(stream)
    const say = async () => {
      const state = await behind.request('program.state', {})
      if (raw.writableLength > BEHIND) raw.destroy()
      else if (state.ok && !raw.writableEnded)
        raw.write(`event: state\ndata: ${JSON.stringify(state.value)}\n\n`)
    }
    const leave = behind.onState(() => void say())
    let cancelBeat = () => {}
    const beat = () => {
      if (!raw.writableEnded) raw.write(':\n\n')
      cancelBeat = clock.after(HEARTBEAT_MS, beat)
    }
    beat()
    void say()
    raw.on('close', () => {
      cancelBeat()
      leave()
      streams.delete(stream)
    })
  })

  try {
    await server.listen({ host: '127.0.0.1', port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EADDRINUSE' || code === 'EACCES') return fail('program/port-in-use', { port })
    throw error
  }
  return ok({
    url: `http://${address()}`,
    recheck: () => {
      for (const stream of streams) if (behind.check(stream.token) === null) stream.end()
    },
    close: () => server.close(),
  })
}
