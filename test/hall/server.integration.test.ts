import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HallOptions, startHall } from '../../src/hall/hall.ts'
import { sampleRoster } from '../../src/hall/sample.ts'
import { checkPassword } from '../../src/keys/password.ts'
import { makeKeyPair } from '../../src/keys/request.ts'
import { healthSchema, refusalSchema } from '../../src/shared/delivery.ts'
import { CONSULTATION, DEFAULT_POLICY, type Roster, rosterSchema } from '../../src/shared/people.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { makeCertificate } from './certificate.ts'
import { addRating, enrol, freshDir, later, makeLog, openHall, push, send } from './kit.ts'

const SEED = 20260504

/** @returns the code of a start that fails. */
const startCode = async (options: Partial<HallOptions>): Promise<string> => {
  const clock = fakeClock()
  const started = await startHall({
    data: freshDir(),
    host: '127.0.0.1',
    port: 0,
    clock,
    version: '0',
    ...options,
  })
  if (!started.ok) return started.error.code
  await started.value.close()
  return 'started'
}

const enrolWith = (hall: Parameters<typeof send>[0], code: string, publicKey = makeKeyPair().publicKey) =>
  send(hall, null, {
    method: 'POST',
    path: '/v1/enrol',
    body: Buffer.from(JSON.stringify({ code, station: '7', publicKey })),
  })

describe('where a hall may stand', () => {
  it('an address other than loopback needs TLS', async () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1', 'hall.example'])
      expect(await startCode({ host }), host).toBe('hall/insecure')
  })

  it('with TLS it is served there, and a certificate that is none is refused', async () => {
    const tls = makeCertificate()
    const { hall } = await openHall({ host: '0.0.0.0', tls })
    expect(hall.url).toMatch(/^https:\/\/0\.0\.0\.0:\d+$/)
    const { port } = new URL(hall.url)
    const text = await new Promise<string>((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port,
        path: '/v1/health',
        ca: tls.cert,
        checkServerIdentity: () => undefined,
      }
      httpsRequest(options, (answer) => answer.on('data', (data) => resolve(String(data))))
        .on('error', reject)
        .end()
    })
    expect(healthSchema.parse(JSON.parse(text)).service).toBe('guiping-hall')
    expect(await startCode({ host: '0.0.0.0', tls: { cert: 'x', key: 'y' } })).toBe('hall/bad-tls')
  })

  it('a busy port, a strange address and a bad folder each have their sentence', async () => {
    const { hall } = await openHall()
    expect(await startCode({ port: Number(new URL(hall.url).port) })).toBe('host/port-in-use')
    expect(await startCode({ host: '192.0.2.1', tls: makeCertificate() })).toBe('hall/cannot-listen')
    const file = join(freshDir(), 'file')
    writeFileSync(file, '')
    expect(await startCode({ data: file })).toBe('data/not-writable')
    expect(await startCode({ data: join(file, 'below') })).toBe('data/not-writable')
  })

  it('a second hall on the same folder is refused while the first runs', async () => {
    const { hall, data } = await openHall()
    expect(await startCode({ data })).toBe('data/in-use')
    await hall.close()
    expect(await startCode({ data })).toBe('started')
  })

  it('a start that fails shows no password, and the next one still does', async () => {
    const { hall } = await openHall()
    const data = freshDir()
    expect(await startCode({ data, port: Number(new URL(hall.url).port) })).toBe('host/port-in-use')
    const second = await openHall({ data })
    expect(second.hall.adminPassword).toMatch(/^[a-z0-9-]{14}$/)
    await second.hall.close()
    expect((await openHall({ data })).hall.adminPassword).toBeNull()
  })
})

