/** The tax software's door as an integrator meets it. */
import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { loadSqlite } from '../../src/sqlite/choose.ts'
import { must } from '../db/log-kit.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { ask, logged, signedIn, testApp } from '../harness/test-app.ts'
import { appWithProgram, JSON_TYPE, letIn, sender } from './door-kit.ts'

const press = { key: '04', level: 5, bytes: 'ff68', profile: 'ff68', deviceAt: null } as const

it('a matter from open to rated without a key of the clerk, and the program learns that it was rated, not how', async () => {
  const { app, post, get } = await appWithProgram()
  await signedIn(app)
  const opened = await post('open', { item: 'A01', reference: 'SL-2026-1', citizen: '王小明' })
  expect(opened).toMatchObject({
    status: 200,
    json: {
      ok: true,
      value: { did: 'opened', already: false, matter: { reference: 'SL-2026-1', state: 'serving' } },
    },
  })
  expect((await post('ask', { reference: 'SL-2026-1' })).json.value).toMatchObject({
    did: 'asked',
    matter: { state: 'asked' },
  })
  expect((await get('state')).json.value).toMatchObject({ state: 'asked', leftMs: expect.any(Number) })
  app.parts.counter.run({ type: 'press', press })
  const again = await post('open', { item: 'A01', reference: 'SL-2026-1' })
  expect(again.json.value).toMatchObject({ already: true, matter: { state: 'rated', reason: null } })
  expect(`${again.text}${opened.text}`).not.toMatch(/level|bytes|verdict|王小明/)
  expect(JSON.stringify(logged(app))).not.toContain('王小明')
})

it('every request may be repeated by its reference, also after a restart: one matter, one ask, one ending', async () => {
  const first = await appWithProgram()
  await signedIn(first.app)
  const ids = new Set<string>()
  const note = (answer: { json: { value: { matter: { id: string } } } }) =>
    ids.add(answer.json.value.matter.id)
  const input = { item: 'A01', reference: 'R-1 13800138000' }
  for (const answer of await Promise.all(Array.from({ length: 8 }, () => first.post('open', input))))
    note(answer)
  const named = { reference: input.reference }
  for (const answer of await Promise.all(Array.from({ length: 4 }, () => first.post('ask', named))))
    note(answer)
  for (let round = 0; round < 2; round += 1) note(await first.post('close', { ...named, reason: 'left' }))
  expect(ids.size).toBe(1)
  const count = (kind: string) => logged(first.app, kind).length
  expect(['matter.opened', 'rating.asked', 'matter.closed'].map(count)).toEqual([1, 1, 1])
  await first.app.stop('test')

  const app = await testApp({ dir: first.app.dir })
  await signedIn(app)
  await app.parts.programs.settled()
  const { port } = new URL(app.parts.programs.view().door.url ?? '')
  const send = sender(Number(port))
  const post = (path: string, body: unknown) =>
    send('POST', path, { ...JSON_TYPE, authorization: first.authorization }, JSON.stringify(body))
  note(await post('/v1/open', input))
  expect((await post('/v1/close', { ...named, reason: 'declined' })).json.value.matter.reason).toBe('left')
  expect(ids.size).toBe(1)
  expect(logged(app, 'matter.opened')).toHaveLength(1)
})

it('while the log cannot be written, the matter in hand is known by its reference all the same', async () => {
  const { app, post } = await appWithProgram()
  await signedIn(app)
  const other = must(loadSqlite()).open(join(app.parts.dir, 'log.db'))
  other.exec('begin immediate')
  const named = { reference: 'SL-9' }
  expect((await post('open', { item: 'A01', ...named })).json.value).toMatchObject({ already: false })
  expect(app.parts.log.waiting().entries).toBeGreaterThan(0)
  expect((await post('open', { item: 'A01', ...named })).json.value).toMatchObject({ already: true })
  expect((await post('ask', named)).json.value).toMatchObject({ did: 'asked', matter: { state: 'asked' } })
  expect((await post('close', { ...named, reason: 'left' })).json.value).toMatchObject({ did: 'closed' })
  other.exec('rollback')
  other.close()
})

it('the window is the shift: the next clerk’s matter with the same reference is another one', async () => {
  const { app, post } = await appWithProgram()
  const clerk = await signedIn(app)
  const first = await post('open', { reference: 'R-1' })
  await ask(app, clerk, 'session.sign-out')
  expect(await post('open', { reference: 'R-1' })).toMatchObject({
    status: 409,
    json: { error: { code: 'counter/signed-out' } },
  })
  await signedIn(app)
  expect(await post('ask', { reference: 'R-1' })).toMatchObject({
    status: 404,
    json: { error: { code: 'program/unknown-reference' } },
  })
  const second = await post('open', { reference: 'R-1' })
  expect(second.json.value).toMatchObject({ already: false })
  expect(second.json.value.matter.id).not.toBe(first.json.value.matter.id)
})

it('a rating window that has just run out is closed before a program is told how things stand', async () => {
  const clock = fakeClock()
  const { app, post } = await appWithProgram({ clock })
  await signedIn(app)
  await post('open', { reference: 'R-1' })
  await post('ask', {})
  clock.advance(29_999)
  expect((await post('open', { reference: 'R-1' })).json.value.matter.state).toBe('asked')
  expect(await post('open', { reference: 'R-2' })).toMatchObject({
    status: 409,
    json: { error: { code: 'counter/rating-open', params: { seconds: 1 } } },
  })
  clock.advance(1)
  expect((await post('ask', { reference: 'R-1' })).json.value).toMatchObject({
    already: true,
    matter: { state: 'unrated', reason: 'pad-offline' },
  })
})

