/** The HTTP server: where it may listen, what every failure looks like from outside. */
import { isIP } from 'node:net'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { fail, ok, type Result } from '../shared/result.ts'
import { type Answer, badRequest, refuse, sendSigned } from './api/answer.ts'
import { MOST_BYTES } from './api/batch.ts'
import { type ApiParts, registerApi } from './api/routes.ts'
import { errorCode } from './error-code.ts'
import { registerPages } from './page/pages.ts'

export interface Tls {
  /** PEM. */
  cert: string
  key: string
}

export interface ServerParts extends ApiParts {
  tls: Tls | null
  /** Where internal errors go; never to a page or a counter. */
  report: (error: unknown) => void
}

/** Whether plain HTTP may be spoken there. A name other than localhost may be anywhere. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

/** Refusals of the HTTP layer keep their 4xx status; anything else is ours and is reported, not shown. */
const answerTo = (error: FastifyError, report: (error: unknown) => void): Answer => {
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500) return badRequest(error.code ?? 'HTTP', status)
  report(error)
  return refuse({ code: errorCode(error).startsWith('SQLITE_') ? 'hall/storage' : 'hall/internal' })
}

/** @returns the server, not yet listening, or hall/bad-tls. */
export const makeServer = (parts: ServerParts): Result<FastifyInstance> => {
  const { keys, report, tls } = parts
  const onError = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
    sendSigned(request, reply, answerTo(error, report), keys.privateKey)
  const options = {
    bodyLimit: MOST_BYTES,
    exposeHeadRoutes: false,
    // Appends run to their end without yielding, so that cutting a connection cuts no transaction.
    forceCloseConnections: true,
    frameworkErrors: onError,
  }
  let app: FastifyInstance
  try {
    app = tls ? Fastify({ ...options, https: { cert: tls.cert, key: tls.key } }) : Fastify(options)
  } catch (error) {
    return fail('hall/bad-tls', { why: errorCode(error) })
  }
  app.setErrorHandler(onError)
  app.setNotFoundHandler((request, reply) =>
    sendSigned(request, reply, badRequest('URL', 404), keys.privateKey),
  )
  app.register(async (api) => {
    api.removeAllContentTypeParsers()
    api.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    registerApi(api, parts)
  })
  app.register(async (page) => registerPages(page, parts))
  return ok(app)
}

/** @returns the URL that counters use, or host/port-in-use, hall/cannot-listen. */
export const listen = async (
  app: FastifyInstance,
  host: string,
  port: number,
  tls: boolean,
): Promise<Result<string>> => {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const why = errorCode(error)
    return why === 'EADDRINUSE'
      ? fail('host/port-in-use', { port })
      : fail('hall/cannot-listen', { host, port, why })
  }
  const address = app.server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  return ok(`${tls ? 'https' : 'http'}://${isIP(host) === 6 ? `[${host}]` : host}:${bound}`)
}
