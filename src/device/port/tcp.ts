/** A keypad behind a serial-to-Ethernet converter: a raw TCP connection that carries the same bytes. */
import { connect } from 'node:net'
import type { Loss } from '../../shared/pad.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { tcpOpenFailed } from './open-errors.ts'
import type { Port, PortHandlers } from './port.ts'

/** ms of silence before the system probes the other end: a converter that lost its power says nothing itself. */
const KEEPALIVE = 5_000

/** Connects to `host:port`. @returns pad/unreachable for every way in which that fails, also when `signal` aborts. */
export const openTcp = (
  name: string,
  host: string,
  port: number,
  handlers: PortHandlers,
  signal?: AbortSignal,
): Promise<Result<Port>> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve(tcpOpenFailed(name))
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE })
    let open = false
    let silent = false
    let why: Loss = 'close-event'
    const closed = new Promise<void>((done) => socket.once('close', () => done()))
    const giveUp = () => socket.destroy()
    signal?.addEventListener('abort', giveUp, { once: true })

    socket.on('data', (bytes) => {
      if (!silent) handlers.data(bytes)
    })
    socket.on('error', () => {
      why = 'read-error'
    })
    socket.on('close', () => {
      signal?.removeEventListener('abort', giveUp)
      if (!open) return resolve(tcpOpenFailed(name))
      if (!silent) handlers.lost(why)
      silent = true
    })
    socket.on('connect', () => {
      open = true
      signal?.removeEventListener('abort', giveUp)
      resolve(
        ok({
          name,
          write: (bytes) =>
            new Promise((written) => {
              if (socket.destroyed) return written(fail('pad/port-gone'))
              socket.write(bytes, (error) => written(error ? fail('pad/port-gone') : ok(undefined)))
            }),
          close: () => {
            silent = true
            socket.destroy()
            return closed
          },
        }),
      )
    })
  })
