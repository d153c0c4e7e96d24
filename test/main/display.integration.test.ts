/** The customer's screen: a keypad by another way, for the customer alone. */
import { expect, it } from 'vitest'
import { AWAY_MS } from '../../src/main/display/display.ts'
import { LEVELS } from '../../src/shared/levels.ts'
import { facesRoster, screenOf } from '../harness/display.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { ask, CLERKS, logged, signedIn, testApp } from '../harness/test-app.ts'

const NOBODY = '0190a000-0000-7000-8000-000000000000'

/** A counter without a keypad at a site that allows faces, its clerk at work. */
const counter = async () => {
  const clock = fakeClock()
  const app = await testApp({ clock, roster: await facesRoster() })
  const clerk = await signedIn(app)
  const screen = await screenOf(app)
  const next = () => ask(app, clerk, 'counter.next')
  const verdicts = () => logged(app, 'key.pressed').map(({ verdict, level }) => [verdict, level])
  const asked = async () => {
    await next()
    await next()
  }
  return { app, clock, clerk, next, asked, verdicts, ...screen }
}

it('a touch while asked is the rating: on record as what arrived, with the screen’s own time', async () => {
  const { app, asked, touch, view } = await counter()
  await asked()
  const shown = await view()
  expect(shown).toMatchObject({ phase: 'asked', faces: true, clerk: { name: '张甲', stars: null } })
  expect(await touch(2)).toEqual({ ok: true, value: {} })
  const [press] = logged(app, 'key.pressed')
  expect(press).toMatchObject({
    ...{ verdict: 'counted', level: 2, profile: 'display', key: 'face-2', ask: shown.ask?.id, by: '1001' },
    deviceAt: app.parts.clock.now() + 1,
  })
  const message = JSON.parse(Buffer.from(String(press?.['bytes']), 'hex').toString())
  expect(message).toEqual({ face: 2, ask: shown.ask?.id, at: press?.['deviceAt'] })
  expect(logged(app, 'matter.closed')).toMatchObject([{ outcome: 'rated', press: press?.['id'] }])
  expect((await view()).phase).toBe('thanks')
})

it('each face is its level and no other', async () => {
  const { asked, touch, verdicts } = await counter()
  for (const level of LEVELS) {
    await asked()
    await touch(level)
  }
  expect(verdicts()).toEqual(LEVELS.map((level) => ['counted', level]))
})

it('the verdicts are a keypad’s: one counts, the next is a repeat, after the window it is too late', async () => {
  const { clock, asked, touch, view, verdicts } = await counter()
  await asked()
  const first = (await view()).ask?.id ?? ''
  await touch(5)
  await touch(1, { ask: first })
  await asked()
  const second = (await view()).ask?.id ?? ''
  clock.advance(31_000)
  await touch(4, { ask: second })
  await touch(3, { ask: NOBODY })
  expect(verdicts()).toEqual([
    ['counted', 5],
    ['repeat', 1],
    ['too-late', 4],
    ['not-asked', 3],
  ])
})

it('a touch that was long under way is not the next citizen’s vote', async () => {
  const { app, clock, next, asked, touch, view, verdicts } = await counter()
  await asked()
  const old = (await view()).ask?.id ?? ''
  clock.advance(6_000)
  await next()
  await next()
  const present = (await view()).ask?.id ?? ''
  expect(present).not.toBe(old)
  await touch(1, { ask: old })
  expect(verdicts()).toEqual([['too-late', 1]])
  expect(logged(app, 'key.pressed')[0]).toMatchObject({ ask: old })
  expect((await view()).ask?.id).toBe(present)
})

it('a touch that is sent again because the answer was lost is one press', async () => {
  const { app, asked, touch, view } = await counter()
  await asked()
  const again = { ask: (await view()).ask?.id ?? '', at: app.parts.clock.now() }
  expect((await touch(4, again)).ok).toBe(true)
  expect((await touch(4, again)).ok).toBe(true)
  expect(logged(app, 'key.pressed')).toHaveLength(1)
})

it('something that lies on the screen is a stuck key', async () => {
  const { clock, asked, touch, view, verdicts } = await counter()
  await asked()
  const first = (await view()).ask?.id ?? ''
  for (let times = 0; times < 12; times += 1) {
    clock.advance(100)
    await touch(1, { ask: first })
  }
  const seen = verdicts().map(([verdict]) => verdict)
  expect(seen.slice(0, 2)).toEqual(['counted', 'repeat'])
  expect(seen.slice(-3)).toEqual(['stuck', 'stuck', 'stuck'])
})

