/** Clerks sit at the same browser as technicians and IT: a role must not be left lying there. */
import { expect, it } from 'vitest'
import { browserHost } from '../harness/browser-host.ts'
import { builtPages } from '../harness/pages.ts'
import { ask, CLERKS, signedIn, testApp } from '../harness/test-app.ts'

const asIt = async (app: Awaited<ReturnType<typeof testApp>>, session: string) => {
  const password = app.parts.installers.firstPasswords()?.it ?? ''
  expect(await ask(app, session, 'session.role', { role: 'it', password })).toBe('ok')
  expect(await ask(app, session, 'log.verify')).toBe('ok')
}

it.each(['sign-in', 'sign-out', 'lock', 'unlock'])(
  'the IT role ends at every %s at this PC',
  async (what) => {
    const app = await testApp()
    const session = what === 'sign-in' ? app.openSession() : await signedIn(app)
    const { number, password } = CLERKS[0]
    if (what === 'unlock') await ask(app, session, 'session.lock')
    await asIt(app, session)
    const input = { 'sign-in': { number, password }, unlock: { password } }[what] ?? {}
    expect(await ask(app, session, `session.${what}`, input)).toBe('ok')
    expect(await ask(app, session, 'log.export', { format: 'csv' })).not.toBe('ok')
    expect(app.parts.sessions.roles(session)).not.toContain('it')
  },
)

it('the IT role ends when the last page of its browser is closed, not while another is open', async () => {
  const { program } = await browserHost({ pages: builtPages() })
  const app = program.app()
  const page = program.openSession()
  const leave = program.subscribe(page, () => {})
  const leaveSecond = program.subscribe(page, () => {})
  const password = app.parts.installers.firstPasswords()?.it ?? ''
  expect((await program.request(page, 'session.role', { role: 'it', password })).ok).toBe(true)
  leave()
  expect((await program.request(page, 'log.verify', {})).ok).toBe(true)
  leaveSecond()
  expect((await program.request(page, 'log.verify', {})).ok).toBe(false)
})

it('the first passwords are still there after a practice in between, until they are written down', async () => {
  let switched = () => {}
  const { program } = await browserHost({ pages: builtPages() })
  const page = program.openSession()
  program.subscribe(page, (push) => push === null && switched())
  const first = program.app().parts.installers.firstPasswords()
  const practice = async (on: boolean) => {
    const done = new Promise<void>((resolve) => {
      switched = resolve
    })
    await program.request(page, 'setup.practice', { on })
    await done
  }
  await practice(true)
  expect(program.app().parts.installers.firstPasswords()).not.toEqual(first)
  await practice(false)
  expect(program.app().parts.installers.firstPasswords()).toEqual(first)
  await program.request(page, 'setup.written-down', {})
  expect(program.app().parts.installers.firstPasswords()).toBeNull()
})
