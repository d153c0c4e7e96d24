/** The loopback server, spoken to with plain sockets' freedom: every header may be wrong. */

import { request as httpRequest } from 'node:http'
import { expect, it } from 'vitest'
import { readDoor } from '../../src/main/door.ts'
import { browserHost } from '../harness/browser-host.ts'
import { builtPages } from '../harness/pages.ts'

const host = async () => {
  const started = await browserHost({ pages: builtPages() })
  const port = Number(new URL(started.server.url).port)
  const send = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
      const sent = httpRequest(
        { host: '127.0.0.1', port, method, path, headers, agent: false },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(parts).toString(),
            }),
          )
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  const open = async () => {
    const { pathname, search } = new URL(started.server.openUrl())
    const opened = await send('GET', pathname + search)
    return String(opened.headers['set-cookie']).split(';')[0] ?? ''
  }
  const json = { 'content-type': 'application/json' }
  return { ...started, send, open, json }
}

const state = JSON.stringify({ method: 'state.get', input: {} })

it('the code in the opened URL works once, and becomes an HttpOnly SameSite=Strict cookie', async () => {
  const { server, send, json } = await host()
  const { pathname, search } = new URL(server.openUrl())
  const first = await send('GET', pathname + search)
  expect(first.status).toBe(200)
  expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/)
  expect((await send('GET', pathname + search)).status).toBe(401)
  expect((await send('GET', '/open?code=guess')).status).toBe(401)
  for (const authorization of ['', 'Bearer guess'])
    expect((await send('POST', '/window', { ...json, authorization }, '{}')).status).toBe(401)
  const cookie = String(first.headers['set-cookie']).split(';')[0] ?? ''
  expect((await send('POST', '/rpc', { ...json, cookie }, state)).status).toBe(200)
  expect((await send('POST', '/rpc', json, state)).status).toBe(401)
  expect((await send('POST', '/rpc', { ...json, cookie: 'guiping=program' }, state)).status).toBe(401)
})

it('wrong hosts, origins, types, sizes and methods are refused before anything is looked at; nothing changes, nothing is a 500', async () => {
  const { program, send, open, json } = await host()
  const cookie = await open()
  const before = program.app().parts.log.head().seq
  const good = { ...json, cookie }
  const hostile: [string, string, Record<string, string>, string | undefined, number][] = [
    ['POST', '/rpc', { ...good, host: 'evil.example' }, state, 403],
    ['POST', '/rpc', { ...good, origin: 'http://evil.example' }, state, 403],
    ['POST', '/rpc', { cookie, 'content-type': 'text/plain' }, state, 403],
    ['POST', '/rpc', good, '{', 400],
    ['POST', '/rpc', good, '[]', 400],
    ['POST', '/rpc', good, '"x"', 400],
    ['POST', '/rpc', good, '{"method":1}', 400],
    ['POST', '/rpc', good, '{"__proto__":{"method":"state.get"}}', 400],
    ['POST', '/rpc', good, JSON.stringify({ method: 'x', input: 'x'.repeat(70_000) }), 413],
    ['POST', '/rpc', { ...json, authorization: 'Bearer guess' }, state, 401],
    ['GET', '/events', {}, undefined, 401],
    ['GET', '/rpc', good, undefined, 404],
    ['DELETE', '/rpc', { cookie }, undefined, 404],
    ['GET', '/../../package.json', {}, undefined, 403],
    ['GET', '/%2e%2e/%2e%2e/package.json', {}, undefined, 403],
  ]
  for (const [method, path, headers, body, status] of hostile) {
    const answer = await send(method, path, headers, body)
    expect(answer.status, `${method} ${path} ${JSON.stringify(headers)} ${body?.slice(0, 40)}`).toBe(status)
  }
  expect(program.app().parts.log.head().seq).toBe(before)
})

it('every answer carries the strict policy', async () => {
  const { send } = await host()
  for (const path of ['/', '/nothing', '/events']) {
    const { headers } = await send('GET', path)
    expect(headers['content-security-policy'], path).toContain("default-src 'none'; script-src 'self'")
    expect(headers['x-content-type-options'], path).toBe('nosniff')
  }
})

it('door.json lets the command line in as a program, which is not a clerk, and goes with the program', async () => {
  const { dir, send, json, stop } = await host()
  const door = readDoor(dir)
  if (!door.ok) throw new Error(door.error.code)
  const authorization = `Bearer ${door.value.token}`
  const call = async (method: string) =>
    JSON.parse((await send('POST', '/rpc', { ...json, authorization }, JSON.stringify({ method }))).text)
  expect(await call('counter.state')).toMatchObject({ ok: true, value: { state: 'signed-out' } })
  expect(await call('session.sign-out')).toMatchObject({ ok: false })
  expect(await call('log.export')).toMatchObject({ ok: false, error: { code: 'request/role' } })
  await stop('test')
  expect(readDoor(dir)).toMatchObject({ ok: false, error: { code: 'host/not-running' } })
})
