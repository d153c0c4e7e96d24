import { describe, expect, it } from 'vitest'
import type { Unshown } from '../../src/db/log/results.ts'
import { cutSums } from '../../src/main/session/own-results.ts'
import type { OwnResults } from '../../src/shared/commands/work.ts'
import type { Level } from '../../src/shared/levels.ts'
import { type FakeClock, fakeClock } from '../harness/fake-clock.ts'
import { ask, CLERKS, logged, signedIn, testApp } from '../harness/test-app.ts'

const DAY = 86_400_000
type App = Awaited<ReturnType<typeof testApp>>

/** Serves matters that are rated so; the clerk is unlocked again after a night. */
const serve = async (app: App, session: string, levels: readonly Level[]) => {
  await ask(app, session, 'session.unlock', { password: CLERKS[0].password })
  for (const level of levels) {
    expect(await ask(app, session, 'counter.next')).toBe('ok')
    expect(await ask(app, session, 'counter.next')).toBe('ok')
    app.parts.counter.run({
      type: 'press',
      press: { key: '04', level, bytes: 'ff', profile: 'ff68', deviceAt: null },
    })
  }
}
const results = async (app: App, session: string): Promise<OwnResults> => {
  const reply = await app.request(session, 'own.results', {})
  if (!reply.ok) throw new Error(reply.error.code)
  return reply.value as OwnResults
}
const nextDay = async (app: App, clock: FakeClock, session: string) => {
  clock.advance(DAY)
  await ask(app, session, 'session.unlock', { password: CLERKS[0].password })
}

describe('own results', () => {
  it('are sums of finished days from ten ratings up, and what was shown once never changes', async () => {
    const clock = fakeClock()
    const app = await testApp({ clock })
    const session = await signedIn(app)
    await serve(app, session, [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 1])
    // Today is not finished.
    expect(await results(app, session)).toEqual({ least: 10, labelSet: '2010', sums: [] })
    await nextDay(app, clock, session)
    const first = { from: '2026-05-03', to: '2026-05-03', ratings: 11, counts: [10, 0, 0, 0, 1] }
    expect((await results(app, session)).sums).toEqual([first])

    await serve(app, session, [2, 4, 4])
    await nextDay(app, clock, session)
    // Three are not ten: they wait, and the sum that was shown stays as it was.
    expect((await results(app, session)).sums).toEqual([first])
    await serve(app, session, [3, 3, 3, 3, 3, 3, 3])
    expect((await results(app, session)).sums).toEqual([first])
    await nextDay(app, clock, session)
    const second = { from: '2026-05-04', to: '2026-05-05', ratings: 10, counts: [0, 2, 7, 1, 0] }
    expect((await results(app, session)).sums).toEqual([second, first])
    expect(logged(app, 'results.shown')).toMatchObject([
      { who: '1001', ratings: 11 },
      { who: '1001', ratings: 10 },
    ])
    expect(app.parts.log.verify()).toMatchObject({ ok: true, problem: '' })
  }, 30_000)

  it('cannot be had of one rating by setting the clock: a sum that was shown takes none in', async () => {
    const clock = fakeClock()
    const start = clock.now()
    const app = await testApp({ clock })
    const session = await signedIn(app)
    await serve(app, session, [5, 5, 5, 5, 5, 5, 5, 5, 5, 5])
    clock.setWall(start + DAY)
    const before = (await results(app, session)).sums
    expect(before).toMatchObject([{ ratings: 10 }])
    clock.setWall(start)
    await serve(app, session, [1])
    clock.setWall(start + DAY)
    expect((await results(app, session)).sums).toEqual(before)
  })

  it('are one’s own, and nobody’s while the counter is locked', async () => {
    const clock = fakeClock()
    const app = await testApp({ clock })
    const session = await signedIn(app)
    await serve(app, session, [5, 5, 5, 5, 5, 5, 5, 5, 5, 5])
    await ask(app, session, 'session.sign-out')
    clock.advance(DAY)
    const { number, password } = CLERKS[1]
    expect(await ask(app, session, 'session.sign-in', { number, password })).toBe('ok')
    expect((await results(app, session)).sums).toEqual([])
    await ask(app, session, 'session.lock')
    expect(await ask(app, session, 'own.results')).toBe('counter/locked')
    expect(await ask(app, app.openSession(), 'own.results')).not.toBe('ok')
  })
})

it('a sum is cut at the end of a day only, with ten ratings or more, and each rating is in one', () => {
  const rows = (days: readonly number[]): Unshown[] =>
    days.flatMap((n, day) =>
      Array.from({ length: n }, (_, index) => ({
        seq: day * 100 + index + 1,
        at: Date.UTC(2026, 4, 1 + day, 4),
      })),
    )
  expect(cutSums(rows([12, 3, 3, 3, 25, 9]), '2026-06-01')).toEqual([
    { through: 12, ratings: 12 },
    { through: 425, ratings: 34 },
  ])
  expect(cutSums(rows([9, 1]), '2026-05-02')).toEqual([])
  expect(cutSums(rows([9, 1]), '2026-05-03')).toEqual([{ through: 101, ratings: 10 }])
  expect(cutSums([], '2026-05-03')).toEqual([])
})