it('a screen with faces is the pad: asked with it there, lost after three silent rounds, both on record', async () => {
  const { app, clock, asked, view } = await counter()
  const [clerk] = CLERKS
  await asked()
  expect(logged(app, 'rating.asked')).toMatchObject([{ pad: 'online' }])
  expect(app.parts.hub.snapshot('').pad).toMatchObject({ state: 'online', profile: 'display' })
  clock.advance(AWAY_MS)
  expect(app.parts.hub.snapshot('').pad).toMatchObject({ state: 'lost', trouble: { code: 'display/lost' } })
  clock.advance(31_000)
  expect(logged(app, 'matter.closed')).toMatchObject([{ reason: 'pad-offline', by: clerk.number }])
  await view()
  expect(logged(app).filter(({ kind }) => String(kind).startsWith('device.'))).toMatchObject([
    { kind: 'device.online', port: 'display', profile: 'display' },
    { kind: 'device.lost', why: 'missed-heartbeat' },
    { kind: 'device.online' },
  ])
})

it('without the site’s leave, or beside a keypad, a touch is refused and nothing is on record', async () => {
  const app = await testApp()
  const clerk = await signedIn(app)
  const { touch, view } = await screenOf(app)
  await ask(app, clerk, 'counter.next')
  await ask(app, clerk, 'counter.next')
  expect(await view()).toMatchObject({ phase: 'asked', faces: false })
  expect(await touch(5)).toMatchObject({ ok: false, error: { code: 'display/no-faces' } })
  expect(logged(app, 'key.pressed')).toEqual([])
  expect(logged(app, 'rating.asked')).toMatchObject([{ pad: 'offline' }])

  const other = await testApp({ roster: await facesRoster() })
  const screen = await screenOf(other)
  other.parts.storeKeypad({ port: 'tcp://127.0.0.1:9', profile: 'ff68', address: null })
  expect((await screen.view()).faces).toBe(false)
  expect(await screen.touch(5, { ask: NOBODY })).toMatchObject({ error: { code: 'display/no-faces' } })
})

it('nobody but a customer’s screen can touch: no clerk, no technician, no program, no page without a role', async () => {
  const { app, clerk, asked, view } = await counter()
  await asked()
  const touch = { face: 5, ask: (await view()).ask?.id, at: 1 }
  const [nobody, technician, program] = [app.openSession(), app.openSession(), app.openSession()]
  const password = app.parts.installers.firstPasswords()?.technician ?? ''
  expect(await ask(app, technician, 'session.role', { role: 'technician', password })).toBe('ok')
  app.parts.sessions.grant(program, 'program', null)
  for (const session of [clerk, nobody, technician, program])
    for (const [method, input] of [['display.press', touch] as const, ['display.get', {}] as const])
      expect(await ask(app, session, method, input), method).toBe('request/role')
  expect(logged(app, 'key.pressed')).toEqual([])
})

it('a customer’s screen can do nothing else, and is told of nothing else', async () => {
  const { app, asked, session, touch } = await counter()
  const heard: string[] = []
  app.subscribe(session, (push) => heard.push(JSON.stringify(push)))
  const methods = [
    'state.get',
    'counter.next',
    'counter.state',
    'items.search',
    'session.sign-in',
    'session.role',
  ]
  for (const method of [...methods, 'setup.practice', 'practice.press', 'device.monitor', 'display.pair'])
    expect(await ask(app, session, method), method).toMatch(/^(request\/role|counter\/.*)$/)
  await asked()
  await touch(1)
  await Promise.resolve()
  expect(heard.length).toBeGreaterThan(1)
  for (const push of heard) expect(JSON.parse(push)).toMatchObject({ section: 'display' })
  expect(heard.join()).not.toMatch(/"level"|"bytes"|"verdict"|face-|reference|增值税|咨询|coverage/)
})

it('a touch that is no such message is bad input and changes nothing', async () => {
  const { app, asked, touch } = await counter()
  await asked()
  const wrongs = [{ face: 6 }, { face: 0 }, { face: '5' }, { ask: 'x' }, { at: -1 }, { at: 0.5 }, { more: 1 }]
  for (const wrong of wrongs)
    expect(await touch(5, wrong as never), JSON.stringify(wrong)).toMatchObject({
      error: { code: 'request/bad-input' },
    })
  expect(logged(app, 'key.pressed')).toEqual([])
})

it('what the screen says of the window: closed, welcome, serving, asked, thanks, paused', async () => {
  const { app, clock, clerk, next, touch, view } = await counter()
  const phases: string[] = []
  const look = async () => phases.push((await view()).phase)
  await look()
  await next()
  await look()
  await next()
  await look()
  await touch(5)
  await look()
  await ask(app, clerk, 'session.lock')
  await look()
  await ask(app, clerk, 'session.unlock', { password: CLERKS[0].password })
  await next()
  clock.advance(1000)
  await ask(app, clerk, 'counter.pause', { reason: 'meal' })
  await look()
  await ask(app, clerk, 'session.sign-out')
  await look()
  expect(phases).toEqual(['idle', 'serving', 'asked', 'thanks', 'paused', 'paused', 'closed'])
  expect((await view()).clerk).toBeNull()
})
