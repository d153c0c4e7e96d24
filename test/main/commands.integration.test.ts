import { expect, it } from 'vitest'
import { COMMANDS, type Method } from '../../src/shared/commands.ts'
import { isErrorCode } from '../../src/shared/errors.ts'
import type { Role } from '../../src/shared/views.ts'
import { ask, signedIn, testApp } from '../harness/test-app.ts'

const press = { key: '00', level: 1, bytes: 'ff68', profile: 'ff68', deviceAt: null } as const

it('every command is refused to every role that it does not name, whatever the input', async () => {
  const app = await testApp()
  const roles: Role[] = ['none', 'clerk', 'technician', 'it', 'program', 'display']
  for (const role of roles) {
    const session = app.openSession()
    if (role !== 'none') app.parts.sessions.grant(session, role, null)
    for (const [method, contract] of Object.entries(COMMANDS)) {
      if (contract.roles.includes(role)) continue
      expect(['request/role', 'counter/signed-out'], `${role} ${method}`).toContain(
        await ask(app, session, method, { nonsense: true }),
      )
    }
  }
})

it('names that are no commands, and inputs that are none, get their own codes and change nothing', async () => {
  const app = await testApp()
  const session = await signedIn(app)
  const before = app.parts.log.head().seq
  for (const name of [
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'counter.next ',
    'COUNTER.NEXT',
  ])
    expect(await ask(app, session, name), name).toBe('request/unknown-method')
  const inputs = [
    null,
    [],
    'x',
    7,
    { reason: 'x'.repeat(10_000) },
    { extra: 1 },
    JSON.parse('{"__proto__":{"a":1}}'),
  ]
  for (const input of inputs)
    expect(await ask(app, session, 'counter.pause', input)).toBe('request/bad-input')
  expect(app.parts.log.head().seq).toBe(before)
})

it('no answer and no push to a clerk, a program or a display ever carries a level, raw bytes or a verdict', async () => {
  const app = await testApp()
  const clerk = await signedIn(app)
  const heard: unknown[] = []
  const sessions: string[] = [clerk]
  for (const role of ['program', 'display', 'none'] as const) {
    const session = app.openSession()
    if (role !== 'none') app.parts.sessions.grant(session, role, null)
    sessions.push(session)
  }
  for (const session of sessions) app.subscribe(session, (push) => heard.push(push))
  const inputs: Partial<Record<Method, unknown>> = {
    'counter.pause': { reason: 'meal' },
    'items.search': { text: '' },
    'items.favourite': { code: 'A01', on: true },
    'matter.item': { code: 'A01' },
    'counter.unrated': { reason: 'other' },
  }
  const ends = [
    'session.sign-out',
    'session.lock',
    'setup.practice',
    'session.sign-in',
    'session.unlock',
    'session.role',
  ]
  const callAll = async () => {
    for (const session of sessions)
      for (const method of Object.keys(COMMANDS) as Method[])
        if (!ends.includes(method)) heard.push(await app.request(session, method, inputs[method] ?? {}))
  }
  for (let round = 0; round < 2; round += 1) {
    await app.request(clerk, 'counter.resume', {})
    await app.request(clerk, 'matter.open', {})
    app.parts.counter.run({ type: 'press', press })
    await app.request(clerk, 'matter.ask', {})
    app.parts.counter.run({ type: 'press', press })
    app.parts.counter.run({ type: 'press', press })
    app.parts.hub.flush()
    await callAll()
  }
  expect(heard.length).toBeGreaterThan(100)
  expect(JSON.stringify(heard)).toContain('"rated"')
  expect(JSON.stringify(heard)).not.toMatch(/"level"|"bytes"|"verdict"|"cause"/)
})

it('raw bytes of the wire are for technicians, and closed while a shift is open: they are the day’s levels', async () => {
  const app = await testApp()
  const technician = app.openSession()
  app.parts.sessions.grant(technician, 'technician', null)
  expect(await ask(app, technician, 'device.monitor')).toBe('ok')
  const clerk = await signedIn(app)
  app.parts.sessions.grant(technician, 'technician', null)
  expect(await ask(app, technician, 'device.monitor')).toBe('pad/shift-open')
  await ask(app, clerk, 'session.sign-out')
  app.parts.sessions.grant(technician, 'technician', null)
  expect(await ask(app, technician, 'device.monitor')).toBe('ok')
})

it('an error inside the program is told as such, without its internals', async () => {
  const reports: string[] = []
  const app = await testApp({ report: (_error, where) => reports.push(where) })
  app.parts.items.search = () => {
    throw new Error('/secret/path')
  }
  const reply = await app.request(await signedIn(app), 'items.search', { text: '' })
  expect(reply).toMatchObject({ ok: false, error: { code: 'request/internal' } })
  expect(JSON.stringify(reply)).not.toContain('secret')
  expect(reports).toEqual(['items.search'])
})

it('two pages that press the next-step key at once make one step each, never a broken state', async () => {
  const app = await testApp()
  const session = await signedIn(app)
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => app.request(session, 'counter.next', {})),
  )
  expect(replies.every((reply) => reply.ok || isErrorCode(reply.error.code))).toBe(true)
  expect(app.parts.log.verify().ok).toBe(true)
})
