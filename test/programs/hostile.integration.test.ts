/**
 * 2,000 hostile requests against the door and the bridge: each gets its one right code, none is a 500, and nothing has
 * changed afterwards. Then races: half-sent requests, and a token that is taken back while it is in use.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { browserHost } from '../harness/browser-host.ts'
import { builtPages } from '../harness/pages.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { logged, signedIn, testRoster } from '../harness/test-app.ts'
import { JSON_TYPE, letIn } from './door-kit.ts'
import { type Hostile, hostileRequests } from './hostile.ts'

/** Kept: the same 2,000 each time. HOSTILE_SEED tries others. */
const SEED = Number(process.env['HOSTILE_SEED'] ?? 20_261_124)
const COUNT = 2_000
const AT_ONCE = 12

const answerOf = (status: number, text: string) => {
  const code = /"code":"([a-z-]+\/[a-z-]+)"/.exec(text)?.[1] ?? null
  return { status, code, text }
}

const sendRaw = (address: string, raw: string) =>
  new Promise<ReturnType<typeof answerOf>>((resolve, reject) => {
    const [host, port] = address.split(':')
    let text = ''
    const socket = connect(Number(port), host)
    socket.on('data', (part) => {
      text += part.toString()
    })
    socket.on('close', () => resolve(answerOf(Number(text.split(' ')[1] ?? 0), text)))
    socket.on('error', (error: NodeJS.ErrnoException) => error.code !== 'ECONNRESET' && reject(error))
    socket.write(raw)
  })

const send = (address: string, { method, path, headers, body }: Hostile) =>
  new Promise<ReturnType<typeof answerOf>>((resolve, reject) => {
    const [host, port] = address.split(':')
    const sent = httpRequest({ host, port, method, path, headers, agent: false }, (response) => {
      let text = ''
      response.on('data', (part) => {
        text += part.toString()
      })
      response.on('end', () => resolve(answerOf(response.statusCode ?? 0, text)))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })

const started = async () => {
  const dir = tempDir()
  writeFileSync(join(dir, 'roster.json'), JSON.stringify(await testRoster()))
  const host = await browserHost({ dir, pages: builtPages() })
  const app = host.program.app()
  await signedIn(app)
  const door = await letIn(app)
  const opened = await fetch(host.server.openUrl())
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { dir, host, app, door, cookie }
}

it(`${COUNT} requests, each wrong in one way: the right code, no 500, no state change`, async () => {
  const { dir, host, app, door, cookie } = await started()
  const target = {
    bridge: new URL(host.server.url).host,
    door: new URL(door.url).host,
    cookie,
    doorToken: door.token,
    bridgeToken: host.server.token,
  }
  const everything = () => ({
    head: app.parts.log.head(),
    counter: app.parts.counter.state().matter,
    programs: readFileSync(join(dir, 'programs.json'), 'utf8'),
    config: existsSync(join(dir, 'config.json')) && readFileSync(join(dir, 'config.json'), 'utf8'),
    enrolled: app.parts.settings.enrolment(),
    report: existsSync(join(dir, 'program.log')) && readFileSync(join(dir, 'program.log'), 'utf8'),
    polluted: Object.keys(Object.prototype),
  })
  const before = everything()
  const waiting = hostileRequests(SEED, COUNT, target)
  expect(waiting).toHaveLength(COUNT)
  const wrong: string[] = []
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const got = await (one.raw === undefined ? send(target[one.at], one) : sendRaw(target[one.at], one.raw))
      const right = got.status === one.status && (one.codes === null || one.codes.includes(got.code ?? ''))
      if (!right)
        wrong.push(
          `${one.why}: ${one.status} ${one.codes} but ${got.status} ${got.code} ${JSON.stringify({ ...one, body: one.body?.slice(0, 80) }).slice(0, 400)}`,
        )
      // No answer tells anything of the inside.
      if (/node_modules|\.ts:|at \w+ \(|ENOENT|zod/i.test(got.text))
        wrong.push(`${one.why} tells: ${got.text.slice(0, 200)}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  expect(wrong.slice(0, 10)).toEqual([])
  expect(everything()).toEqual(before)
  // And the good ones still work.
  expect((await door.get('state')).json).toMatchObject({ ok: true, value: { state: 'idle' } })
  expect((await door.post('open', { reference: 'R-1' })).json).toMatchObject({ ok: true })
}, 120_000)

it('requests that are cut off half-way, in every place and many at once, do nothing and hold nobody up', async () => {
  const { app, door, host } = await started()
  const before = app.parts.log.head()
  const body = JSON.stringify({ reference: 'R-cut' })
  const whole = (address: string, path: string, token: string) =>
    `POST ${path} HTTP/1.1\r\nHost: ${address}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  const cut = (address: string, text: string) =>
    new Promise<void>((resolve) => {
      const [name, port] = address.split(':')
      const socket = connect(Number(port), name, () => {
        socket.write(text, () => socket.destroy())
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve())
    })
  const texts = [
    [new URL(door.url).host, whole(new URL(door.url).host, '/v1/open', door.token)],
    [new URL(host.server.url).host, whole(new URL(host.server.url).host, '/rpc', host.server.token)],
  ] as const
  await Promise.all(
    texts.flatMap(([address, text]) =>
      Array.from({ length: 60 }, (_, at) => cut(address, text.slice(0, Math.floor((at / 60) * text.length)))),
    ),
  )
  expect(await door.get('state')).toMatchObject({ status: 200, json: { value: { state: 'idle' } } })
  expect(app.parts.log.head()).toEqual(before)
})

it('a token that is taken back while many requests use it: each is carried out or refused, and none after it', async () => {
  const { app, door } = await started()
  const keep = app.parts.programs.book.add('other')
  expect(keep.ok).toBe(true)
  const use = (at: number) =>
    door.send(
      'POST',
      '/v1/open',
      { ...JSON_TYPE, authorization: door.authorization },
      JSON.stringify({ reference: `R-${at}` }),
    )
  const first = await use(0)
  const running = Array.from({ length: 40 }, (_, at) => use(at))
  expect(app.parts.programs.book.remove('tax').ok).toBe(true)
  const later = Array.from({ length: 10 }, (_, at) => use(at))
  for (const { status, json } of await Promise.all(running))
    expect([`200 true`, '401 program/bad-token', '409 counter/matter-open']).toContain(
      `${status} ${json.ok || json.error.code}`,
    )
  for (const answer of await Promise.all(later)) expect(answer.status).toBe(401)
  expect(first.status).toBe(200)
  expect(logged(app, 'matter.opened')).toHaveLength(1)
})
