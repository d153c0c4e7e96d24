/** A hall in memory that speaks the contract, and fails as it is told to. */
import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { checkRequest, makeKeyPair, signAnswer } from '../../src/keys/request.ts'
import { type Head, type StoredEntry, ZERO_HASH } from '../../src/shared/entries.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { fail, ok } from '../../src/shared/result.ts'
import type { Enrolment } from '../../src/sync/enrol.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../src/sync/http.ts'

export const HALL_URL = 'http://127.0.0.1:7070'
export const LOG_ID = '01900000-0000-7000-8000-0000000000aa'

/** The chain's rule, written once more on purpose: the tests do not trust the program's own. */
export const hashOf = (seq: number, prev: string, body: string): string =>
  createHash('sha256').update(`guiping-log/1\n${LOG_ID}\n${seq}\n${prev}\n${body}`).digest('hex')

export const chainOf = (bodies: readonly string[]): StoredEntry[] => {
  let prev = ZERO_HASH
  return bodies.map((body, index) => {
    const entry = { logId: LOG_ID, seq: index + 1, body, prev, hash: hashOf(index + 1, prev, body) }
    prev = entry.hash
    return entry
  })
}

/** What goes wrong with one request. `lose-reply`: it is carried out and the answer is lost. `lie`: signed, but not so. */
export type Trouble =
  | 'down'
  | 'lose-reply'
  | 'hang'
  | 'proxy-error'
  | 'signed-error'
  | 'garbage'
  | 'signed-garbage'
  | 'wrong-key'
  | 'replay'
  | 'lie'
export const TROUBLES: readonly Trouble[] = [
  'down',
  'lose-reply',
  'proxy-error',
  'signed-error',
  'garbage',
  'signed-garbage',
  'wrong-key',
  'replay',
  'lie',
]

export interface FakeHall {
  http: Http
  enrolment: Enrolment
  rows: StoredEntry[]
  /** Troubles of the next requests, in order. */
  troubles: Trouble[]
  /** Trouble of every request while set. */
  always: Trouble | null
  /** Refusals instead of appends while set. */
  refusal: { code: string; status: number } | null
  requests: { method: string; path: string; from: number | null; zipped: boolean }[]
  /** Most requests that were under way at once. */
  atOnce: number
  /** ms that this hall's clock is ahead. */
  ahead: number
  /** What the counter last said its window is called. */
  station: string | null
  /** Rows of versions that parted from ours. */
  forks: string[]
}

const text = (value: unknown) => Buffer.from(JSON.stringify(value))

