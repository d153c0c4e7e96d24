/** Talks to the hall: signs what goes out, believes only what the pinned key signed, one request at a time. */
import type { z } from 'zod'
import { checkAnswer, signRequest } from '../keys/request.ts'
import type { Clock } from '../shared/clock.ts'
import type { Fault } from '../shared/result.ts'
import type { Enrolment } from './enrol.ts'
import type { Http, HttpAnswer } from './http.ts'
import { type Refusal, readRefusal } from './refusal.ts'
import { readJson, timed } from './timed.ts'

export interface HallRequest {
  method: 'GET' | 'POST'
  /** With the query. */
  path: string
  headers?: Record<string, string>
  /** `Guiping-From` and `Guiping-Prev` of an append. */
  from?: string
  prev?: string
  body?: Uint8Array<ArrayBuffer>
}

export type HallReply<T> =
  /** `sentAt`: wall clock half-way between question and answer, to compare the hall's with. */
  | { type: 'value'; value: T; halfwayAt: number }
  /** Signed by the hall. */
  | ({ type: 'refused' } & Refusal)
  /** Nothing that the hall has said. */
  | { type: 'failed'; fault: Fault }

export interface HallClient {
  ask<T>(request: HallRequest, schema: z.ZodType<T>): Promise<HallReply<T>>
  /** Cuts off what is under way, and whatever is asked from now on. */
  stop(): void
}

/** Requests within this of the last one count on from it; a clock set back by more starts anew. */
const SAME_TIME_MS = 60_000
const NOTHING = new Uint8Array()

export const createHallClient = (parts: { http: Http; clock: Clock; enrolment: Enrolment }): HallClient => {
  const { clock, enrolment } = parts
  const stopper = new AbortController()
  let queue: Promise<unknown> = Promise.resolve()
  let lastTime = Number.NEGATIVE_INFINITY

  /** The hall's signature covers the request's time: two requests never share one, or an old answer could serve again. */
  const requestTime = () => {
    const now = Math.trunc(clock.now())
    lastTime = now > lastTime || now < lastTime - SAME_TIME_MS ? now : lastTime + 1
    return lastTime
  }

  /** @returns what is wrong with an answer before a word of it is read, or null. */
  const disbelieve = ({ status, headers, body }: HttpAnswer, time: number): Fault | null => {
    const signature = headers['guiping-signature']
    const params = { url: enrolment.url }
    if (signature === undefined)
      // Unsigned, it comes from something else: a proxy's error page, a portal, another program on that port.
      return { code: status >= 500 ? 'hall/internal' : 'hall/not-a-hall', params }
    return checkAnswer({ status, time, body }, enrolment.hallKey, signature)
      ? null
      : { code: 'hall/wrong-key', params }
  }

  const exchange = async <T>(request: HallRequest, schema: z.ZodType<T>): Promise<HallReply<T>> => {
    const { method, path, from = '', prev = '', body = null } = request
    const time = requestTime()
    const signed = { method, path, time, from, prev, body: body ?? NOTHING }
    const sentAt = clock.now()
    const sentMono = clock.mono()
    const answer = await timed(
      parts,
      {
        method,
        url: `${enrolment.url}${path}`,
        headers: {
          ...request.headers,
          ...(from === '' ? {} : { 'guiping-from': from, 'guiping-prev': prev }),
          'guiping-counter': enrolment.counter,
          'guiping-time': String(time),
          'guiping-signature': signRequest(signed, enrolment.privateKey),
        },
        body,
      },
      stopper.signal,
    )
    if (!answer.ok) return { type: 'failed', fault: answer.error }
    const fault = disbelieve(answer.value, time)
    if (fault) return { type: 'failed', fault }
    if (answer.value.status !== 200) return { type: 'refused', ...readRefusal(answer.value, enrolment.url) }
    const value = schema.safeParse(readJson(answer.value.body))
    if (!value.success) return { type: 'failed', fault: { code: 'hall/bad-request', params: { why: path } } }
    return { type: 'value', value: value.data, halfwayAt: sentAt + (clock.mono() - sentMono) / 2 }
  }

  return {
    ask: (request, schema) => {
      const reply = queue.then(() => exchange(request, schema))
      queue = reply
      return reply
    },
    stop: () => stopper.abort(),
  }
}