describe('the hall’s files', () => {
  it('a database that is not one, is another program’s, newer or damaged is refused and left as it was', async () => {
    const data = freshDir()
    const path = join(data, 'hall.db')
    const refused = async (code: string) => {
      const before = readFileSync(path)
      expect(await startCode({ data })).toBe(code)
      expect(readFileSync(path).equals(before)).toBe(true)
    }
    writeFileSync(path, 'not a database, but long enough to be taken for one by its size alone'.repeat(9))
    await refused('data/not-a-log')
    rmSync(path)
    new Sqlite(path).exec('CREATE TABLE x(y)').close()
    await refused('data/not-a-log')
    rmSync(path)

    const { hall } = await openHall({ data })
    const counter = await enrol(hall)
    const log = makeLog()
    for (let n = 0; n < 200; n++) addRating(log, 4)
    await push(hall, counter, log)
    await hall.close()
    const good = readFileSync(path)
    const damaged = Buffer.from(good)
    damaged.fill(0x5a, 4096 * 20, 4096 * 40)
    writeFileSync(path, damaged)
    await refused('data/damaged')
    writeFileSync(path, good)

    const db = new Sqlite(path)
    db.pragma('user_version = 99')
    db.close()
    await refused('data/newer')
  })

  it('the key file is for its owner alone; a lost or exchanged one is never silently replaced', async () => {
    const { hall, data } = await openHall()
    await hall.close()
    const path = join(data, 'hall-keys.json')
    const pair = readFileSync(path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    for (const text of [
      '{',
      '{}',
      JSON.stringify(makeKeyPair()),
      JSON.stringify({ publicKey: hall.publicKey, privateKey: makeKeyPair().privateKey }),
    ]) {
      writeFileSync(path, text)
      expect(await startCode({ data })).toBe('data/config-invalid')
      expect(readFileSync(path, 'utf8')).toBe(text)
    }
    rmSync(path)
    expect(await startCode({ data })).toBe('data/config-invalid')
    writeFileSync(path, pair)
    chmodSync(path, 0o600)
    expect(await startCode({ data })).toBe('started')
  })

  it('an entry changed behind the hall’s back is found, with its seq', async () => {
    const { hall, data } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    addRating(log, 1)
    addRating(log, 2)
    await push(hall, counter, log)
    const db = new Sqlite(join(data, 'hall.db'))
    expect(() => db.exec("UPDATE entry SET body = '' WHERE seq = 2")).toThrow('never changed')
    expect(() => db.exec('DELETE FROM entry')).toThrow('never deleted')
    db.exec('UPDATE press SET level = 5 WHERE seq = 3')
    expect(hall.verify()).toMatchObject([{ ok: false, firstBad: 3 }])
    db.exec('UPDATE press SET level = 2 WHERE seq = 3')
    expect(hall.verify()).toMatchObject([{ ok: true }])
    db.exec('DROP TRIGGER entry_remains; DELETE FROM entry WHERE seq = 3')
    expect(hall.verify()).toMatchObject([{ ok: false, entries: 2, firstBad: 3 }])
    db.exec(
      `DROP TRIGGER entry_stays; UPDATE entry SET body = replace(body, '"level":1', '"level":5') WHERE seq = 2`,
    )
    db.close()
    expect(hall.verify()).toMatchObject([{ ok: false, firstBad: 2 }])
  })

  it('stops and starts on the same port with all it had, also under open connections', async () => {
    const { hall, data } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    addRating(log, 5)
    await push(hall, counter, log)
    const port = Number(new URL(hall.url).port)
    const idle = connect(port, '127.0.0.1')
    later(() => {
      idle.destroy()
    })
    const ended = new Promise((resolve) => idle.once('close', resolve))
    await new Promise((resolve) => idle.once('connect', resolve))
    idle.on('error', () => {})
    idle.write('POST /v1/enrol HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf')
    await hall.close()
    await ended
    const again = await openHall({ data, port })
    expect(again.hall).toMatchObject({ url: hall.url, publicKey: hall.publicKey, adminPassword: null })
    addRating(log, 4)
    expect(await push(again.hall, counter, log, { from: 3 })).toMatchObject({
      status: 200,
      body: { acked: 3 },
    })
  })
})

describe('enrolment', () => {
  it('a code lets one counter in; used, wrong and old codes get the same answer', async () => {
    const { hall, clock } = await openHall()
    const code = hall.makeCode()
    expect(await enrolWith(hall, ` ${code.toUpperCase()} `)).toMatchObject({
      status: 200,
      body: { hallKey: hall.publicKey },
    })
    const used = await enrolWith(hall, code)
    const old = hall.makeCode()
    clock.advance(30 * 60_000)
    const answers = [
      used,
      await enrolWith(hall, code),
      await enrolWith(hall, 'aaaa-aaaa'),
      await enrolWith(hall, old),
    ]
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 403,
        signed: true,
        body: { error: { code: 'hall/wrong-code' } },
      })
      expect(answer.body).toEqual(answers[0]?.body)
    }
  })

  it('a code that is too short to be one is a wrong code, and not a request of another version', async () => {
    const { hall } = await openHall()
    for (const code of ['', 'a', 'abc'])
      expect(await enrolWith(hall, code)).toMatchObject({
        status: 403,
        body: { error: { code: 'hall/wrong-code' } },
      })
  })

  it('after five wrong codes even the right one waits a minute', async () => {
    const { hall, clock } = await openHall()
    for (let n = 0; n < 5; n++) expect(await enrolWith(hall, 'aaaa-aaaa')).toMatchObject({ status: 403 })
    const code = hall.makeCode()
    clock.advance(20_000)
    expect(await enrolWith(hall, code)).toMatchObject({
      status: 429,
      body: { error: { code: 'hall/wait' }, params: { seconds: 40 } },
    })
    clock.advance(40_000)
    expect(await enrolWith(hall, code)).toMatchObject({ status: 200 })
  })

  it('a counter that comes back with its key keeps its logs', async () => {
    const { hall } = await openHall()
    const keys = makeKeyPair()
    const before = await enrol(hall, '7', keys)
    const log = makeLog()
    await push(hall, before, log)
    const after = await enrol(hall, '8', keys)
    expect(after.id).toBe(before.id)
    addRating(log, 5)
    expect(await push(hall, after, log)).toMatchObject({ status: 200 })
    expect(hall.counts().counters).toMatchObject([{ station: '8', entries: 2 }])
  })

  it('a key that is none costs no code', async () => {
    const { hall } = await openHall()
    const code = hall.makeCode()
    for (const key of ['', 'AAAA', 'x'.repeat(200), 'x'.repeat(201)])
      expect(await enrolWith(hall, code, key)).toMatchObject({
        status: 400,
        body: { error: { code: 'hall/bad-request' } },
      })
    expect(await enrolWith(hall, code)).toMatchObject({ status: 200 })
  })
})

