import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { DetectView } from '../../src/shared/detect.ts'
import { must } from '../device/help.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, signedIn } from '../harness/test-app.ts'
import { type Bench, bench, online, padOn } from './bench-help.ts'

const phase = (call: Bench['call'], wanted: DetectView['phase'], timeout = 8_000) =>
  expect.poll(async () => (await call('device.detect', {}))?.phase, { timeout }).toBe(wanted)

it('a pad on a serial port is recognised by a key while the counter lets its own go, which comes back after', async () => {
  const pad = await padOn('ff68', { pty: join(tempDir(), 'pad') })
  const { app, session, call } = await bench()
  await call('device.connect', { port: pad.port, profile: 'line', address: null })
  await online(app, pad.port)
  await call('device.detect-start', { ports: [pad.port] })
  await phase(call, 'press')
  // One at a time, and the port is lent: the link is not on it.
  expect(await ask(app, session, 'device.detect-start', { ports: [pad.port] })).toBe('bench/busy')
  expect(app.parts.keypad.view().state).not.toBe('online')
  const seen = await call('device.detect', {})
  expect(seen?.leftMs).toBeGreaterThan(5_000)
  expect(seen?.findings.map(({ step, state }) => `${step} ${state}`)).toEqual([
    'usb none',
    'open ok',
    // The two profiles that have a question, and no other.
    ...['ask none', 'ask none'],
  ])
  // These two differ in what they answer, not in what they say: the technician chooses.
  pad.press(5)
  // No key can part them, so nothing is waited for.
  await phase(call, 'done', 3_000)
  const done = await call('device.detect', {})
  expect(done?.found.map(({ port, profile }) => `${port} ${profile}`).toSorted()).toEqual([
    `${pad.port} ff68`,
    `${pad.port} ff68-short`,
  ])
  expect(done).toMatchObject({
    findings: [{}, {}, {}, {}, { step: 'listen', state: 'failed', advice: { code: 'detect/alike' } }],
  })
  await online(app, pad.port)
  // Nothing that was pressed meanwhile became a press of the counter.
  expect(logged(app, 'key.pressed')).toEqual([])
}, 30_000)

it('a pad that answers who it is needs no key; the answer is by what it is known', async () => {
  const pad = await padOn('line')
  const { app, call } = await bench()
  await call('device.detect-start', { ports: [pad.port] })
  await phase(call, 'done')
  const view = await call('device.detect', {})
  expect(view?.found).toMatchObject([{ port: pad.port, profile: 'line', identity: { by: 'answer' } }])
  const { identity } = view?.found[0] ?? {}
  await call('device.check-start', { port: pad.port, profile: 'line', address: null, identity })
  await online(app, pad.port)
  await call('device.connect', { port: pad.port, profile: 'line', address: null, identity })
  expect(app.parts.settings.config().keypad).toMatchObject({ identity })
})

it('of two that look the same, a key says which; both at once, and none that vanished, are said', async () => {
  const dir = tempDir()
  const left = await padOn('intehel', { pty: join(dir, 'left') })
  const right = await padOn('intehel', { pty: join(dir, 'right') })
  const { call } = await bench()
  const both = { ports: [left.port, right.port] }
  await call('device.detect-start', both)
  await phase(call, 'which')
  right.press(3)
  await phase(call, 'press')
  expect(await call('device.detect', {})).toMatchObject({ ports: [right.port] })
  right.press(4)
  await phase(call, 'done')
  expect(await call('device.detect', {})).toMatchObject({
    found: [{ port: right.port, profile: 'intehel', address: 1 }],
  })

  await call('device.detect-start', both)
  await phase(call, 'which')
  left.press(3)
  right.press(3)
  await phase(call, 'done')
  expect((await call('device.detect', {}))?.fault?.code).toBe('detect/two-pressed')

  await call('device.detect-start', both)
  await phase(call, 'which')
  await left.unplug()
  await phase(call, 'done')
  expect((await call('device.detect', {}))?.fault?.code).toBe('pad/port-gone')
}, 30_000)

it('a port that vanishes, is not there, or is no port: each a finding with its advice, and the counter has its own back', async () => {
  const own = await padOn('line')
  const other = await padOn('ff68', { pty: join(tempDir(), 'pad') })
  const { app, call } = await bench()
  await call('device.connect', { port: own.port, profile: 'line', address: null })
  await online(app, own.port)
  const last = async () => (await call('device.detect', {}))?.findings.at(-1)
  await call('device.detect-start', { ports: [other.port] })
  await phase(call, 'press')
  await other.unplug()
  await phase(call, 'done')
  expect(await last()).toMatchObject({ state: 'failed', advice: { code: 'pad/port-gone' } })
  await online(app, own.port)
  await call('device.detect-start', { ports: [other.port] })
  await phase(call, 'done')
  expect(await last()).toMatchObject({ step: 'open', state: 'failed', advice: { code: 'pad/port-missing' } })
  await call('device.detect-start', { ports: ['not-a-port'] })
  await phase(call, 'done')
  expect(await last()).toMatchObject({ state: 'failed', advice: { code: 'pad/bad-port-name' } })
  must(await other.replug())
  await call('device.detect-start', { ports: [other.port] })
  await phase(call, 'press')
  await call('device.detect-stop', {})
  expect(await call('device.detect', {})).toBeNull()
  await online(app, own.port)
}, 30_000)

it('is refused while a shift is open or a check is not saved; a shift that opens ends it and has its pad', async () => {
  const pad = await padOn('ff68')
  const { app, session, call } = await bench()
  await call('device.check-start', { port: pad.port, profile: 'ff68', address: null })
  expect(await ask(app, session, 'device.detect-start', { ports: [pad.port] })).toBe('bench/checking')
  await call('device.connect', { port: pad.port, profile: 'ff68', address: null })
  await online(app, pad.port)
  await call('device.detect-start', { ports: [pad.port] })
  await phase(call, 'press')
  const clerk = await signedIn(app)
  await online(app, pad.port)
  app.parts.sessions.grant(session, 'technician', null)
  for (const [method, input] of [
    ['device.detect-start', { ports: [pad.port] }],
    ['device.detect', {}],
    ['device.learn', {}],
    ['device.learn-again', { levels: null }],
    [
      'device.learn-captures',
      {
        captures: [
          { name: 'a', level: 5 },
          { name: 'b', level: null },
        ],
      },
    ],
  ] as const)
    expect(await ask(app, session, method, input), method).toBe('pad/shift-open')
  await ask(app, clerk, 'session.sign-out')
  app.parts.sessions.grant(session, 'technician', null)
  expect(await call('device.detect', {})).toMatchObject({
    phase: 'done',
    found: [],
    fault: { code: 'pad/shift-open' },
  })
}, 20_000)

it('sleep ends it and keeps the port closed until the PC is awake', async () => {
  const pad = await padOn('ff68')
  const { app, call } = await bench()
  await call('device.connect', { port: pad.port, profile: 'ff68', address: null })
  await online(app, pad.port)
  await call('device.detect-start', { ports: [pad.port] })
  await phase(call, 'press')
  app.sleep(true)
  await phase(call, 'done')
  expect((await call('device.detect', {}))?.fault?.code).toBe('bench/asleep')
  expect(app.parts.keypad.view().state).not.toBe('online')
  app.sleep(false)
  await online(app, pad.port)
})
