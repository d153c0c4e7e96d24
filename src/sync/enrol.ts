/** Enrolment: a one-time code buys the counter a name at the hall, and pins the hall's key. */
import { z } from 'zod'
import { checkAnswer, checkRequest, type KeyPair, makeKeyPair, signRequest } from '../keys/request.ts'
import type { Clock } from '../shared/clock.ts'
import { enrolOutputSchema, healthSchema } from '../shared/delivery.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import type { SealKey } from '../shared/seal.ts'
import type { Http, HttpAnswer, HttpRequest } from './http.ts'
import { readRefusal } from './refusal.ts'
import { readJson, timed } from './timed.ts'

const NO_REQUEST = { method: '', path: '', time: 0, from: '', prev: '', body: new Uint8Array() }

/** Whether both are keys and belong together: a damaged file is found when it is read and not at the first request. */
const areAPair = ({ publicKey, privateKey }: { publicKey: string; privateKey: string }): boolean => {
  try {
    return checkRequest(NO_REQUEST, publicKey, signRequest(NO_REQUEST, privateKey))
  } catch {
    return false
  }
}

/** What a counter knows of its hall. The private key is a secret: the file with it is 0600. */
export const enrolmentSchema = z
  .strictObject({
    /** `https://host:port`, without a path. */
    url: z.string().max(300),
    /** The counter's name at the hall. */
    counter: z.string().min(1).max(200),
    /** The hall's Ed25519 key, SPKI DER in base64. */
    hallKey: z.string().max(200),
    publicKey: z.string().max(200),
    privateKey: z.string().max(300),
  })
  .refine(areAPair, 'publicKey and privateKey do not belong together')
export type Enrolment = z.infer<typeof enrolmentSchema>

/** Names and addresses that never leave this PC. */
const isLoopback = (host: string) =>
  host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)

/** @returns the origin of a hall's address; hall/bad-url, or hall/insecure for plain HTTP to another machine. */
export const hallOrigin = (text: string): Result<string> => {
  const bad = fail('hall/bad-url', { url: text })
  if (!URL.canParse(text)) return bad
  const url = new URL(text)
  const plain = url.protocol === 'http:'
  if ((!plain && url.protocol !== 'https:') || url.host === '') return bad
  if (url.username !== '' || url.pathname !== '/' || url.search !== '' || url.hash !== '') return bad
  return plain && !isLoopback(url.hostname) ? fail('hall/insecure', { host: url.hostname }) : ok(url.origin)
}

export interface EnrolOptions {
  url: string
  code: string
  station: string
  /** What seals the counter's log from now on: the hall can check every seal from here. */
  seal: SealKey
  /** Those of an earlier enrolment: a counter that comes back stays the same counter, and its logs its own. */
  keys?: KeyPair | null
  http: Http
  clock: Clock
}

/** One request of an enrolment. The sentence of hall/unreachable speaks of later delivery, which nobody has yet. */
const askOnce = async (
  parts: EnrolOptions,
  url: string,
  request: Omit<HttpRequest, 'url' | 'signal'> & { path: string },
): Promise<Result<HttpAnswer>> => {
  const { path, ...rest } = request
  const answer = await timed(parts, { ...rest, url: `${url}${path}` })
  if (answer.ok || answer.error.code !== 'hall/unreachable') return answer
  return fail('hall/enrol-unreachable', { url })
}

/** Asks whether a hall is there at all, so that a wrong address is told from a wrong code. */
const askHealth = async (parts: EnrolOptions, url: string): Promise<Result<void>> => {
  const health = await askOnce(parts, url, { method: 'GET', path: '/v1/health', headers: {}, body: null })
  if (!health.ok) return health
  const found = healthSchema.safeParse(readJson(health.value.body))
  return health.value.status === 200 && found.success ? ok(undefined) : fail('hall/not-a-hall', { url })
}

/**
 * Enrols this counter with fresh keys of its own. What the hall answers must be signed with the key it names: whoever
 * names a key must hold it.
 * @returns the enrolment; hall/bad-url, hall/insecure, hall/enrol-unreachable, hall/not-a-hall, hall/wrong-key, or the
 * hall's own refusal (hall/wrong-code, …). The code is used up only by success, or where the answer to one was lost.
 */
export const enrol = async (options: EnrolOptions): Promise<Result<Enrolment>> => {
  const origin = hallOrigin(options.url.trim())
  if (!origin.ok) return origin
  const url = origin.value
  const healthy = await askHealth(options, url)
  if (!healthy.ok) return healthy

  const { publicKey, privateKey } = options.keys ?? makeKeyPair()
  const keys = { publicKey, privateKey }
  const time = Math.trunc(options.clock.now())
  const { code, station, seal } = options
  const answer = await askOnce(options, url, {
    method: 'POST',
    path: '/v1/enrol',
    headers: { 'content-type': 'application/json', 'guiping-time': String(time) },
    body: new Uint8Array(
      Buffer.from(JSON.stringify({ code: code.trim(), station, publicKey: keys.publicKey, seal })),
    ),
  })
  if (!answer.ok) return answer
  const { status, body, headers } = answer.value
  if (status !== 200) return { ok: false, error: readRefusal(answer.value, url).fault }
  const output = enrolOutputSchema.safeParse(readJson(body))
  if (!output.success) return fail('hall/not-a-hall', { url })
  const { counter, hallKey } = output.data
  if (!checkAnswer({ status, time, body }, hallKey, headers['guiping-signature'] ?? ''))
    return fail('hall/wrong-key', { url })
  return ok({ url, counter, hallKey, ...keys })
}
