/** What a start and a technician can meet: each ends in a clear code, and nothing is lost or touched. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startEmulator } from '../../src/device/emulator/emulator.ts'
import { loadProfiles } from '../../src/device/profiles/load.ts'
import { systemClock } from '../../src/main/clock.ts'
import { root } from '../harness/browser-host.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, signedIn, testApp, tryApp } from '../harness/test-app.ts'

const technician = async (app: Awaited<ReturnType<typeof testApp>>) => {
  const session = app.openSession()
  const password = app.parts.installers.firstPasswords()?.technician ?? ''
  expect(await ask(app, session, 'session.role', { role: 'technician', password })).toBe('ok')
  return session
}

it('a second program on the same data is refused and the first goes on', async () => {
  const app = await testApp()
  const second = await tryApp({ dir: app.dir })
  expect(second).toMatchObject({ ok: false, error: { code: 'data/in-use' } })
  expect(await ask(app, await signedIn(app), 'counter.next')).toBe('ok')
})

it('a folder that was stopped opens again, and a refused start leaves no lock behind', async () => {
  const dir = tempDir()
  writeFileSync(join(dir, 'config.json'), '{"station":7}')
  expect(await tryApp({ dir })).toMatchObject({ ok: false, error: { code: 'data/config-invalid' } })
  expect(readFileSync(join(dir, 'config.json'), 'utf8')).toBe('{"station":7}')
  writeFileSync(join(dir, 'config.json.bak'), '')
  const fixed = join(dir, 'config.json')
  writeFileSync(fixed, JSON.stringify({ ...(await testApp()).parts.settings.config(), station: '7' }))
  const app = await testApp({ dir })
  await app.stop('test')
  expect((await tryApp({ dir })).ok).toBe(true)
})

it('a file in the place of the data folder, and a log that is none, are named and not touched', async () => {
  const file = join(tempDir(), 'file')
  writeFileSync(file, '')
  expect(await tryApp({ dir: join(file, 'data'), roster: null })).toMatchObject({
    ok: false,
    error: { code: 'data/not-writable' },
  })
  const dir = tempDir()
  writeFileSync(join(dir, 'log.db'), 'this is a letter, not a database, and it is long enough to look at')
  const letter = readFileSync(join(dir, 'log.db'))
  expect(await tryApp({ dir })).toMatchObject({ ok: false, error: { code: 'data/not-a-log' } })
  expect(readFileSync(join(dir, 'log.db'))).toEqual(letter)
})

it('a profile file of the site that is none is named on every page with the place that is wrong; what ships serves', async () => {
  const dir = tempDir()
  mkdirSync(join(dir, 'profiles'))
  const mine = join(dir, 'profiles', 'mine.json')
  writeFileSync(mine, '{"name":"mine","keys":{"01":9}}')
  const app = await testApp({ dir })
  const session = await technician(app)
  const { trouble } = app.parts.hub.snapshot(session).host
  expect(trouble?.code).toBe('profile/invalid')
  expect(String(trouble?.params?.['file'])).toContain('mine.json')
  expect(app.parts.profiles.has('ff68')).toBe(true)
  rmSync(mine)
  expect(await ask(app, session, 'device.profiles')).toBe('ok')
  expect(app.parts.hub.snapshot(session).host.trouble).toBeNull()
})

it('a port that does not exist, or that a foreign name asks for, is said on the pad’s light; ratings wait', async () => {
  const app = await testApp()
  const session = await technician(app)
  const connect = (port: string, profile = 'ff68') =>
    ask(app, session, 'device.connect', { port, profile, address: null })
  expect(await connect('/dev/ttyNOTHERE')).toBe('ok')
  await expect.poll(() => app.parts.keypad.view().trouble?.code).toBe('pad/port-missing')
  expect(await connect('tcp://127.0.0.1:1')).toBe('ok')
  await expect.poll(() => app.parts.keypad.view().trouble?.code).toBe('pad/unreachable')
  expect(await connect('/dev/null', 'no-such-pad')).toBe('profile/unknown')
  expect(app.parts.keypad.view().port).toBe('tcp://127.0.0.1:1')
  const empty = await app.request(session, 'device.connect', { port: '', profile: 'ff68', address: null })
  expect(empty).toMatchObject({
    error: { message: '填写的内容不对：port。请改正后再试。(request/bad-input)' },
  })
  // The clerk is not blocked: the matter is served, asked, and its missing rating has the right reason.
  const clerk = await signedIn(app)
  await ask(app, clerk, 'counter.next')
  expect(await ask(app, clerk, 'counter.next')).toBe('ok')
  expect(logged(app, 'rating.asked')).toMatchObject([{ pad: 'offline' }])
})

it('a hall URL that answers with something else, with nothing, or without TLS is refused with the reason', async () => {
  const app = await testApp()
  const session = await technician(app)
  const server = createServer((_request, response) => response.end('<h1>It works!</h1>'))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const enrol = (url: string) => ask(app, session, 'hall.enrol', { url, code: 'abcd-efgh' })
  expect(await enrol(`http://127.0.0.1:${port}`)).toBe('hall/not-a-hall')
  expect(await enrol('http://127.0.0.1:1')).toBe('hall/enrol-unreachable')
  expect(await enrol('http://192.0.2.1:4000')).toBe('hall/insecure')
  expect(await enrol('not a url')).toBe('hall/bad-url')
  expect(app.parts.settings.enrolment()).toBeNull()
})

it('a clock set to 2001 is said on every page; ratings are recorded all the same and the chain holds', async () => {
  let shift = Date.UTC(2001, 0, 1) - Date.now()
  const clock = { ...systemClock, now: () => Date.now() + shift }
  const app = await testApp({ clock })
  const clerk = await signedIn(app)
  await ask(app, clerk, 'counter.next')
  await ask(app, clerk, 'counter.next')
  app.parts.counter.run({
    type: 'press',
    press: { key: '04', level: 5, bytes: '', profile: 'ff68', deviceAt: null },
  })
  expect(app.parts.hub.snapshot(clerk).host.trouble?.code).toBe('data/clock')
  shift = 0
  expect(app.parts.hub.snapshot(clerk).host.trouble).toBeNull()
  expect(logged(app, 'matter.closed')).toMatchObject([{ outcome: 'rated' }])
  expect(app.parts.log.verify()).toMatchObject({ ok: true })
})

it('a log that cannot take an entry is said at once; the press is not confirmed and the counter stays where it was', async () => {
  const app = await testApp()
  const clerk = await signedIn(app)
  await ask(app, clerk, 'counter.next')
  await ask(app, clerk, 'counter.next')
  const { append } = app.parts.log
  app.parts.log.append = () => ({ ok: false, error: { code: 'data/disk-full', params: { path: 'log.db' } } })
  const press = { key: '04', level: 5, bytes: '', profile: 'ff68', deviceAt: null } as const
  expect(app.parts.counter.run({ type: 'press', press })).toMatchObject({
    ok: false,
    error: { code: 'data/disk-full' },
  })
  expect(app.parts.hub.snapshot(clerk)).toMatchObject({
    counter: { state: 'asked' },
    host: { trouble: { code: 'data/disk-full' } },
  })
  app.parts.log.append = append
  expect(app.parts.counter.run({ type: 'press', press }).ok).toBe(true)
  expect(app.parts.hub.snapshot(clerk)).toMatchObject({ counter: { state: 'idle' }, host: { trouble: null } })
})

it('a keypad hears no acknowledgement of a press that the log did not take, and one as soon as it did', async () => {
  const profile = loadProfiles([join(root, 'resources', 'profiles')])
  const ff68 = profile.ok ? profile.value.get('ff68') : undefined
  if (!ff68) throw new Error('no ff68')
  const pad = await startEmulator({ profile: ff68, on: { tcp: 0 }, clock: systemClock })
  if (!pad.ok) throw new Error(pad.error.code)
  onTestFinished(() => pad.value.stop())
  const app = await testApp()
  await app.parts.keypad.use({ port: pad.value.port, profile: 'ff68', address: null })
  await expect.poll(() => app.parts.keypad.view().state).toBe('online')
  const { append } = app.parts.log
  let tried = 0
  app.parts.log.append = () => {
    tried += 1
    return { ok: false, error: { code: 'data/disk-full', params: { path: 'log.db' } } }
  }
  pad.value.press(5)
  await expect.poll(() => tried).toBe(1)
  app.parts.log.append = append
  const acknowledged = pad.value.waitFor('ack', 5_000)
  pad.value.press(4)
  expect(await acknowledged).toBe(true)
  expect(logged(app, 'key.pressed')).toMatchObject([{ level: 4, verdict: 'not-asked' }])
})
