import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import type { LinkEvent } from '../../src/device/link/link.ts'
import type { App } from '../../src/main/app.ts'
import { createPadCheck } from '../../src/main/check.ts'
import { systemClock } from '../../src/main/clock.ts'
import { holderOf } from '../../src/main/port-holders.ts'
import { CHECK_STEPS, type CheckView } from '../../src/shared/check.ts'
import type { Input, Method, Output } from '../../src/shared/commands.ts'
import { ok } from '../../src/shared/result.ts'
import { must, profileNamed } from '../device/help.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, signedIn, testApp } from '../harness/test-app.ts'

const padOf = async (profile: string): Promise<Emulator> => {
  const pad = must(
    await startEmulator({ profile: profileNamed(profile), on: { tcp: 0 }, clock: systemClock }),
  )
  onTestFinished(() => pad.stop())
  return pad
}
const bench = async () => {
  const app = await testApp()
  const session = app.openSession()
  app.parts.sessions.grant(session, 'technician', null)
  const call = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> => {
    const reply = await app.request(session, method, input)
    expect(reply, method).toMatchObject({ ok: true })
    return (reply as { value: Output<M> }).value
  }
  const stateOf = async (step: CheckView['steps'][number]['step']) =>
    (await call('device.check', {}))?.steps.find((view) => view.step === step)?.state
  return { app, session, call, stateOf }
}
const online = (app: App) => expect.poll(() => app.parts.keypad.view().state).toBe('online')

it('a check on real parts ends in the settings and in the log; its own presses are no ratings', async () => {
  const pad = await padOf('line')
  const { app, call, stateOf } = await bench()
  await call('device.check-start', { port: pad.port, profile: 'line', address: null })
  await online(app)
  for (const level of [5, 4, 3, 2, 1] as const) pad.press(level)
  await expect.poll(() => stateOf('keys')).toBe('ok')
  await call('device.send', { command: 'ask' })
  expect(await pad.waitFor('ask', 5_000)).toBe(true)
  await call('device.check-confirm', { step: 'light', ok: true })
  await call('device.send', { command: 'welcome' })
  await call('device.check-confirm', { step: 'voice', ok: true })
  await call('device.check-save', {})
  expect((await call('device.check', {}))?.steps.map(({ state }) => state)).toEqual(
    CHECK_STEPS.map(() => 'ok'),
  )
  // The pad was asked who it is, and is known by that from now on.
  await expect
    .poll(() => app.parts.settings.config().keypad)
    .toEqual({
      ...{ port: pad.port, profile: 'line', address: null },
      identity: { by: 'answer', value: 'emulated 0001 1.0' },
    })
  expect(logged(app, 'config.changed')[0]).toMatchObject({ role: 'technician', what: ['keypad'] })
  expect(new Set(logged(app, 'key.pressed').map(({ verdict }) => verdict))).toEqual(new Set(['not-asked']))
  // Saved: the end of the check leaves the link as it is.
  await call('device.check-stop', {})
  expect(app.parts.keypad.view()).toMatchObject({ state: 'online', port: pad.port })
})

it('a pad with an identity query is the right pad by its answer, before any key is pressed', async () => {
  const pad = await padOf('line')
  const { call, stateOf } = await bench()
  await call('device.check-start', { port: pad.port, profile: 'line', address: null })
  await expect.poll(() => stateOf('pad')).toBe('ok')
  expect(await call('device.check', {})).toMatchObject({ identity: 'emulated 0001 1.0', last: null })
})

it('a connected pad is kept with what it answered, and the program that starts again asks for it', async () => {
  const pad = await padOf('line')
  const { app, call } = await bench()
  await call('device.connect', { port: pad.port, profile: 'line', address: null })
  const identity = { by: 'answer', value: 'emulated 0001 1.0' } as const
  await expect.poll(() => app.parts.settings.config().keypad?.identity).toEqual(identity)
  await call('device.connect', {
    ...{ port: pad.port, profile: 'line', address: null },
    identity: { by: 'answer', value: 'another 0002 1.0' },
  })
  await expect
    .poll(() => app.parts.keypad.view())
    .toMatchObject({
      state: 'blocked',
      trouble: { code: 'pad/wrong-device' },
    })
  // What the technician said is kept as it was said.
  expect(app.parts.settings.config().keypad?.identity?.value).toBe('another 0002 1.0')
})

