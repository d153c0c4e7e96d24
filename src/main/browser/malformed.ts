/** What is no HTTP at all is answered in the same form as everything else. */
import type { Socket } from 'node:net'
import { type Language, sentence } from '../../shared/errors.ts'
import type { Fault } from '../../shared/result.ts'

/** For fastify's `clientErrorHandler`: 400 with `fault`, and the connection is closed. */
export const answerMalformed =
  (fault: Fault, language: () => Language = () => 'zh-CN') =>
  (_error: unknown, socket: Socket): void => {
    if (!socket.writable) {
      socket.destroy()
      return
    }
    const body = JSON.stringify({ ok: false, error: { ...fault, message: sentence(fault, language()) } })
    const head = [
      'HTTP/1.1 400 Bad Request',
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
