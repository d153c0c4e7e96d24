/** Whatever door a reference comes in by, what the log holds is the form that may be stored. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, signedIn, testApp, testRoster, tryApp } from '../harness/test-app.ts'

const everythingIn = (dir: string): string =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n')

it('a telephone number given as the reference is in no file of the data folder, and a start later hashes it alike', async () => {
  const app = await testApp()
  const clerk = await signedIn(app)
  const open = (reference: string) => ask(app, clerk, 'matter.open', { reference })
  expect(await open('A-7 13800138000')).toBe('ok')
  const [first] = logged(app, 'matter.opened')
  expect(first?.['reference']).toMatch(/^A-7 #[a-p]{20}$/)
  expect(app.parts.hub.snapshot(clerk).counter.matter?.reference).toBe(first?.['reference'])
  await app.stop('test')
  expect(everythingIn(app.dir)).toContain(String(first?.['reference']))
  expect(everythingIn(app.dir)).not.toContain('13800138000')
  expect(statSync(join(app.dir, 'keys.json')).mode & 0o777).toBe(0o600)

  const again = await testApp({ dir: app.dir })
  const next = await signedIn(again)
  expect(await ask(again, next, 'counter.unrated', { reason: 'left' })).toBe('ok')
  expect(await ask(again, next, 'matter.open', { reference: 'A-7 138-0013-8000' })).toBe('ok')
  expect(logged(again, 'matter.opened').at(-1)?.['reference']).toBe(first?.['reference'])
})

it('the hall’s policy `hash` leaves nothing of any reference; a policy from before it knew the word stores as given', async () => {
  const roster = await testRoster()
  const hashing = await testApp({ roster: { ...roster, policy: { ...roster.policy, references: 'hash' } } })
  expect(await ask(hashing, await signedIn(hashing), 'matter.open', { reference: 'A-7' })).toBe('ok')
  expect(logged(hashing, 'matter.opened')[0]?.['reference']).toMatch(/^#[a-p]{20}$/)

  const { references: _, ...old } = roster.policy
  const plain = await testApp({ roster: { ...roster, policy: old as typeof roster.policy } })
  expect(await ask(plain, await signedIn(plain), 'matter.open', { reference: 'A-7' })).toBe('ok')
  expect(logged(plain, 'matter.opened')[0]?.['reference']).toBe('A-7')
})

it('a damaged key file stops the start with its name, and is not replaced by another key', async () => {
  const dir = tempDir()
  writeFileSync(join(dir, 'keys.json'), '{"references":"short"}')
  expect(await tryApp({ dir })).toMatchObject({ ok: false, error: { code: 'data/config-invalid' } })
  expect(readFileSync(join(dir, 'keys.json'), 'utf8')).toBe('{"references":"short"}')
})