it('a check that ends unsaved gives the counter its own keypad back', async () => {
  const own = await padOf('ff68')
  const other = await padOf('line')
  const { app, call, session } = await bench()
  await call('device.connect', { port: own.port, profile: 'ff68', address: null })
  await online(app)
  await call('device.check-start', { port: other.port, profile: 'line', address: null })
  await expect.poll(() => app.parts.keypad.view()).toMatchObject({ state: 'online', port: other.port })
  expect(await ask(app, session, 'device.check-save')).toBe('check/not-finished')
  await call('device.check-stop', {})
  await expect.poll(() => app.parts.keypad.view()).toMatchObject({ state: 'online', port: own.port })
  expect(await call('device.check', {})).toBeNull()
  expect(await ask(app, session, 'device.check-confirm', { step: 'light', ok: true })).toBe('check/none')
  const missing = { port: own.port, profile: 'no-such-pad', address: null }
  expect(await ask(app, session, 'device.check-start', missing)).toBe('profile/unknown')
  expect(app.parts.keypad.view()).toMatchObject({ state: 'online', port: own.port })
})

it('while a shift is open nothing that shows keys is answered, and nothing of it reaches a check or a capture', async () => {
  const pad = await padOf('line')
  const { app, call, session } = await bench()
  await call('device.check-start', { port: pad.port, profile: 'line', address: null })
  await online(app)
  await call('device.capture-start', { name: 'day' })
  pad.press(5)
  await expect
    .poll(async () => (await call('device.captures', {})).recording)
    .toEqual({ name: 'day', bytes: 10 })
  const clerk = await signedIn(app)
  // The shift took the role away; a technician who is called back takes it again.
  app.parts.sessions.grant(session, 'technician', null)
  const closed: [Method, unknown][] = [
    ['device.check-start', { port: pad.port, profile: 'line', address: null }],
    ['device.check', {}],
    ['device.check-confirm', { step: 'light', ok: true }],
    ['device.check-spoken', {}],
    ['device.check-save', {}],
    ['device.monitor', {}],
    ['device.captures', {}],
    ['device.capture-start', { name: 'more' }],
    ['device.replay', { name: 'day', profile: 'line' }],
  ]
  for (const [method, input] of closed)
    expect(await ask(app, session, method, input), method).toBe('pad/shift-open')
  pad.press(1)
  await expect.poll(() => logged(app, 'key.pressed').length).toBe(2)
  await ask(app, clerk, 'session.sign-out')
  app.parts.sessions.grant(session, 'technician', null)
  expect((await call('device.check', {}))?.keys.map(({ presses }) => presses)).toEqual([1, 0, 0, 0, 0])
  const captures = await call('device.captures', {})
  expect(captures).toMatchObject({ recording: null, trouble: { code: 'pad/shift-open' } })
  const text = readFileSync(join(captures.folder, 'day.kcap.jsonl'), 'utf8')
  expect(text).toContain(Buffer.from('KEY 5').toString('hex'))
  expect(text).not.toContain(Buffer.from('KEY 1').toString('hex'))
})

