import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeVerifier } from '../../src/keys/password.ts'
import { passwordFault } from '../../src/shared/password-rules.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { ask, CLERKS, logged, testApp, testRoster, tryApp } from '../harness/test-app.ts'

const [{ number, password }] = CLERKS
const OWN = 'tea-and-7-biscuits'

const firstRoster = async () => {
  const roster = await testRoster()
  return { ...roster, staff: roster.staff.map((person) => ({ ...person, first: true })) }
}

describe('a first password', () => {
  it('opens no shift until it was changed, here, without the hall; then only the new one does', async () => {
    const app = await testApp({ roster: await firstRoster() })
    const page = app.openSession()
    expect(await ask(app, page, 'session.sign-in', { number, password })).toBe('session/first-password')
    expect(app.parts.counter.state().shift).toBeNull()
    // Only who knows it may change it.
    expect(await ask(app, page, 'session.change-password', { number, password: 'no', next: OWN })).toBe(
      'session/wrong-password',
    )
    expect(await ask(app, page, 'session.change-password', { number, password, next: 'short' })).toBe(
      'session/password-short',
    )
    expect(await ask(app, page, 'session.change-password', { number, password, next: OWN })).toBe('ok')
    expect(await ask(app, page, 'session.sign-in', { number, password })).toBe('session/wrong-password')
    expect(await ask(app, page, 'session.sign-in', { number, password: OWN })).toBe('ok')
    expect(logged(app, 'session.password-changed')).toMatchObject([{ who: number, why: 'first' }])
  }, 30_000)

  it('chosen here outlives a restart and a new list with the same first one; one that the hall resets wins', async () => {
    const roster = await firstRoster()
    const app = await testApp({ roster })
    await ask(app, app.openSession(), 'session.change-password', { number, password, next: OWN })
    await app.stop('test')
    const again = await testApp({ dir: app.dir, roster })
    expect(await ask(again, again.openSession(), 'session.sign-in', { number, password: OWN })).toBe('ok')
    await again.stop('test')
    const verifier = await makeVerifier('reset-by-the-hall-1')
    const staff = roster.staff.map((person) => (person.number === number ? { ...person, verifier } : person))
    const reset = await testApp({ dir: app.dir, roster: { ...roster, staff } })
    const page = reset.openSession()
    expect(await ask(reset, page, 'session.unlock', { password: OWN })).toBe('session/wrong-password')
    const given = { password: 'reset-by-the-hall-1' }
    expect(await ask(reset, page, 'session.unlock', given)).toBe('ok')
    await ask(reset, page, 'session.sign-out')
    expect(await ask(reset, page, 'session.sign-in', { number, ...given })).toBe('session/first-password')
  }, 30_000)

  it('leaves neither password nor verifier in the log, which is what is exported and delivered', async () => {
    const app = await testApp({ roster: await firstRoster() })
    await ask(app, app.openSession(), 'session.change-password', { number, password, next: OWN })
    await ask(app, app.openSession(), 'session.sign-in', { number, password: OWN })
    const kept = readFileSync(join(app.dir, 'passwords.json'), 'utf8')
    const verifier = JSON.parse(kept)[number].verifier
    expect(kept).not.toContain(OWN)
    for (const text of [JSON.stringify(logged(app)), readFileSync(join(app.dir, 'log.db'), 'latin1')]) {
      expect(text).not.toContain(OWN)
      expect(text).not.toContain(verifier)
      expect(text).not.toContain('scrypt$')
    }
  }, 30_000)

  it('in a damaged file of chosen passwords is no way in', async () => {
    const app = await testApp({ roster: await firstRoster() })
    await ask(app, app.openSession(), 'session.change-password', { number, password, next: OWN })
    await app.stop('test')
    writeFileSync(join(app.dir, 'passwords.json'), '{')
    expect(await tryApp({ dir: app.dir })).toMatchObject({
      ok: false,
      error: { code: 'data/config-invalid' },
    })
  }, 30_000)
})

it('a clerk may change the own password at any time', async () => {
  const app = await testApp()
  expect(await ask(app, app.openSession(), 'session.change-password', { number, password, next: OWN })).toBe(
    'ok',
  )
  expect(logged(app, 'session.password-changed')).toMatchObject([{ who: number, why: 'own' }])
})

it('wrong passwords are counted on over a restart of the program', async () => {
  const clock = fakeClock()
  const app = await testApp({ clock })
  const wrong = { number, password: 'wrong' }
  for (let tries = 0; tries < 3; tries += 1) await ask(app, app.openSession(), 'session.sign-in', wrong)
  await app.stop('test')
  const again = await testApp({ dir: app.dir, clock })
  for (let tries = 0; tries < 2; tries += 1) await ask(again, again.openSession(), 'session.sign-in', wrong)
  expect(await ask(again, again.openSession(), 'session.sign-in', { number, password })).toBe('session/wait')
  await again.stop('test')
  const third = await testApp({ dir: app.dir, clock })
  expect(await ask(third, third.openSession(), 'session.sign-in', { number, password })).toBe('session/wait')
  clock.advance(60_000)
  expect(await ask(third, third.openSession(), 'session.sign-in', { number, password })).toBe('ok')
}, 30_000)

describe('a chosen password', () => {
  const fault = (next: string) =>
    passwordFault(next, { number: '1024', name: '王芳', old: 'old-one-22' })?.code
  it.each([
    ['1234567', 'session/password-short'],
    ['old-one-22', 'session/password-same'],
    ['OLD-ONE-22', 'session/password-same'],
    ['wang-1024', 'session/password-number'],
    ['王芳加油2026年', 'session/password-number'],
    ['password99', 'session/password-common'],
    ['a1a1a1a1', 'session/password-common'],
    ['abcdefghij', 'session/password-one-kind'],
    ['97531864', 'session/password-one-kind'],
  ])('such as %s is refused with %s', (next, code) => {
    expect(fault(next)).toBe(code)
  })
  it.each(['tea-and-7-biscuits', '春眠不觉晓2026', 'k7mf2xqp'])('such as %s is taken', (next) => {
    expect(fault(next)).toBeUndefined()
  })
})
