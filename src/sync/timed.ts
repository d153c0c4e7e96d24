/** One request within its time limit, on the program's clock. */
import type { Clock } from '../shared/clock.ts'
import { fail, type Result } from '../shared/result.ts'
import { type Http, type HttpAnswer, type HttpRequest, TIME_LIMIT_MS } from './http.ts'

/**
 * @param stop cuts the request off.
 * @returns the answer, or hall/unreachable after TIME_LIMIT_MS or `stop`, whether or not `http` heeds its signal.
 */
export const timed = (
  { http, clock }: { http: Http; clock: Clock },
  request: Omit<HttpRequest, 'signal'>,
  stop?: AbortSignal,
): Promise<Result<HttpAnswer>> =>
  new Promise((resolve) => {
    const cutter = new AbortController()
    const settle = (result: Result<HttpAnswer>) => {
      cancel()
      stop?.removeEventListener('abort', cut)
      resolve(result)
    }
    const cut = () => {
      cutter.abort()
      settle(fail('hall/unreachable', { url: new URL(request.url).origin }))
    }
    const cancel = clock.after(TIME_LIMIT_MS, cut)
    stop?.addEventListener('abort', cut)
    if (stop?.aborted) cut()
    else void http({ ...request, signal: cutter.signal }).then(settle)
  })

/** Reads JSON from outside. @returns undefined for what is not JSON: no schema takes that. */
export const readJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
