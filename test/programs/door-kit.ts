/** A running app with one program let in, and a client that may send anything. */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { App } from '../../src/main/app.ts'
import { type Settings, testApp } from '../harness/test-app.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any
}

export type Send = (
  method: string,
  path: string,
  headers?: Record<string, string>,
  body?: string,
) => Promise<Answer>

/** Sends one request exactly as told. */
export const sender =
  (port: number): Send =>
  (method, path, headers = {}, body) =>
    new Promise((resolve, reject) => {
      const sent = httpRequest(
        { host: '127.0.0.1', port, method, path, headers, agent: false },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () => {
            const text = Buffer.concat(parts).toString()
            const json = (() => {
              try {
                return JSON.parse(text)
              } catch {
                return undefined
              }
            })()
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json })
          })
          response.on('error', reject)
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })

export const JSON_TYPE = { 'content-type': 'application/json' }

/** Lets `name` in on a door that the system chose. */
export const letIn = async (app: App, name = 'tax') => {
  const { book } = app.parts.programs
  const set = book.set({ port: 0 })
  if (!set.ok) throw new Error(set.error.code)
  const token = book.add(name)
  if (!token.ok) throw new Error(token.error.code)
  await app.parts.programs.settled()
  const { url } = app.parts.programs.view().door
  if (url === null) throw new Error('no door')
  const port = Number(new URL(url).port)
  const send = sender(port)
  const authorization = `Bearer ${token.value}`
  const post = (path: string, input: unknown) =>
    send('POST', `/v1/${path}`, { ...JSON_TYPE, authorization }, JSON.stringify(input))
  const get = (path: string) => send('GET', `/v1/${path}`, { authorization })
  return { token: token.value, authorization, port, url, send, post, get }
}

export const appWithProgram = async (settings: Settings = {}) => {
  const app = await testApp(settings)
  return { app, ...(await letIn(app)) }
}
