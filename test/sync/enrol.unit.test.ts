import { describe, expect, it } from 'vitest'
import { makeKeyPair, signAnswer } from '../../src/keys/request.ts'
import { sentence } from '../../src/shared/errors.ts'
import { fail, ok } from '../../src/shared/result.ts'
import { enrol, enrolmentSchema, hallOrigin } from '../../src/sync/enrol.ts'
import type { Http, HttpAnswer } from '../../src/sync/http.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { until } from './bench.ts'

const hallKeys = makeKeyPair()
const json = (value: unknown) => Buffer.from(JSON.stringify(value))
const plain = (status: number, body: Uint8Array): HttpAnswer => ({ status, headers: {}, body })
const HEALTH = plain(200, json({ service: 'guiping-hall', version: '1' }))

/** A hall that takes the code `abcd-efgh`. `sign`: the key that its answers are signed with. */
const hallWith = (sign = hallKeys, health = HEALTH) => {
  const asked: { url: string; body: string }[] = []
  const http: Http = async ({ url, body, headers }) => {
    const text = Buffer.from(body ?? new Uint8Array()).toString()
    asked.push({ url, body: text })
    if (url.endsWith('/v1/health')) return ok(health)
    const time = Number(headers['guiping-time'])
    const right = JSON.parse(text).code === 'abcd-efgh'
    const [status, answer] = right
      ? [200, json({ counter: 'C-1', hallKey: hallKeys.publicKey })]
      : [403, json({ error: { code: 'hall/wrong-code', message: '登记码不对' } })]
    const signature = signAnswer({ status, time, body: answer }, sign.privateKey)
    return ok({ status, headers: { 'guiping-signature': signature }, body: answer })
  }
  return { http, asked }
}

const SEAL = { series: '0'.repeat(16), epoch: 1, key: '5'.repeat(64) }

const tryEnrol = (http: Http, url = 'http://127.0.0.1:7070', code = 'abcd-efgh') =>
  enrol({ url, code, station: '7', seal: SEAL, http, clock: fakeClock() })

describe('enrolment', () => {
  it('gives fresh keys of its own and the hall’s pinned key', async () => {
    const { http, asked } = hallWith()
    const first = await tryEnrol(http, ' http://127.0.0.1:7070/ ', ' abcd-efgh ')
    const second = await tryEnrol(http)
    if (!first.ok || !second.ok) throw new Error('it was refused')
    expect(first.value).toMatchObject({
      url: 'http://127.0.0.1:7070',
      counter: 'C-1',
      hallKey: hallKeys.publicKey,
    })
    expect(enrolmentSchema.safeParse(first.value).success).toBe(true)
    expect(first.value.privateKey).not.toBe(second.value.privateKey)
    expect(asked[1]?.body).toContain(first.value.publicKey)
    expect(asked.map(({ body }) => body).join()).not.toContain(first.value.privateKey)
  })
  it('asks first whether a hall is there, and shows the code to nothing else', async () => {
    const strangers = [
      plain(200, Buffer.from('<html>printer</html>')),
      plain(200, json({ service: 'other' })),
      plain(404, json({ service: 'guiping-hall', version: '1' })),
    ]
    for (const stranger of strangers) {
      const { http, asked } = hallWith(hallKeys, stranger)
      expect(await tryEnrol(http)).toEqual({
        ok: false,
        error: { code: 'hall/not-a-hall', params: { url: 'http://127.0.0.1:7070' } },
      })
      expect(asked).toHaveLength(1)
    }
  })
  it('passes the hall’s refusal of a code on', async () => {
    expect(await tryEnrol(hallWith().http, 'http://127.0.0.1:7070', 'wrong')).toMatchObject({
      ok: false,
      error: { code: 'hall/wrong-code' },
    })
  })
  it('does not pin a key that the hall does not hold', async () => {
    expect(await tryEnrol(hallWith(makeKeyPair()).http)).toMatchObject({ error: { code: 'hall/wrong-key' } })
  })
  it('gives up on a hall that never answers after ten seconds', async () => {
    const clock = fakeClock()
    let cut = false
    const http: Http = ({ signal }) =>
      new Promise(() => {
        signal.addEventListener('abort', () => {
          cut = true
        })
      })
    const parts = { code: 'abcd', station: '7', seal: SEAL, http, clock }
    const enrolling = enrol({ url: 'http://127.0.0.1:1', ...parts })
    clock.advance(10_000)
    expect(await enrolling).toMatchObject({ error: { code: 'hall/enrol-unreachable' } })
    await until(() => cut)
  })
  it('at an address where nothing answers, before or after the code was sent, says that nothing was enrolled', async () => {
    const { http } = hallWith()
    for (const gone of ['/v1/health', '/v1/enrol']) {
      const broken: Http = async (request) =>
        request.url.endsWith(gone) ? fail('hall/unreachable', { url: 'x' }) : http(request)
      const refused = await tryEnrol(broken)
      if (refused.ok) throw new Error('it was enrolled')
      expect(refused.error).toEqual({
        code: 'hall/enrol-unreachable',
        params: { url: 'http://127.0.0.1:7070' },
      })
      expect(sentence(refused.error)).toContain('没有登记')
      expect(sentence(refused.error)).not.toContain('送达')
    }
  })
})

describe('a hall address', () => {
  it.each([
    'http://localhost:7070',
    'http://127.0.0.1:7070',
    'http://127.8.9.10',
    'http://[::1]:7070',
    'https://hall.example:7443',
    'https://10.0.0.5',
  ])('%s is taken', (url) => {
    expect(hallOrigin(url)).toEqual({ ok: true, value: url })
  })
  it.each([
    'http://hall.example',
    'http://10.0.0.5:7070',
    'http://127.0.0.1.example',
    'http://localhost.example',
    'http://[::2]:7070',
    'http://0.0.0.0:7070',
  ])('%s is refused as insecure: plain HTTP is for this PC only', (url) => {
    expect(hallOrigin(url)).toEqual({
      ok: false,
      error: { code: 'hall/insecure', params: { host: new URL(url).hostname } },
    })
  })
  it.each([
    '',
    'hall',
    '10.0.0.5:7070',
    'ftp://10.0.0.5',
    'file:///etc',
    'https://a:b@hall.example',
    'https://hall.example/path',
    'https://hall.example/?q',
  ])('"%s" is not one', (url) => {
    expect(hallOrigin(url)).toEqual({ ok: false, error: { code: 'hall/bad-url', params: { url } } })
  })
})

it('an address without a scheme is answered with both ways to write it', () => {
  const refused = hallOrigin('127.0.0.1:8460')
  if (refused.ok) throw new Error('it was taken')
  for (const language of ['zh-CN', 'en-US'] as const)
    expect(sentence(refused.error, language)).toMatch(/http:\/\/127\.0\.0\.1:[\s\S]*https:\/\//)
})

describe('an enrolment file', () => {
  it('with keys that are none, or do not belong together, is not taken', () => {
    const keys = makeKeyPair()
    const file = { url: 'https://h', counter: 'C', hallKey: hallKeys.publicKey, ...keys }
    expect(enrolmentSchema.safeParse(file).success).toBe(true)
    for (const privateKey of ['', 'AAAA', makeKeyPair().privateKey])
      expect(enrolmentSchema.safeParse({ ...file, privateKey }).success).toBe(false)
  })
})