it('a capture keeps its name and its place; one recording at a time; a broken file names its line', async () => {
  const pad = await padOf('line')
  const { app, call, session } = await bench()
  for (const name of ['../evil', 'a/b', '', '.hidden', 'x'.repeat(41)])
    expect(await ask(app, session, 'device.capture-start', { name }), name).toBe('request/bad-input')
  await call('device.connect', { port: pad.port, profile: 'line', address: null })
  await online(app)
  await call('device.capture-start', { name: '窗口7' })
  expect(await ask(app, session, 'device.capture-start', { name: 'two' })).toBe('check/recording')
  await call('device.capture-stop', {})
  await call('device.capture-stop', {})
  expect(await ask(app, session, 'device.capture-start', { name: '窗口7' })).toBe('capture/exists')
  const folder = join(app.parts.dir, 'captures')
  expect(readdirSync(folder)).toEqual(['窗口7.kcap.jsonl'])
  writeFileSync(join(folder, 'broken.kcap.jsonl'), '{"v":1,"at":1,"port":"COM5","line":null}\nnonsense\n')
  writeFileSync(join(folder, 'none.kcap.jsonl'), '')
  const replay = (name: string, profile = 'line') => ask(app, session, 'device.replay', { name, profile })
  expect(await replay('broken')).toBe('capture/bad-line')
  expect(await replay('none')).toBe('capture/empty')
  expect(await replay('窗口7')).toBe('capture/empty')
  expect(await replay('gone')).toBe('capture/unreadable')
  expect(await replay('broken', 'gone')).toBe('profile/unknown')
})

it('a recording that the disk refuses says so', async () => {
  const pad = await padOf('line')
  const { app, call, session } = await bench()
  await call('device.connect', { port: pad.port, profile: 'line', address: null })
  writeFileSync(join(app.parts.dir, 'captures'), 'a file where the folder should be')
  expect(await ask(app, session, 'device.capture-start', { name: 'one' })).toBe('capture/unwritable')
})

it('a profile file that is wrong is named with its place, and the profiles stay as they were', async () => {
  const { app, call } = await bench()
  const folder = join(app.parts.dir, 'profiles')
  mkdirSync(folder)
  const names = async () => (await call('device.profiles', {})).profiles.map(({ name }) => name)
  const before = await names()
  const own = { ...profileNamed('line'), name: 'site-pad' }
  writeFileSync(join(folder, 'site-pad.json'), JSON.stringify({ ...own, keys: { 1: 7 } }))
  const { fault } = await call('device.profiles', {})
  expect(fault).toMatchObject({ code: 'profile/invalid', params: { file: join(folder, 'site-pad.json') } })
  expect(String(fault?.params?.['why'])).toContain('keys.1')
  expect(await names()).toEqual(before)
  writeFileSync(join(folder, 'site-pad.json'), JSON.stringify(own))
  expect((await names()).filter((name) => !before.includes(name))).toEqual(['site-pad'])
})

it('what the link before says while it closes proves nothing about the new one', async () => {
  const heard: ((event: LinkEvent) => void)[] = []
  const tell = (event: LinkEvent) => {
    for (const listener of heard) listener(event)
  }
  const press = { key: '04', level: 5, bytes: '', profile: 'ff68', deviceAt: null } as const
  const key: LinkEvent = { type: 'press', press, acknowledge: () => {} }
  const check = createPadCheck({
    clock: fakeClock(),
    keypad: {
      use: async () => {
        tell(key)
        tell({ type: 'state', state: { name: 'stopped' } })
        tell({ type: 'state', state: { name: 'connecting', attempt: 0 } })
        tell(key)
        return ok(undefined)
      },
      used: () => null,
      who: async () => ok(''),
      watch: (listener) => {
        heard.push(listener)
        return () => {}
      },
    },
    profiles: new Map([['ff68', profileNamed('ff68')]]),
    shiftOpen: () => false,
    configured: () => null,
    store: () => ok(undefined),
    listPorts: async () => [],
    holderOf: async () => null,
  })
  must(await check.start({ port: '/dev/ttyUSB0', profile: 'ff68', address: null }))
  expect(check.view()?.last).toEqual({ key: '04', count: 1 })
})

const linux = process.platform === 'linux'
if (!linux) console.log('SKIPPED: only Linux tells which program holds a port')

it.skipIf(!linux)('names the program that holds a port', async () => {
  const dir = tempDir()
  mkdirSync(join(dir, 'dev'))
  const port = join(realpathSync(dir), 'dev', 'ttyTEST')
  writeFileSync(port, 'x')
  expect(await holderOf(port)).toBeNull()
  const other = spawn('tail', ['-f', port], { stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => void other.kill())
  await once(other.stdout, 'data')
  expect(await holderOf(port)).toBe(`tail (${other.pid})`)
  expect(await holderOf('COM5')).toBeNull()
})
