/** The customer's screen in tests: its session, its touches, and a browser's requests over TLS. */
import { request as httpsRequest } from 'node:https'
import { createServer } from 'node:net'
import type { App } from '../../src/main/app.ts'
import type { DisplayView, Touch } from '../../src/shared/display.ts'
import type { Level } from '../../src/shared/levels.ts'
import type { Reply } from '../../src/shared/wire.ts'
import { testRoster } from './test-app.ts'

/** The test roster of a site that allows faces. */
export const facesRoster = async () => {
  const roster = await testRoster()
  return { ...roster, policy: { ...roster.policy, faces: true } }
}

/** A customer's screen that is there. */
export const screenOf = async (app: App) => {
  const session = app.openDisplay()
  const view = async (): Promise<DisplayView> => {
    const reply = await app.request(session, 'display.get', {})
    if (!reply.ok) throw new Error(reply.error.code)
    return reply.value as DisplayView
  }
  await view()
  let at = app.parts.clock.now()
  /** Touches a face, of the ask that is shown unless another is named. */
  const touch = async (face: Level, more: Partial<Touch> = {}): Promise<Reply> => {
    at += 1
    const ask = more.ask ?? (await view()).ask?.id
    return app.request(session, 'display.press', { face, ask, at, ...more })
  }
  return { session, view, touch }
}

export interface Answer {
  status: number
  headers: Record<string, unknown>
  text: string
}

/** One request as a tablet makes it; every header may be wrong. */
export const tls = (
  port: number,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    // The certificate is self-signed: a person compares its fingerprint, and so does the test that is about it.
    const options = {
      host: '127.0.0.1',
      port,
      method,
      path,
      headers,
      agent: false,
      rejectUnauthorized: false,
    }
    const sent = httpsRequest(options, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(parts).toString(),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })

/** A port that is free now. */
export const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
