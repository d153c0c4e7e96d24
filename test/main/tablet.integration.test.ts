/** The tablet's page: TLS, one paired device, and nobody else; never from the counter's own PC. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { expect, it, vi } from 'vitest'
import { makeCertificate } from '../../src/main/certificate.ts'
import { isThisPc, networkAddresses } from '../../src/main/display/own-address.ts'
import type { Output } from '../../src/shared/commands.ts'
import { freePort, tls } from '../harness/display.ts'
import { builtPages } from '../harness/pages.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, testApp } from '../harness/test-app.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }
const GET = JSON.stringify({ method: 'display.get', input: {} })

/** A practice counter (there this very PC may play the tablet) with the page on, and its technician. */
const counter = async () => {
  const app = await testApp({ practice: true, pages: builtPages() })
  const technician = app.openSession()
  const password = app.parts.installers.firstPasswords()?.technician ?? ''
  expect(await ask(app, technician, 'session.role', { role: 'technician', password })).toBe('ok')
  const port = await freePort()
  const tablet = { address: '127.0.0.1', port }
  expect(await ask(app, technician, 'display.set', { screen: false, tablet })).toBe('ok')
  const call = async <T>(method: string): Promise<T> => {
    const reply = await app.request(technician, method, {})
    if (!reply.ok) throw new Error(reply.error.code)
    return reply.value as T
  }
  const setup = () => call<Output<'display.setup'>>('display.setup')
  const makeCode = async () => (await call<Output<'display.pair'>>('display.pair')).code
  const send = (method: string, path: string, headers?: Record<string, string>, body?: string) =>
    tls(port, method, path, headers, body)
  const pair = (code: string) => send('POST', '/pair', FORM_TYPE, `code=${encodeURIComponent(code)}`)
  const pairedCookie = async () => {
    const done = await pair(await makeCode())
    return String(done.headers['set-cookie']).split(';')[0] ?? ''
  }
  return { app, technician, port, setup, makeCode, send, pair, pairedCookie }
}

it('before it is paired a device sees a field for the code, and nothing else at all', async () => {
  const { send } = await counter()
  const page = await send('GET', '/')
  expect([page.status, page.text.includes('配对码')]).toEqual([200, true])
  expect(page.text).not.toMatch(/<script|窗口 1/)
  for (const [method, path] of [
    ['GET', '/index.html'],
    ['GET', '/events'],
    ['GET', '/assets/index.js'],
    ['POST', '/rpc'],
  ] as const)
    expect((await send(method, path, JSON_TYPE, method === 'POST' ? GET : undefined)).status, path).toBe(401)
})

it('the technician’s code works once and becomes a cookie for that device; the fingerprint shown is the certificate’s', async () => {
  const { app, port, setup, makeCode, send, pair } = await counter()
  const code = await makeCode()
  const paired = await pair(` ${code.toUpperCase().replace('-', ' ')} `)
  expect(paired.status).toBe(200)
  const header = String(paired.headers['set-cookie'])
  expect(header).toMatch(
    /^__Host-guiping-display=.+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  )
  const cookie = header.split(';')[0] ?? ''
  expect((await pair(code)).status).toBe(403)
  expect((await send('GET', '/', { cookie })).headers['location']).toBe('/index.html#/display')
  expect((await send('GET', '/index.html', { cookie })).status).toBe(200)
  const seen = await send('POST', '/rpc', { ...JSON_TYPE, cookie }, GET)
  expect(JSON.parse(seen.text)).toMatchObject({ ok: true, value: { phase: 'closed', clerk: null } })

  const shown = await setup()
  const fingerprint = await new Promise<string>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256)
      socket.destroy()
    })
  })
  expect(shown).toMatchObject({ fingerprint, url: `https://127.0.0.1:${port}/`, device: { here: true } })
  expect(logged(app, 'config.changed').map(({ what }) => what)).toEqual([['display'], ['display.device']])
})

it('a paired device may ask for its view and touch; every other command is refused there', async () => {
  const { send, pairedCookie, app } = await counter()
  const cookie = await pairedCookie()
  const before = app.parts.log.head().seq
  for (const method of [
    'state.get',
    'counter.next',
    'session.role',
    'practice.press',
    'setup.practice',
    'x',
  ]) {
    const body = JSON.stringify({ method, input: {} })
    expect((await send('POST', '/rpc', { ...JSON_TYPE, cookie }, body)).status, method).toBe(403)
  }
  expect(app.parts.log.head().seq).toBe(before)
})

it('pairing another device, or letting it go, ends the one before', async () => {
  const { app, technician, send, pairedCookie } = await counter()
  const first = await pairedCookie()
  const second = await pairedCookie()
  const status = async (cookie: string) => (await send('POST', '/rpc', { ...JSON_TYPE, cookie }, GET)).status
  expect([await status(first), await status(second)]).toEqual([401, 200])
  const subscribed = vi.spyOn(app.parts.hub, 'subscribe')
  const stream = send('GET', '/events', { cookie: second })
  await expect.poll(() => subscribed.mock.calls.length).toBe(1)
  expect(await ask(app, technician, 'display.unpair')).toBe('ok')
  expect((await stream).status).toBe(200)
  expect(await status(second)).toBe(401)
})

