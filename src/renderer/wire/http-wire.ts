/** The browser host's wire: POST /rpc for requests, Server-Sent Events at /events for pushes, both same-origin. */
import type { Clock } from '../../shared/clock.ts'
import { sentence } from '../../shared/errors.ts'
import type { Fault } from '../../shared/result.ts'
import type { Push } from '../../shared/views.ts'
import type { Reply, Wire } from '../../shared/wire.ts'
import { pause } from './back-off.ts'

const failed = (fault: Fault): Reply => ({ ok: false, error: { ...fault, message: sentence(fault) } })

const isReply = (value: unknown): value is Reply =>
  typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean'

const post = async (method: string, input: unknown): Promise<Reply> => {
  let response: Response
  try {
    response = await fetch('/rpc', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method, input }),
    })
  } catch {
    return failed({ code: 'request/offline' })
  }
  try {
    const reply: unknown = await response.json()
    // The program was started again and does not know this page any more: asking on cannot mend that.
    if (response.status === 401) return failed({ code: 'request/no-session' })
    if (isReply(reply)) return reply
  } catch {
    // Not JSON: answered below, like any other answer that is not a Reply.
  }
  return failed({ code: 'request/refused', params: { why: `HTTP ${response.status}` } })
}

/**
 * @returns the wire of the browser host. The listener gets `null` when the stream breaks and again when it is back:
 * asking for the snapshot then fails (and the page says so) or brings the page up to date.
 */
export const httpWire = (clock: Clock): Wire => ({
  request: post,
  subscribe: (listener) => {
    let source: EventSource | null = null
    let broken = false
    let failures = 0
    let cancel = () => {}
    const open = () => {
      const stream = new EventSource('/events', { withCredentials: true })
      source = stream
      stream.onmessage = (event: MessageEvent<string>) => listener(JSON.parse(event.data) as Push | null)
      stream.onopen = () => {
        if (broken) listener(null)
        broken = false
        failures = 0
      }
      stream.onerror = () => {
        if (!broken) listener(null)
        broken = true
        // EventSource itself gives up for good on an HTTP error: then it is opened anew, ever more rarely.
        if (stream.readyState !== EventSource.CLOSED) return
        failures += 1
        cancel = clock.after(pause(failures), open)
      }
    }
    open()
    return () => {
      cancel()
      source?.close()
    }
  },
})
