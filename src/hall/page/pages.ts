/** The hall's web page: one password, one overview, a few buttons. Rendered here, without a script on the page. */
import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createAttempts } from '../../keys/attempts.ts'
import { checkPassword } from '../../keys/password.ts'
import { fingerprint } from '../../keys/request.ts'
import { type Language, sentence } from '../../shared/errors.ts'
import type { Fault } from '../../shared/result.ts'
import type { ServerParts } from '../server.ts'
import { createChainWatch } from './chain-watch.ts'
import type { Html } from './html.ts'
import { makeOverview } from './overview.ts'
import { createPageSessions, type Session, sameSecret } from './sessions.ts'
import { STYLE } from './style.ts'
import { loginPage, overviewPage } from './view.ts'
import { pickLanguage } from './words.ts'

const FORM_BYTES = 4096
const POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** The fields of a posted form, or of a query. */
const fields = (values: unknown): ReadonlyMap<string, unknown> =>
  values instanceof URLSearchParams
    ? new Map(values)
    : new Map(Object.entries(typeof values === 'object' && values !== null ? values : {}))

/** A browser names the page a form came from. A page of another origin may not post here. */
const fromHere = (request: FastifyRequest): boolean => {
  const { origin, host } = request.headers
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

const sendPage = (reply: FastifyReply, status: number, page: Html) =>
  reply.code(status).type('text/html; charset=utf-8').send(page.html)

export const registerPages = (app: FastifyInstance, { store, clock, keys, tls }: ServerParts): void => {
  const sessions = createPageSessions(clock)
  const tries = createAttempts(clock)
  const chains = createChainWatch(store, clock.now)
  // Cookies know no ports: two halls on one PC must not sign each other's admin out.
  const cookieName = `guiping-hall-${fingerprint(keys.publicKey).replaceAll(' ', '')}`
  const cookieOptions = { path: '/', httpOnly: true, sameSite: 'strict', secure: tls !== null } as const

  app.register(cookie)
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_BYTES },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  )
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    })
  })

  const sessionOf = (request: FastifyRequest): Session | null =>
    sessions.find(request.cookies[cookieName] ?? '')
  const home = (reply: FastifyReply, language: Language) => reply.redirect(`/?lang=${language}`, 303)
  const refuseLogin = (reply: FastifyReply, status: number, fault: Fault, language: Language) =>
    sendPage(reply, status, loginPage(language, sentence(fault, language)))

  /** A form of a signed-in page; anything else lands on the start page and does nothing. */
  const form =
    (run: (session: Session, request: FastifyRequest, reply: FastifyReply) => void) =>
    (request: FastifyRequest, reply: FastifyReply) => {
      const sent = fields(request.body)
      const session = sessionOf(request)
      const meant = session && fromHere(request) && sameSecret(String(sent.get('csrf') ?? ''), session.csrf)
      if (meant) run(session, request, reply)
      return home(reply, pickLanguage(sent.get('lang')))
    }

  app.get('/hall.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(STYLE))

  app.get('/', (request, reply) => {
    const query = fields(request.query)
    const language = pickLanguage(query.get('lang'))
    const session = sessionOf(request)
    if (!session) return sendPage(reply, 200, loginPage(language, null))
    const now = clock.now()
    session.codes = session.codes.filter((code) => store.counters.codeWaits(code, now))
    const overview = makeOverview(store, chains.look(), now, language)
    const checked = chains.lastCheck()
    const page = overviewPage(overview, checked, session.csrf, session.codes, language, !query.has('still'))
    return sendPage(reply, 200, page)
  })

  app.post('/login', async (request, reply) => {
    const sent = fields(request.body)
    const language = pickLanguage(sent.get('lang'))
    if (!fromHere(request))
      return refuseLogin(reply, 403, { code: 'request/refused', params: { why: 'Origin' } }, language)
    const seconds = tries.take(request.ip)
    if (seconds > 0) return refuseLogin(reply, 429, { code: 'session/wait', params: { seconds } }, language)
    if (!(await checkPassword(String(sent.get('password') ?? ''), store.settings.get('admin'))))
      return refuseLogin(reply, 403, { code: 'hall/wrong-password' }, language)
    tries.right(request.ip)
    reply.setCookie(cookieName, sessions.open(), cookieOptions)
    return home(reply, language)
  })

  app.post(
    '/logout',
    form((_session, request, reply) => {
      sessions.close(request.cookies[cookieName] ?? '')
      reply.clearCookie(cookieName, cookieOptions)
    }),
  )
  app.post(
    '/codes',
    form((session) => {
      session.codes.unshift(store.counters.makeCode(clock.now()))
    }),
  )
  app.post(
    '/recheck',
    form(() => chains.restart()),
  )
}
