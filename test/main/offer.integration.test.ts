/** The log in the network: off by default, to whom a signed token says, read-only, written down, bounded. */

import { existsSync } from 'node:fs'
import { request } from 'node:https'
import { connect } from 'node:net'
import { join } from 'node:path'
import { connect as tls } from 'node:tls'
import { expect, it } from 'vitest'
import { localTime } from '../../src/db/export/csv.ts'
import { makePullToken } from '../../src/keys/pull-token.ts'
import { makeKeyPair } from '../../src/keys/request.ts'
import { settingsOf } from '../../src/shared/config.ts'
import { HOUR_MS, OFFER_HEADERS, type TokenFile } from '../../src/shared/offer.ts'
import { clientOf, freePort, offering, pullOne, tokenBy } from '../harness/offered.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, signedIn, testApp } from '../harness/test-app.ts'

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code)

it('nothing listens until somebody who installs or keeps the counter switches it on, and the clerk cannot', async () => {
  const app = await testApp()
  const port = await freePort()
  expect(app.parts.offer.listening()).toBe(false)
  const at = { address: '127.0.0.1', port }
  const clerk = await signedIn(app)
  expect(await ask(app, clerk, 'offer.set', { at })).toBe('request/role')
  expect(await ask(app, clerk, 'offer.get')).toBe('request/role')
  expect(await ask(app, clerk, 'offer.token', { who: 'x', why: 'y' })).toBe('request/role')
  expect(await listens(port)).toBe(false)
  // Not even a certificate was made.
  expect([app.parts.offer.listening(), existsSync(join(app.dir, 'offer-certificate.json'))]).toEqual([
    false,
    false,
  ])
  const it = app.openSession()
  app.parts.sessions.grant(it, 'it', null)
  expect(await ask(app, it, 'offer.token', { who: 'x', why: 'y' })).toBe('offer/not-on')
  expect(await ask(app, it, 'offer.set', { at })).toBe('ok')
  expect(await listens(port)).toBe(true)
  const [offered] = logged(app, 'log.offered')
  expect(offered).toMatchObject({ ...at, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(await ask(app, it, 'offer.set', { at: null })).toBe('ok')
  expect(await listens(port)).toBe(false)
  expect(logged(app, 'log.offered')[1]).toMatchObject({ port: null, address: null, fingerprint: null })
})

it('is not switched on or off by the general settings, and never in practice', async () => {
  const counter = await offering()
  const technician = counter.app.openSession()
  counter.app.parts.sessions.grant(technician, 'technician', null)
  const { offer } = counter.app.parts.settings.config()
  const rest = settingsOf(counter.app.parts.settings.config())
  expect(await ask(counter.app, technician, 'config.set', rest)).toBe('ok')
  expect(counter.app.parts.settings.config().offer).toEqual(offer)
  expect(await ask(counter.app, technician, 'config.set', { ...rest, offer: null })).toBe('request/bad-input')
  const practice = await testApp({ practice: true })
  const it = practice.openSession()
  practice.parts.sessions.grant(it, 'it', null)
  expect(await ask(practice, it, 'offer.set', { at: offer })).toBe('offer/practice')
})

it('gives the log to a token of its hall and to one of its own; each pull is an entry that says who, why, what and whence', async () => {
  const hall = makeKeyPair()
  const counter = await offering({ hall })
  counter.serve([5, 4, null])
  const before = counter.app.parts.log.head().seq
  const token = tokenBy(hall, counter.clock)
  const had = await pullOne(counter, token, tempDir())
  expect(had).toMatchObject({
    fault: null,
    fresh: before,
    report: { judgement: { verdict: 'ok', entries: before } },
  })
  expect(logged(counter.app, 'log.pulled')).toMatchObject([
    { who: '王信息', why: '五月核对', from: 1, to: before, address: '127.0.0.1', issuer: 'hall' },
  ])
  const own = counter.app.parts.offer.token({ who: '李技术', why: '装机', hours: 1 })
  if (!own.ok) throw new Error(own.error.code)
  expect((await pullOne(counter, own.value, tempDir())).fault).toBeNull()
  expect(logged(counter.app, 'log.pulled')[1]).toMatchObject({ who: '李技术', issuer: 'counter' })
})

const hall = makeKeyPair()
const stranger = makeKeyPair()
type Counter = Awaited<ReturnType<typeof offering>>
const WRONG: [name: string, token: (counter: Counter) => TokenFile, code: string][] = [
  ['nobody', () => ({ ...tokenBy(hall, { now: () => 0 } as never), token: '' }), 'offer/no-token'],
  ['noise', (c) => ({ ...tokenBy(hall, c.clock), token: 'a.b' }), 'offer/bad-token'],
  [
    'a changed claim',
    (c) => {
      const made = tokenBy(hall, c.clock, { stations: ['8'] })
      const [text = '', signature] = made.token.split('.')
      const claims = JSON.parse(Buffer.from(text, 'base64url').toString())
      const changed = Buffer.from(JSON.stringify({ ...claims, stations: null })).toString('base64url')
      return { ...made, token: `${changed}.${signature}` }
    },
    'offer/bad-token',
  ],
  ['another hall', (c) => tokenBy(stranger, c.clock), 'offer/unknown-issuer'],
  ['another window', (c) => tokenBy(hall, c.clock, { stations: ['8', '9'] }), 'offer/other-station'],
  [
    'yesterday',
    (c) => tokenBy(hall, c.clock, { from: c.clock.now() - 9 * HOUR_MS, until: c.clock.now() - 1 }),
    'offer/expired',
  ],
  [
    'tomorrow',
    (c) => tokenBy(hall, c.clock, { from: c.clock.now() + HOUR_MS, until: c.clock.now() + 2 * HOUR_MS }),
    'offer/too-early',
  ],
  ['a week', (c) => tokenBy(hall, c.clock, { until: c.clock.now() + 170 * HOUR_MS }), 'offer/too-long'],
  [
    'whoever found it',
    (c) => ({ ...tokenBy(hall, c.clock), secret: stranger.privateKey }),
    'offer/not-holder',
  ],
]
it('refuses a wrong token with the reason, gives it nothing, and writes that down once', async () => {
  const counter = await offering({ hall })
  for (const [name, token, code] of WRONG) {
    const client = clientOf(counter, token(counter))
    expect([name, codeOf(await client.status(0))]).toEqual([name, code])
    expect([name, codeOf(await client.begin(counter.app.parts.log.id, 1, 1))]).toEqual([name, code])
    // Past what a neighbour may guess in a minute.
    counter.clock.advance(60_001)
  }
  expect(logged(counter.app, 'log.pulled')).toEqual([])
  const written = logged(counter.app, 'incident').map((one) => one['code'])
  for (const [name, , code] of WRONG)
    expect([name, written.filter((one) => one === code).length]).toEqual([name, 1])
})

/** One request with everything chosen by hand. */
const raw = (
  counter: Counter,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: counter.host.port,
        method,
        path,
        headers,
        rejectUnauthorized: false,
        agent: false,
      },
      (answer) => {
        let text = ''
        answer.on('data', (chunk) => {
          text += chunk
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      },
    )
    sent.on('error', reject)
    sent.end()
  })

it('refuses a request that is said again, and one that was signed for another counter', async () => {
  const counter = await offering({ hall })
  const other = await offering({ hall, station: '8', clock: counter.clock })
  const token = tokenBy(hall, counter.clock)
  const { signPull } = await import('../../src/keys/pull-token.ts')
  const path = '/v1/log?at=0'
  const time = counter.clock.now()
  const signed = (certificate: string) => ({
    [OFFER_HEADERS.token]: token.token,
    [OFFER_HEADERS.time]: String(time),
    [OFFER_HEADERS.signature]: signPull({ path, time, certificate }, token.secret),
  })
  const headers = signed(counter.host.fingerprint)
  expect((await raw(counter, path, headers)).status).toBe(200)
  expect(JSON.parse((await raw(counter, path, headers)).text).error.code).toBe('offer/replayed')
  // What counter 7 was shown is of no use at counter 8.
  expect(JSON.parse((await raw(other, path, headers)).text).error.code).toBe('offer/not-holder')
  expect(JSON.parse((await raw(counter, '/v1/log?at=1', headers)).text).error.code).toBe('offer/not-holder')
})

it('speaks TLS 1.3 alone: an older version and plain HTTP get nothing', async () => {
  const { host } = await offering({ hall })
  const place = { host: '127.0.0.1', port: host.port }
  const handshake = (version: 'TLSv1.2' | 'TLSv1.3') =>
    new Promise<string>((resolve) => {
      const versions = { minVersion: version, maxVersion: version }
      const socket = tls({ ...place, ...versions, rejectUnauthorized: false }, () => {
        resolve(socket.getProtocol() ?? '')
        socket.destroy()
      })
      socket.once('error', () => resolve('refused'))
    })
  expect([await handshake('TLSv1.2'), await handshake('TLSv1.3')]).toEqual(['refused', 'TLSv1.3'])
  const plain = await new Promise<string>((resolve) => {
    let heard = ''
    const socket = connect(place.port, place.host, () =>
      socket.write('GET /v1/log?at=0 HTTP/1.1\r\nHost: x\r\n\r\n'),
    )
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
  })
  expect(plain).not.toContain('HTTP/')
})

it('answers nothing but its four reads, whatever is asked', async () => {
  const counter = await offering({ hall })
  const head = counter.app.parts.log.head().seq
  const token = tokenBy(hall, counter.clock)
  const { signPull } = await import('../../src/keys/pull-token.ts')
  let time = counter.clock.now()
  const asked = async (path: string, method = 'GET') => {
    time += 1
    const headers = {
      [OFFER_HEADERS.token]: token.token,
      [OFFER_HEADERS.time]: String(time),
      [OFFER_HEADERS.signature]: signPull(
        { path, time, certificate: counter.host.fingerprint },
        token.secret,
      ),
    }
    return (await raw(counter, path, headers, method)).status
  }
  for (const path of [
    '/',
    '/rpc',
    '/v1/log',
    '/v1/log?at=-1',
    '/v1/log?at=1e3',
    `/v1/log?at=${'9'.repeat(40)}`,
    '/v1/log?at=1&at=2',
    '/v1/log?at=1&x=1',
    '/v1/log/begin?log=x&start=1&from=1',
    `/v1/log/begin?log=${counter.app.parts.log.id}&start=0&from=1`,
    `/v1/log/entries?pull='; drop table entry; --&from=1`.replaceAll(' ', '%20'),
    '/v1/log/entries?pull=../../etc&from=1',
    '/v1/log/../../log.db',
    '/%00',
  ])
    expect([path, await asked(path)]).toEqual([path, 400])
  expect(await asked('/v1/log/entries?pull=00000000-0000-4000-8000-000000000000&from=1')).toBe(410)
  for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS'])
    expect([method, await asked('/v1/log?at=0', method)]).not.toEqual([method, 200])
  expect(counter.app.parts.log.head().seq - head).toBeLessThanOrEqual(2)
})

it('one pull at a time, bounded beginnings, and a rate: a neighbour who asks too much waits', async () => {
  const counter = await offering({ hall })
  const { id } = counter.app.parts.log
  const mine = clientOf(counter, tokenBy(hall, counter.clock))
  const theirs = clientOf(counter, tokenBy(hall, counter.clock))
  expect((await mine.begin(id, 1, 1)).ok).toBe(true)
  expect(await theirs.begin(id, 1, 1)).toMatchObject({ ok: false, error: { code: 'offer/busy' } })
  counter.clock.advance(61_000)
  expect((await theirs.begin(id, 1, 1)).ok).toBe(true)
  for (let count = 1; count < 20; count += 1) expect((await theirs.begin(id, 1, 1)).ok).toBe(true)
  expect(await theirs.begin(id, 1, 1)).toMatchObject({ ok: false, error: { code: 'offer/too-many' } })
  expect(logged(counter.app, 'log.pulled')).toHaveLength(21)
  const stolen = clientOf(counter, tokenBy(stranger, counter.clock))
  const codes = []
  for (let count = 0; count < 12; count += 1) codes.push(codeOf(await stolen.status(0)))
  expect(codes.at(-1)).toBe('offer/too-many')
  // Whoever guesses from there cannot fill the log either.
  expect(
    logged(counter.app, 'incident').filter((one) => one['code'] === 'offer/unknown-issuer'),
  ).toHaveLength(1)
  counter.clock.advance(60_001)
  expect(codeOf(await stolen.status(0))).toBe('offer/unknown-issuer')
  expect(
    logged(counter.app, 'incident').filter((one) => one['code'] === 'offer/unknown-issuer'),
  ).toHaveLength(1)
})

it('whoever may fetch the log is not told to wait for the many pages of a long one', async () => {
  const counter = await offering({ hall })
  const mine = clientOf(counter, tokenBy(hall, counter.clock))
  // The pages of a million entries, within a minute.
  for (let count = 0; count < 1_000; count += 1)
    expect([count, (await mine.status(0)).ok]).toEqual([count, true])
})

it('a pull that is not under way gives nothing, and another token cannot go on with it', async () => {
  const counter = await offering({ hall })
  const { id } = counter.app.parts.log
  const mine = clientOf(counter, tokenBy(hall, counter.clock))
  const begun = await mine.begin(id, 1, 1)
  if (!begun.ok) throw new Error(begun.error.code)
  const theirs = clientOf(counter, tokenBy(hall, counter.clock))
  expect(await theirs.page(begun.value.pull, 1)).toMatchObject({ error: { code: 'offer/no-pull' } })
  // What came after the pull began is of the next one.
  expect(await mine.page(begun.value.pull, begun.value.end.seq + 1)).toMatchObject({
    error: { code: 'offer/nothing' },
  })
  expect((await mine.page(begun.value.pull, 1)).ok).toBe(true)
  // All has been given: whoever waits may begin.
  expect(await mine.page(begun.value.pull, 1)).toMatchObject({ error: { code: 'offer/no-pull' } })
  const next = await theirs.begin(id, 1, 1)
  if (!next.ok) throw new Error(next.error.code)
  counter.clock.advance(61_000)
  expect(await theirs.page(next.value.pull, 1)).toMatchObject({ error: { code: 'offer/no-pull' } })
})

it('calls tokens back: those signed until then are refused at once, also in the midst of a pull, and new ones count', async () => {
  const counter = await offering({ hall })
  const { app, clock } = counter
  const own = () => {
    const made = app.parts.offer.token({ who: '李技术', why: '装机', hours: 1 })
    if (!made.ok) throw new Error(made.error.code)
    return made.value
  }
  const lost = clientOf(counter, own())
  // The hall's clock is four minutes ahead of the counter's.
  const lostOfHall = clientOf(counter, tokenBy(hall, clock, { from: clock.now() + 4 * 60_000 }))
  const begun = await lost.begin(app.parts.log.id, 1, 1)
  if (!begun.ok) throw new Error(begun.error.code)
  expect(codeOf(await lostOfHall.status(0))).toBe('ok')

  expect(await ask(app, await signedIn(app), 'offer.revoke')).toBe('request/role')
  const it = app.openSession()
  app.parts.sessions.grant(it, 'it', null)
  expect(await ask(app, it, 'offer.revoke')).toBe('ok')
  expect(codeOf(await lost.page(begun.value.pull, 1))).toBe('offer/revoked')
  // By the clock on the counter's screen; a hall's token counts again only when that time is over.
  expect(await lostOfHall.status(0)).toMatchObject({
    error: { code: 'offer/revoked', params: { since: localTime(clock.now() + 5 * 60_000) } },
  })
  expect(logged(app, 'config.changed').at(-1)).toMatchObject({ what: ['pull-tokens revoked'] })
  expect(logged(app, 'incident').at(-1)).toMatchObject({ code: 'offer/revoked' })
  expect((await app.request(it, 'offer.get', {})) as unknown).toMatchObject({
    value: { revokedAt: clock.now() },
  })

  clock.advance(5 * 60_000 + 1)
  expect(codeOf(await lost.status(0))).toBe('offer/revoked')
  expect(codeOf(await clientOf(counter, own()).status(0))).toBe('ok')
  expect(codeOf(await clientOf(counter, tokenBy(hall, clock)).status(0))).toBe('ok')
  // It outlives the program.
  await app.stop('test')
  const again = await testApp({ dir: counter.dir, clock })
  expect(again.parts.settings.config().tokensRevokedAt).toBe(clock.now() - 5 * 60_000 - 1)
})

it('takes no token of the hall’s that the hall has called back; the counter’s own go on', async () => {
  const counter = await offering({ hall })
  const { app, clock } = counter
  const lost = clientOf(counter, tokenBy(hall, clock))
  expect(codeOf(await lost.status(0))).toBe('ok')
  const own = app.parts.offer.token({ who: '李技术', why: '装机', hours: 1 })
  if (!own.ok) throw new Error(own.error.code)
  const roster = app.parts.settings.roster()
  app.parts.settings.saveRoster({ ...roster, policy: { ...roster.policy, tokensRevokedAt: clock.now() } })
  expect(codeOf(await lost.status(0))).toBe('offer/revoked')
  expect(codeOf(await clientOf(counter, own.value).status(0))).toBe('ok')
  clock.advance(1)
  expect(codeOf(await clientOf(counter, tokenBy(hall, clock)).status(0))).toBe('ok')
})

it('a counter without a hall takes its own tokens alone', async () => {
  const counter = await offering()
  const client = clientOf(counter, tokenBy(stranger, counter.clock))
  expect(codeOf(await client.status(0))).toBe('offer/unknown-issuer')
  const own = makePullToken(
    {
      ...{ id: '019de78a-1b2c-7000-8000-000000000001', stations: null, who: 'x', why: 'y' },
      from: counter.clock.now(),
      until: counter.clock.now() + 1000,
    },
    stranger,
  )
  expect(codeOf(await clientOf(counter, { ...tokenBy(stranger, counter.clock), ...own }).status(0))).toBe(
    'offer/unknown-issuer',
  )
})
