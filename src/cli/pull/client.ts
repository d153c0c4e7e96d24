/** Asks one counter for its log. Its certificate must be the one of the list before a byte of a request is sent. */
import { Agent, type RequestOptions, request } from 'node:https'
import { connect, type TLSSocket } from 'node:tls'
import type { z } from 'zod'
import { signPull } from '../../keys/pull-token.ts'
import { isErrorCode } from '../../shared/errors.ts'
import {
  OFFER_HEADERS,
  type OfferBegun,
  type OfferStatus,
  offerBegunSchema,
  offerReceiptsSchema,
  offerStatusSchema,
  type TokenFile,
} from '../../shared/offer.ts'
import type { Receipt } from '../../shared/receipt.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import { hostName, type PullHost } from './hosts.ts'

/** An answer is at most a page and a little; the counter has so long for its next byte. */
const MAX_ANSWER = 8 * 1024 * 1024
const WAIT_MS = 30_000

export interface CounterClient {
  status(at: number): Promise<Result<OfferStatus>>
  begin(log: string, start: number, from: number): Promise<Result<OfferBegun>>
  receipts(pull: string, after: number): Promise<Result<{ receipts: Receipt[]; more: boolean }>>
  /** Lines of entries. */
  page(pull: string, from: number): Promise<Result<string>>
  close(): void
}

/** What a counter says when it refuses; never text of its own. */
const refusalOf = (body: string): Fault | null => {
  try {
    const { error } = JSON.parse(body)
    if (typeof error?.code !== 'string' || !isErrorCode(error.code)) return null
    const params = Object.entries(error.params ?? {}).flatMap(([name, value]) =>
      typeof value === 'number' || typeof value === 'string' ? [[name, String(value).slice(0, 200)]] : [],
    )
    return { code: error.code, params: Object.fromEntries(params) }
  } catch {
    return null
  }
}

class WrongCertificate extends Error {
  readonly found: string
  constructor(found: string) {
    super('certificate')
    this.found = found
  }
}

/** Connections to the one certificate: any other is closed before anything is said. */
const pinnedAgent = ({ address, port, fingerprint }: PullHost): Agent => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const open = (_options: RequestOptions, done: (error: Error | null, socket?: TLSSocket) => void) => {
    // The certificate is the counter's own: no authority signed it, and the fingerprint says more than one would.
    const socket = connect({ host: address, port, rejectUnauthorized: false, minVersion: 'TLSv1.3' })
    socket.setTimeout(WAIT_MS, () =>
      socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })),
    )
    socket.once('error', (error) => done(error))
    socket.once('secureConnect', () => {
      const found = socket.getPeerCertificate().fingerprint256?.replaceAll(':', '').toLowerCase() ?? ''
      if (found !== fingerprint) socket.destroy(new WrongCertificate(found))
      else done(null, socket)
    })
    return undefined
  }
  return Object.assign(agent, { createConnection: open })
}

export interface ClientOptions {
  token: Pick<TokenFile, 'token' | 'secret'>
  /** ms UTC: each request has a later time than the one before. */
  now(): number
  signal: AbortSignal
}

export const createClient = (host: PullHost, { token, now, signal }: ClientOptions): CounterClient => {
  const name = hostName(host)
  const agent = pinnedAgent(host)
  let lastTime = 0

  const faultOf = (error: unknown): Fault => {
    if (signal.aborted) return { code: 'pull/stopped' }
    if (error instanceof WrongCertificate)
      return { code: 'pull/wrong-certificate', params: { host: name, found: error.found } }
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    return { code: 'pull/unreachable', params: { host: name, why } }
  }
  const bad = (why: string) => fail('pull/bad-answer', { host: name, why })

  /** A clock that was set back since an earlier run: the counter says which time has to be passed. */
  const get = async (path: string): Promise<Result<string>> => {
    const answered = await once(path)
    const last =
      answered.ok || answered.error.code !== 'offer/replayed' ? 0 : Number(answered.error.params?.['last'])
    if (!(last >= lastTime) || last > Number.MAX_SAFE_INTEGER) return answered
    lastTime = last
    return once(path)
  }

  /** A connection that was kept and that the counter had closed meanwhile: asked anew, on a new one. */
  const once = async (path: string): Promise<Result<string>> => {
    const answered = await send(path)
    return answered === 'stale' ? ((await send(path, true)) as Result<string>) : answered
  }

  const send = (path: string, last = false): Promise<Result<string> | 'stale'> => {
    lastTime = Math.max(lastTime + 1, Math.trunc(now()))
    const signed = { path, time: lastTime, certificate: host.fingerprint }
    const headers = {
      [OFFER_HEADERS.token]: token.token,
      [OFFER_HEADERS.time]: String(lastTime),
      [OFFER_HEADERS.signature]: signPull(signed, token.secret),
    }
    return new Promise((resolve) => {
      const failed = (error: unknown) => resolve({ ok: false, error: faultOf(error) })
      const asked = request(
        { agent, host: host.address, port: host.port, path, headers, signal },
        (answer) => {
          const chunks: Buffer[] = []
          let size = 0
          answer.on('error', failed)
          answer.on('data', (chunk: Buffer) => {
            chunks.push(chunk)
            size += chunk.length
            if (size <= MAX_ANSWER) return
            resolve(bad('size'))
            asked.destroy()
          })
          answer.on('end', () => {
            const body = Buffer.concat(chunks).toString('utf8')
            if (!answer.complete) return failed(Object.assign(new Error(), { code: 'ECONNRESET' }))
            if (answer.statusCode === 200) return resolve(ok(body))
            const refusal = refusalOf(body)
            resolve(refusal ? { ok: false, error: refusal } : bad(`HTTP ${answer.statusCode}`))
          })
        },
      )
      asked.on('error', (error) =>
        asked.reusedSocket && !last && !signal.aborted ? resolve('stale') : failed(error),
      )
      asked.end()
    })
  }

  const json = async <T>(path: string, schema: z.ZodType<T>): Promise<Result<T>> => {
    const body = await get(path)
    if (!body.ok) return body
    try {
      const checked = schema.safeParse(JSON.parse(body.value))
      return checked.success ? ok(checked.data) : bad(path.split('?')[0] ?? '')
    } catch {
      return bad('JSON')
    }
  }

  return {
    status: (at) => json(`/v1/log?at=${at}`, offerStatusSchema),
    begin: (log, start, from) =>
      json(`/v1/log/begin?log=${log}&start=${start}&from=${from}`, offerBegunSchema),
    receipts: (pull, after) => json(`/v1/log/receipts?pull=${pull}&after=${after}`, offerReceiptsSchema),
    page: (pull, from) => get(`/v1/log/entries?pull=${pull}&from=${from}`),
    close: () => agent.destroy(),
  }
}