it('what the counter refuses has its own code and status, with the sentence and the next step', async () => {
  const { app, post } = await appWithProgram()
  expect((await post('open', {})).json.error).toMatchObject({ code: 'counter/signed-out' })
  const clerk = await signedIn(app)
  expect(await post('open', { item: 'NOPE' })).toMatchObject({
    status: 404,
    json: { error: { code: 'counter/unknown-item' } },
  })
  expect(await post('close', { reason: 'left' })).toMatchObject({ status: 409 })
  await post('open', {})
  expect(await post('open', { reference: 'R-9' })).toMatchObject({
    status: 409,
    json: {
      error: { code: 'counter/matter-open', message: expect.stringMatching(/。.*\(counter\/matter-open\)$/) },
    },
  })
  expect(await post('close', { reason: 'no-such' })).toMatchObject({
    status: 404,
    json: { error: { code: 'counter/unknown-reason' } },
  })
  await ask(app, clerk, 'session.lock')
  expect(await post('ask', {})).toMatchObject({ status: 409, json: { error: { code: 'counter/locked' } } })
  expect(await post('open', { reference: 'x', extra: 1 })).toMatchObject({
    status: 400,
    json: { error: { code: 'request/bad-input' } },
  })
})

it('the stream tells the state at once and at every change, and never a level', async () => {
  const { app, url, authorization, post } = await appWithProgram()
  await signedIn(app)
  const response = await fetch(`${url}/v1/events`, { headers: { authorization } })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  const until = async (text: string) => {
    while (!heard.includes(text)) {
      const { value, done } = (await reader?.read()) ?? { done: true, value: '' }
      if (done) throw new Error(`ended: ${heard}`)
      heard += value
    }
  }
  await until('"state":"idle"')
  await post('open', { reference: 'R-1' })
  await until('"state":"serving"')
  await post('ask', {})
  await until('"state":"asked"')
  heard = ''
  app.parts.counter.run({ type: 'press', press })
  await until('"state":"idle"')
  expect(heard).not.toMatch(/level|bytes|verdict|"5"|:5\b/)

  // A token that is taken back ends its stream and opens nothing any more.
  expect(app.parts.programs.book.remove('tax').ok).toBe(true)
  await expect(until('never')).rejects.toThrow(/ended|terminated/)
  await app.parts.programs.settled()
  expect(app.parts.programs.view().door.url).toBeNull()
  await expect(fetch(`${url}/v1/state`, { headers: { authorization } })).rejects.toThrow()
})

it('tokens stand nowhere; each program has its own; taking one back leaves the others', async () => {
  const { app, token, send, authorization } = await appWithProgram()
  const stored = readFileSync(join(app.dir, 'programs.json'), 'utf8')
  expect(token).toMatch(/^gp_[\w-]{43}$/)
  expect(stored).not.toContain(token.slice(3))
  expect(statSync(join(app.dir, 'programs.json')).mode & 0o777).toBe(0o600)
  const other = app.parts.programs.book.add('queue')
  if (!other.ok) throw new Error(other.error.code)
  expect(app.parts.programs.book.remove('tax').ok).toBe(true)
  await app.parts.programs.settled()
  expect(await send('GET', '/v1/state', { authorization })).toMatchObject({
    status: 401,
    json: { error: { code: 'program/bad-token' } },
  })
  expect(await send('GET', '/v1/state', { authorization: `Bearer ${other.value}` })).toMatchObject({
    status: 200,
  })
  expect(app.parts.programs.book.list()).toMatchObject([{ name: 'queue', seenAt: expect.any(Number) }])
})

it('no program, no door; a port that is taken is said and tried again', async () => {
  const clock = fakeClock()
  const app = await testApp({ clock, report: () => {} })
  expect(app.parts.programs.view().door).toMatchObject({ url: null, port: 8462, trouble: null })
  const taken = createServer()
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
  onTestFinished(() => void taken.close())
  const address = taken.address()
  const port = typeof address === 'object' && address ? address.port : 0
  app.parts.programs.book.set({ port })
  app.parts.programs.book.add('tax')
  await app.parts.programs.settled()
  expect(app.parts.programs.view().door).toMatchObject({
    url: null,
    trouble: { code: 'program/port-in-use', params: { port } },
  })
  await new Promise<void>((done) => taken.close(() => done()))
  clock.advance(10_000)
  await app.parts.programs.settled()
  expect(app.parts.programs.view().door).toMatchObject({ url: `http://127.0.0.1:${port}`, trouble: null })
})

it('programs are let in and taken back by technicians and IT, which the log names; the token is answered once', async () => {
  const app = await testApp()
  await letIn(app, 'first')
  const session = app.openSession()
  app.parts.sessions.grant(session, 'technician', null)
  const added = await app.request(session, 'programs.add', { name: 'tax' })
  expect(added).toMatchObject({ ok: true, value: { name: 'tax', token: expect.stringMatching(/^gp_/) } })
  expect(await ask(app, session, 'programs.add', { name: 'tax' })).toBe('program/name-taken')
  expect(await ask(app, session, 'programs.add', { name: 'Tax Software' })).toBe('request/bad-input')
  expect(await ask(app, session, 'programs.remove', { name: 'nobody' })).toBe('program/unknown-name')
  expect(await ask(app, session, 'programs.remove', { name: 'tax' })).toBe('ok')
  expect(await ask(app, session, 'programs.set-launch', { programs: [], origins: [], items: {} })).toBe(
    'request/role',
  )
  expect(logged(app, 'config.changed').map((entry) => entry['what'])).toEqual([
    ['programs.add tax'],
    ['programs.remove tax'],
  ])
})