describe('the roster', () => {
  const roster: Roster = {
    staff: [{ number: '9', name: '样例', verifier: 'scrypt$', first: false }],
    items: [{ code: 'A', name: '甲', limitMs: 60_000, weight: 1.5 }],
    policy: { ...DEFAULT_POLICY, windowMs: 1000 },
  }
  const ask = async (hall: Parameters<typeof send>[0]) =>
    rosterSchema.parse((await send(hall, await enrol(hall), { path: '/v1/roster' })).body)

  it('is empty but for 咨询 at first, and is given out as it was set', async () => {
    const { hall, data } = await openHall()
    expect(hall.hasRoster()).toBe(false)
    expect(await ask(hall)).toEqual({ staff: [], items: [CONSULTATION], policy: DEFAULT_POLICY })
    expect(hall.setRoster(roster)).toMatchObject({ ok: true })
    expect(await ask(hall)).toEqual({ ...roster, items: [CONSULTATION, ...roster.items] })
    await hall.close()
    const again = await openHall({ data })
    expect(again.hall.hasRoster()).toBe(true)
    expect((await ask(again.hall)).staff).toEqual(roster.staff)
  })

  it('that names someone twice, or is none, changes nothing', async () => {
    const { hall } = await openHall({ roster })
    for (const staff of [
      [...roster.staff, ...roster.staff],
      [{ number: '', name: '', verifier: '', first: false }],
    ])
      expect(hall.setRoster({ ...roster, staff })).toMatchObject({
        ok: false,
        error: { code: 'request/bad-input' },
      })
    expect((await ask(hall)).staff).toEqual(roster.staff)
  })

  it('of the samples is sound, holds 咨询 once, and its passwords open it', async () => {
    const sample = await sampleRoster('resources/sample')
    if (!sample.ok) throw new Error(sample.error.code)
    const { roster, people } = sample.value
    expect(rosterSchema.parse(roster).items.length).toBeGreaterThanOrEqual(30)
    expect(roster.items.filter((item) => item.code === CONSULTATION.code)).toEqual([CONSULTATION])
    expect(people).toHaveLength(6)
    expect(JSON.stringify(roster)).not.toContain(people[0]?.password)
    expect(await checkPassword(people[0]?.password ?? '', roster.staff[0]?.verifier ?? null)).toBe(true)
    expect(await sampleRoster(freshDir())).toMatchObject({ ok: false, error: { code: 'cli/file' } })
  })
})

