/** Real processes: what choosing an item starts gets its arguments as they are, and a failure holds nobody up. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startPlan } from '../../src/main/programs/start.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, signedIn, testApp } from '../harness/test-app.ts'

/** A program that writes its arguments, one a line, where its own first argument says. */
const witness = () => {
  const dir = tempDir()
  const program = join(dir, 'witness')
  writeFileSync(program, '#!/bin/sh\nout=$1; shift\nprintf "%s\\n" "$@" > "$out.new"; mv "$out.new" "$out"\n')
  chmodSync(program, 0o755)
  return { program, out: join(dir, 'out') }
}

it('arguments with spaces, quotes and everything that a shell would read arrive as they are', async () => {
  const { program, out } = witness()
  const args = ['a b', '"; touch /tmp/x #', '$(id)', '`id`', '%PATH%', '| & > <', '*', '受理']
  expect(await startPlan({ program, args: [out, ...args] })).toEqual({ ok: true, value: undefined })
  await expect.poll(() => existsSync(out), { timeout: 20_000 }).toBe(true)
  expect(readFileSync(out, 'utf8').trimEnd().split('\n')).toEqual(args)
})

it('the clerk who chooses an item gets the program with its item, reference, window and number', async () => {
  const { program, out } = witness()
  const app = await testApp()
  const it = app.openSession()
  app.parts.sessions.grant(it, 'it', null)
  const items = { A01: { program, args: [out, '{item}', 'ref={reference}', '{station}', '{staff}'] } }
  expect(await ask(app, it, 'programs.set-launch', { programs: [], origins: [], items })).toBe(
    'program/launch-not-allowed',
  )
  expect(await ask(app, it, 'programs.set-launch', { programs: [program], origins: [], items })).toBe('ok')
  const clerk = await signedIn(app)
  expect(await ask(app, clerk, 'matter.open', { item: 'A01', reference: 'R; id' })).toBe('ok')
  await expect.poll(() => existsSync(out), { timeout: 20_000 }).toBe(true)
  // A reference without a digit may be a name, so its hash is what leaves.
  expect(readFileSync(out, 'utf8')).toMatch(/^A01\nref=#[a-p]{20}\n1\n1001\n$/)
})

it('a program that is not there is a notice on the page; the matter is open all the same', async () => {
  const app = await testApp({ report: () => {} })
  const launch = {
    programs: ['/nowhere/tax'],
    origins: [],
    items: { '*': { program: '/nowhere/tax', args: ['{reference}'] } },
  }
  app.parts.programs.book.set({ launch })
  const clerk = await signedIn(app)
  expect(await ask(app, clerk, 'matter.open', { item: 'A01' })).toBe('ok')
  await expect
    .poll(() => app.parts.hub.snapshot(clerk).host.trouble)
    .toMatchObject({ code: 'program/launch-failed', params: { what: 'tax', why: 'ENOENT' } })
  expect(logged(app, 'matter.opened')).toHaveLength(1)
  expect(await ask(app, clerk, 'counter.next')).toBe('ok')
})
