/** HTTP as delivery needs it: one request, a bounded answer, failures as values. */
import { fail, ok, type Result } from '../shared/result.ts'

export interface HttpRequest {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer> | null
  signal: AbortSignal
}
/** Header names in lower case. */
export interface HttpAnswer {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}
/** hall/unreachable: no answer; hall/not-a-hall: an answer that no hall gives. Never rejects. */
export type Http = (request: HttpRequest) => Promise<Result<HttpAnswer>>

/** The largest answer is a roster; anything above this is not from a hall. */
export const MAX_ANSWER = 4 * 1024 * 1024

/** @returns the whole body, or null when it is larger than MAX_ANSWER; what follows is then not read at all. */
const readBounded = async (response: Response): Promise<Uint8Array | null> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_ANSWER) return null
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** The real thing. A redirect is an error: it would carry signed requests to a place that nobody enrolled at. */
export const fetchHttp: Http = async ({ url, ...init }) => {
  const at = { url: new URL(url).origin }
  try {
    const response = await fetch(url, { ...init, redirect: 'error' })
    const body = await readBounded(response)
    if (!body) return fail('hall/not-a-hall', at)
    return ok({ status: response.status, headers: Object.fromEntries(response.headers), body })
  } catch {
    // Why it failed (refused, reset, DNS, TLS, aborted) makes no difference to what is done: it is tried again.
    return fail('hall/unreachable', at)
  }
}

/** A request gets this long, in ms; then it counts as unanswered. */
export const TIME_LIMIT_MS = 10_000
