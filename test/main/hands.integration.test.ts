import { expect, it } from 'vitest'
import { watchHands } from '../../src/main/hands.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { ask, signedIn, testApp, testHost, testRoster } from '../harness/test-app.ts'

const MINUTE = 60_000

it('tells of hands once a minute, of none never, and ends', () => {
  const clock = fakeClock()
  let untouched = 0
  let told = 0
  const end = watchHands({
    clock,
    untouchedMs: () => untouched,
    idleLockMs: () => DEFAULT_POLICY.idleLockMs,
    active: () => {
      told += 1
    },
  })
  clock.advance(5 * MINUTE)
  expect(told).toBe(5)
  // Touched before the last look: that was told already.
  untouched = MINUTE
  clock.advance(5 * MINUTE)
  expect(told).toBe(5)
  end()
  untouched = 0
  clock.advance(5 * MINUTE)
  expect(told).toBe(5)
})

it('looks often enough for a counter that locks itself within a minute', async () => {
  const clock = fakeClock()
  const roster = await testRoster()
  let untouched = 0
  const app = await testApp({
    clock,
    roster: { ...roster, policy: { ...DEFAULT_POLICY, idleLockMs: 10_000 } },
    host: { ...testHost, untouchedMs: () => untouched },
  })
  await signedIn(app)
  clock.advance(MINUTE)
  expect(app.parts.counter.state().locked).toBe(false)
  untouched = MINUTE
  clock.advance(15_000)
  expect(app.parts.counter.state().locked).toBe(true)
})

it('a page tells of its own hands, for the clerk alone; a mouse that wakes the PC after a long sleep opens nothing', async () => {
  const clock = fakeClock()
  let untouched = Number.POSITIVE_INFINITY
  const app = await testApp({ clock, host: { ...testHost, untouchedMs: () => untouched } })
  const session = await signedIn(app)
  const { counter } = app.parts
  expect(await ask(app, app.openSession(), 'session.active')).toBe('request/role')
  for (let minute = 0; minute < 20; minute += 1) {
    clock.advance(MINUTE)
    expect(await ask(app, session, 'session.active')).toBe('ok')
  }
  expect(counter.state().locked).toBe(false)
  app.sleep(true)
  clock.setWall(clock.now() + 60 * MINUTE)
  untouched = 0
  clock.advance(MINUTE)
  app.sleep(false)
  expect(counter.state().locked).toBe(true)
  // Too late: it opens nothing.
  await ask(app, session, 'session.active')
  expect(counter.state().locked).toBe(true)
})