describe('trouble inside', () => {
  it('a store that takes nothing is hall/storage, nothing is acknowledged, and later it goes on', async () => {
    const { hall, data, errors } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    addRating(log, 5)
    const db = new Sqlite(join(data, 'hall.db'))
    db.exec(
      "CREATE TRIGGER full BEFORE INSERT ON entry WHEN NEW.seq = 2 BEGIN SELECT RAISE(ABORT, 'secret'); END",
    )
    const answer = await push(hall, counter, log)
    expect(answer).toMatchObject({ status: 503, signed: true, body: { error: { code: 'hall/storage' } } })
    expect(JSON.stringify(answer.body)).not.toContain('secret')
    expect(errors.map(String)).toEqual([expect.stringContaining('secret')])
    expect(hall.counts()).toMatchObject({ entries: 0, rated: 0 })
    db.exec('DROP TRIGGER full')
    db.close()
    expect(await push(hall, counter, log)).toMatchObject({ status: 200, body: { acked: 2 } })
  })

  it('anything else is hall/internal, without its inside', async () => {
    const { hall, data, errors } = await openHall()
    const counter = await enrol(hall)
    const db = new Sqlite(join(data, 'hall.db'))
    db.exec("INSERT INTO setting(name, value) VALUES ('policy', '{secret')")
    db.close()
    const answer = await send(hall, counter, { path: '/v1/roster' })
    expect(answer).toMatchObject({ status: 500, signed: true, body: { error: { code: 'hall/internal' } } })
    expect(JSON.stringify(answer.body)).not.toContain('secret')
    expect(errors).toHaveLength(1)
  })
})

describe('garbage', () => {
  it(`never breaks the hall: every answer is a refusal of its own, none is a 500 (seed ${SEED})`, async () => {
    const { hall, errors } = await openHall()
    const counter = await enrol(hall)
    const path = fc.oneof(
      fc.constantFrom(
        '/v1/enrol',
        '/v1/roster',
        '/v1/logs/x/head',
        '/v1/logs/%ff/entries',
        '/v1/',
        '/%',
        '/v1/logs/',
      ),
      fc.constant(`/v1/logs/${makeLog().id}/entries`),
      fc.constant(`/v1/logs/${makeLog().id}/head?seq=1&seq=2`),
      fc.webPath().map((text) => `/v1${text}`),
    )
    const name = fc.constantFrom(
      'guiping-from',
      'guiping-prev',
      'guiping-time',
      'guiping-counter',
      'content-type',
      'content-encoding',
      'guiping-head',
    )
    const text = fc.oneof(
      fc.constantFrom('1', 'gzip', '0'.repeat(64), 'application/json', '-1'),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef') }),
    )
    const headers = fc.dictionary(name, text, { maxKeys: 4 })
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((json) => Buffer.from(json)),
    )
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
        headers,
        body,
        fc.boolean(),
        async (path, method, headers, body, known) => {
          const answer = await send(hall, known ? counter : null, {
            path,
            method,
            body: Buffer.from(body),
            headers,
            tamper: headers,
          })
          expect(answer.status).toBeGreaterThanOrEqual(200)
          expect(answer.status).toBeLessThan(500)
          expect(answer.signed).toBe(true)
          if (answer.status !== 200) refusalSchema.parse(answer.body)
        },
      ),
      { seed: SEED, numRuns: 200 },
    )
    expect(errors).toEqual([])
    expect(hall.counts().entries).toBe(0)
  })

  it('on the socket itself ends the connection, not the hall', async () => {
    const { hall } = await openHall()
    for (const bytes of [
      '\x00\xff\x16\x03\x01',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n\r\n`,
    ]) {
      const socket = connect(Number(new URL(hall.url).port), '127.0.0.1')
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.on('error', () => {})
      socket.resume()
      socket.write(Buffer.from(bytes, 'latin1'))
      await closed
    }
    expect(healthSchema.parse((await send(hall, null, { path: '/v1/health' })).body).version).toBe('0.0.0')
  })
})
