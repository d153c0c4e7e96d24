import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/main/clock.ts'
import { ask, CLERKS, logged, signedIn, testApp } from '../harness/test-app.ts'

const [zhang, li] = CLERKS

describe('signing in', () => {
  it('opens the shift, which is the attendance, and makes the page the clerk’s', async () => {
    const app = await testApp()
    const session = await signedIn(app)
    expect(logged(app, 'shift.opened')).toMatchObject([{ by: zhang.number, staff: zhang.number }])
    expect(await ask(app, session, 'counter.next')).toBe('ok')
  })

  it('a wrong password and an unknown number get the same answer; five tries, then a minute’s wait', async () => {
    const app = await testApp()
    const session = app.openSession()
    for (const number of [zhang.number, '9999']) {
      const answers: string[] = []
      for (let tries = 0; tries < 6; tries += 1)
        answers.push(await ask(app, session, 'session.sign-in', { number, password: 'wrong' }))
      expect(answers).toEqual([...Array(5).fill('session/wrong-password'), 'session/wait'])
    }
    // The right password has to wait as well.
    expect(await ask(app, session, 'session.sign-in', zhangsInput())).toBe('session/wait')
    expect(await ask(app, session, 'session.sign-in', { number: li.number, password: li.password })).toBe(
      'ok',
    )
  }, 60_000)

  it('refusals are recorded, a number that nobody has is not: it may be a password typed into the wrong field', async () => {
    const app = await testApp()
    const session = app.openSession()
    await ask(app, session, 'session.sign-in', { number: 'my-secret', password: 'x' })
    await ask(app, session, 'session.sign-in', { number: zhang.number, password: 'x' })
    expect(logged(app, 'session.refused').map(({ who, why }) => [who, why])).toEqual([
      ['unknown', 'wrong-password'],
      [zhang.number, 'wrong-password'],
    ])
    expect(JSON.stringify(logged(app))).not.toContain('my-secret')
  })

  it('of somebody else while a shift is open names whose it is', async () => {
    const app = await testApp()
    await signedIn(app)
    const other = app.openSession()
    expect(await ask(app, other, 'session.sign-in', { number: li.number, password: li.password })).toBe(
      'session/shift-open',
    )
  })

  it('without a staff list says what is missing', async () => {
    const app = await testApp({ roster: null })
    expect(await ask(app, app.openSession(), 'session.sign-in', zhangsInput())).toBe('session/no-staff')
  })

  it('never writes a password or a verifier into the log', async () => {
    const app = await testApp()
    await signedIn(app)
    const text = JSON.stringify(logged(app))
    expect(text).not.toContain(zhang.password)
    expect(text).not.toContain('scrypt$')
  })
})

describe('signing out', () => {
  it('takes the clerk’s role from every page and closes the matter in hand as shift-closed', async () => {
    const app = await testApp()
    const session = await signedIn(app)
    const second = app.openSession()
    expect(await ask(app, second, 'session.unlock', { password: zhang.password })).toBe('ok')
    await ask(app, session, 'counter.next')
    expect(await ask(app, session, 'session.sign-out')).toBe('ok')
    expect(logged(app, 'matter.closed')).toMatchObject([{ outcome: 'unrated', reason: 'shift-closed' }])
    expect(await ask(app, second, 'counter.next')).toBe('counter/signed-out')
  })
})

describe('the lock', () => {
  it('hides the day and refuses work until the password, while an open rating goes on', async () => {
    const app = await testApp()
    const session = await signedIn(app)
    await ask(app, session, 'counter.next')
    await ask(app, session, 'counter.next')
    expect(await ask(app, session, 'session.lock')).toBe('ok')
    const locked = app.parts.hub.snapshot(session)
    expect([locked.today, locked.counter.matter, locked.counter.locked]).toEqual([null, null, true])
    expect(await ask(app, session, 'counter.next')).toBe('counter/locked')
    app.parts.counter.run({
      type: 'press',
      press: { key: '04', level: 5, bytes: '', profile: 'ff68', deviceAt: null },
    })
    expect(logged(app, 'matter.closed')).toMatchObject([{ outcome: 'rated' }])
    expect(await ask(app, session, 'session.unlock', { password: 'wrong' })).toBe('session/wrong-password')
    expect(await ask(app, session, 'session.unlock', { password: zhang.password })).toBe('ok')
    expect(app.parts.hub.snapshot(session).today?.matters).toMatchObject([{ outcome: 'rated' }])
  })

  it('is there after a restart in the middle of a matter, which is still in hand', async () => {
    const app = await testApp()
    const session = await signedIn(app)
    await ask(app, session, 'counter.next')
    const matter = app.parts.counter.state().matter?.id
    await app.stop('test')
    const again = await testApp({ dir: app.dir, clock: systemClock })
    const page = again.openSession()
    expect(again.parts.counter.state()).toMatchObject({ locked: true, matter: { id: matter } })
    expect(await ask(again, page, 'session.unlock', { password: zhang.password })).toBe('ok')
    expect(await ask(again, page, 'counter.next')).toBe('ok')
    expect(logged(again, 'rating.asked')).toMatchObject([{ matter }])
    expect(again.parts.log.verify()).toMatchObject({ ok: true })
  })
})

const zhangsInput = () => ({ number: zhang.number, password: zhang.password })

describe('handing over', () => {
  it('a clerk signs in over another’s locked shift, which ends as a handover; over an open one not', async () => {
    const app = await testApp()
    const first = await signedIn(app)
    const second = app.openSession()
    const lisInput = { number: li.number, password: li.password }
    await ask(app, first, 'session.lock')
    expect(await ask(app, second, 'session.sign-in', lisInput)).toBe('ok')
    expect(logged(app, 'shift.closed')).toMatchObject([{ why: 'handover', by: zhang.number }])
    expect(app.parts.counter.state().shift?.staff.number).toBe(li.number)
    expect(await ask(app, first, 'counter.next')).toBe('request/role')
    expect(await ask(app, second, 'counter.next')).toBe('ok')
  })

  it('a press just after a sign-out that closed its ask is kept as too late and names the ask', async () => {
    const app = await testApp()
    const session = await signedIn(app)
    await ask(app, session, 'counter.next')
    await ask(app, session, 'counter.next')
    const open = app.parts.counter.state().ask?.id
    await ask(app, session, 'session.sign-out')
    const press = { key: '00', level: 1, bytes: '', profile: 'ff68', deviceAt: null } as const
    app.parts.counter.run({ type: 'press', press })
    expect(logged(app, 'key.pressed')).toMatchObject([{ verdict: 'too-late', ask: open }])
  })
})