it('guesses are slowed down, and a code dies with its use', async () => {
  const { makeCode, pair } = await counter()
  const code = await makeCode()
  const seen = []
  for (let guess = 0; guess < 6; guess += 1) seen.push((await pair(`guess-${guess}`)).status)
  expect(seen).toEqual([403, 403, 403, 403, 403, 429])
  expect((await pair(code)).status).toBe(429)
})

it('wrong hosts, origins, types, sizes and bodies are refused; nothing is a 500', async () => {
  const { send, pairedCookie } = await counter()
  const cookie = await pairedCookie()
  const good = { ...JSON_TYPE, cookie }
  const hostile: [string, string, Record<string, string>, string | undefined, number][] = [
    ['GET', '/', { host: 'evil.example' }, undefined, 403],
    ['POST', '/rpc', { ...good, host: 'localhost' }, GET, 403],
    ['POST', '/rpc', { ...good, origin: 'https://evil.example' }, GET, 403],
    ['POST', '/rpc', { cookie, 'content-type': 'text/plain' }, GET, 403],
    ['POST', '/rpc', { cookie, ...FORM_TYPE }, GET, 403],
    ['POST', '/pair', { ...FORM_TYPE, origin: 'https://evil.example' }, 'code=1', 403],
    ['POST', '/pair', JSON_TYPE, '{"code":"1"}', 403],
    ['POST', '/rpc', good, '{', 400],
    ['POST', '/rpc', good, '[]', 400],
    ['POST', '/rpc', good, '{"__proto__":{"method":"display.get"}}', 400],
    ['POST', '/rpc', good, JSON.stringify({ method: 'display.get', input: 'x'.repeat(5_000) }), 413],
    ['POST', '/rpc', { ...JSON_TYPE, cookie: '__Host-guiping-display=guess' }, GET, 401],
    ['POST', '/rpc', { ...JSON_TYPE, cookie: 'guiping=display' }, GET, 401],
    ['GET', '/%2e%2e/%2e%2e/package.json', { cookie }, undefined, 403],
  ]
  for (const [method, path, headers, body, status] of hostile) {
    const answer = await send(method, path, headers, body)
    expect(answer.status, `${method} ${path} ${JSON.stringify(headers)} ${body?.slice(0, 40)}`).toBe(status)
  }
})

it('outside practice this PC itself is turned away before a byte is spoken', async () => {
  const dir = tempDir()
  const port = await freePort()
  const tablet = { address: '127.0.0.1', port }
  writeFileSync(join(dir, 'display.json'), JSON.stringify({ screen: false, tablet, device: null }))
  const app = await testApp({ dir, pages: builtPages() })
  await expect.poll(() => app.parts.tablet.url()).toBe(`https://127.0.0.1:${port}/`)
  await expect(tls(port, 'GET', '/')).rejects.toThrow(/ECONNRESET|socket hang up|disconnected/)
  const technician = app.openSession()
  const password = app.parts.installers.firstPasswords()?.technician ?? ''
  await ask(app, technician, 'session.role', { role: 'technician', password })
  expect(await ask(app, technician, 'display.set', { screen: false, tablet })).toBe('display/not-own-address')
})

it('this PC is known by loopback and by each of its own addresses, however they are written', () => {
  for (const own of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', undefined, ...networkAddresses()])
    expect(isThisPc(own), own).toBe(true)
  for (const other of ['192.0.2.7', '2001:db8::7', '::ffff:192.0.2.7']) expect(isThisPc(other)).toBe(false)
})

it('an address that cannot be served is said, and is off by default', async () => {
  const app = await testApp({ pages: builtPages() })
  expect([app.parts.tablet.url(), app.parts.tablet.trouble()]).toEqual([null, null])
  const tablet = { address: '192.0.2.7', port: 8443 }
  expect(await app.parts.tablet.use(tablet)).toMatchObject({
    error: { code: 'display/cannot-listen', params: tablet },
  })
  expect(app.parts.tablet.trouble()).toMatchObject({ code: 'display/cannot-listen' })
})

it('the certificate is one that TLS clients can check: its names, its dates, its use, at any time and signature', () => {
  for (let year = 2026; year < 2060; year += 1) {
    const now = Date.UTC(year, 0, 2)
    const { cert, key } = makeCertificate('192.168.1.20', now)
    const read = new X509Certificate(cert)
    expect(read.verify(read.publicKey)).toBe(true)
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true)
    expect(read.checkIP('192.168.1.20')).toBe('192.168.1.20')
    expect(read.ca).toBe(false)
    expect(Date.parse(read.validFrom)).toBeLessThan(now)
    expect(new Date(read.validTo).getUTCFullYear()).toBe(year + 9)
  }
})