export const makeFakeHall = (now: () => number): FakeHall => {
  const keys = makeKeyPair()
  const stranger = makeKeyPair()
  const counter = makeKeyPair()
  const replies = new Map<string, HttpAnswer>()
  let underWay = 0

  const headOf = (): Head => hall.rows.at(-1) ?? { seq: 0, hash: ZERO_HASH }
  const at = (seq: number) => (seq === 0 ? ZERO_HASH : (hall.rows[seq - 1]?.hash ?? null))
  const refuse = (status: number, code: string, extra = {}): [number, unknown] => [
    status,
    { error: { code, message: code }, ...extra },
  ]

  const append = (request: HttpRequest): [number, unknown] => {
    if (hall.refusal) return refuse(hall.refusal.status, hall.refusal.code)
    const from = Number(request.headers['guiping-from'])
    let prev = request.headers['guiping-prev'] ?? ''
    const sent = Buffer.from(request.body ?? new Uint8Array())
    const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent
    const bodies = plain.toString('utf8').trimEnd().split('\n')
    if (at(from - 1) === null) return refuse(409, 'hall/gap', { expected: headOf().seq + 1 })
    if (at(from - 1) !== prev) return refuse(409, 'hall/gap', { expected: Math.max(1, from - 3) })
    let last = prev
    for (const [index, body] of bodies.entries()) last = hashOf(from + index, last, body)
    if (last !== request.headers['guiping-head'])
      return refuse(422, 'hall/bad-link', { params: { seq: from + bodies.length - 1 } })
    for (const [index, body] of bodies.entries()) {
      const seq = from + index
      const hash = hashOf(seq, prev, body)
      if (at(seq) !== null && at(seq) !== hash) {
        hall.forks.push(...bodies.slice(index))
        return refuse(409, 'hall/fork', { common: seq - 1 })
      }
      if (at(seq) === null) hall.rows.push({ logId: LOG_ID, seq, body, prev, hash })
      prev = hash
    }
    return [200, { acked: headOf().seq, head: headOf().hash, clock: now() + hall.ahead }]
  }

  const route = (request: HttpRequest, path: string): [number, unknown] => {
    const { pathname: where, searchParams } = new URL(path, HALL_URL)
    if (where === '/v1/roster') return [200, { staff: [], items: [], policy: DEFAULT_POLICY }]
    if (where === `/v1/logs/${LOG_ID}/head`) {
      const { seq, hash } = headOf()
      hall.station = searchParams.get('station')
      return [
        200,
        { acked: seq, head: hash, at: at(Number(searchParams.get('seq'))), clock: now() + hall.ahead },
      ]
    }
    return where === `/v1/logs/${LOG_ID}/entries` ? append(request) : refuse(404, 'hall/bad-request')
  }

  const answer = (request: HttpRequest, trouble: Trouble | undefined): HttpAnswer | null => {
    const path = request.url.slice(HALL_URL.length)
    const time = Number(request.headers['guiping-time'])
    const signed = {
      method: request.method,
      path,
      time,
      from: request.headers['guiping-from'] ?? '',
      prev: request.headers['guiping-prev'] ?? '',
      body: request.body ?? new Uint8Array(),
    }
    const sealed = (status: number, body: Buffer, by = keys): HttpAnswer => ({
      status,
      body,
      headers: { 'guiping-signature': signAnswer({ status, time, body }, by.privateKey) },
    })
    const unsealed = (status: number, page: string) => ({ status, headers: {}, body: Buffer.from(page) })
    const kind = path.replace(/\?.*/, '')
    if (trouble === 'down') return null
    if (trouble === 'proxy-error') return unsealed(502, '<h1>Bad Gateway</h1>')
    if (trouble === 'garbage') return unsealed(200, '{"acked":999999}')
    if (trouble === 'signed-error')
      return sealed(500, text({ error: { code: 'hall/internal', message: 'x' } }))
    if (trouble === 'signed-garbage') return sealed(200, Buffer.from('{"acked":"many"}'))
    if (trouble === 'lie')
      return sealed(200, text({ acked: 3, head: 'f'.repeat(64), at: null, clock: now() }))
    if (trouble === 'replay') return replies.get(kind) ?? null
    if (!checkRequest(signed, counter.publicKey, request.headers['guiping-signature'] ?? ''))
      return sealed(...asBytes(refuse(401, 'hall/bad-signature')))
    const [status, body] = asBytes(route(request, path))
    if (trouble === 'wrong-key') return sealed(status, body, stranger)
    if (trouble === 'lose-reply') return null
    const reply = sealed(status, body)
    replies.set(kind, reply)
    return reply
  }
  const asBytes = ([status, value]: [number, unknown]): [number, Buffer] => [status, text(value)]

  const hall: FakeHall = {
    http: async (request) => {
      underWay += 1
      hall.atOnce = Math.max(hall.atOnce, underWay)
      const from = request.headers['guiping-from']
      hall.requests.push({
        method: request.method,
        path: request.url.slice(HALL_URL.length),
        from: from === undefined ? null : Number(from),
        zipped: request.headers['content-encoding'] === 'gzip',
      })
      const trouble = hall.troubles.shift() ?? hall.always ?? undefined
      await Promise.resolve()
      if (trouble === 'hang')
        await new Promise((resolve) => request.signal.addEventListener('abort', resolve))
      const reply = trouble === 'hang' ? null : answer(request, trouble)
      underWay -= 1
      return reply ? ok(reply) : fail('hall/unreachable', { url: HALL_URL })
    },
    enrolment: { url: HALL_URL, counter: 'C-7', hallKey: keys.publicKey, ...counter },
    rows: [],
    troubles: [],
    always: null,
    refusal: null,
    requests: [],
    atOnce: 0,
    ahead: 0,
    station: null,
    forks: [],
  }
  return hall
}
