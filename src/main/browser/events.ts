/** A stream of Server-Sent Events. */
import type { ServerResponse } from 'node:http'
import type { Clock } from '../../shared/clock.ts'
import { HEADERS } from './guard.ts'

/** How often an idle stream is touched, so that a dead page is noticed. */
const HEARTBEAT_MS = 15_000

/** Takes over a response. @param closed called once, when the stream has ended from either side. */
export const openEvents = (
  raw: ServerResponse,
  clock: Clock,
  closed: () => void,
): { send(value: unknown): void; end(): void } => {
  raw.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  raw.write('retry: 1000\n\n')
  let cancelBeat = () => {}
  const beat = () => {
    raw.write(':\n\n')
    cancelBeat = clock.after(HEARTBEAT_MS, beat)
  }
  beat()
  raw.on('close', () => {
    cancelBeat()
    closed()
  })
  return { send: (value) => void raw.write(`data: ${JSON.stringify(value)}\n\n`), end: () => void raw.end() }
}
