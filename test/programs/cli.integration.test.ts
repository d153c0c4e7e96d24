/** `guiping programs` and `guiping matter` against the running program. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { browserHost, root } from '../harness/browser-host.ts'
import { builtPages } from '../harness/pages.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { logged, signedIn, testRoster } from '../harness/test-app.ts'

it('a technician lets a program in with the password; matters go from open to close with the exit statuses of the design', async () => {
  const dir = tempDir()
  writeFileSync(join(dir, 'roster.json'), JSON.stringify(await testRoster()))
  const { program } = await browserHost({ dir, pages: builtPages() })
  const app = program.app()
  const technician = app.parts.installers.firstPasswords()?.technician ?? ''
  const run = (words: string[], password = '') =>
    new Promise<{ status: number; out: string; err: string }>((resolve) => {
      const env = { ...process.env, GUIPING_PASSWORD: password, GUIPING_LANG: 'en' }
      const child = execFile(join(root, 'bin/guiping'), [...words, '--data', dir], { env }, (_, out, err) =>
        resolve({ status: child.exitCode ?? -1, out, err }),
      )
      child.stdin?.end()
    })

  app.parts.programs.book.set({ port: 0 })
  // Nobody is signed in; the password is wrong; none is given; a bad word. At once, because each is a process.
  const refused = await Promise.all([
    run(['matter', 'open', '--reference', 'R-1']),
    run(['programs', 'add', 'tax'], 'wrong'),
    run(['programs', 'list']),
    run(['matter', 'close']),
  ])
  expect(refused.map(({ status }) => status)).toEqual([1, 3, 3, 2])
  expect(refused.map(({ err }) => /\(([a-z-]+\/[a-z-]+)\)\n$/.exec(err)?.[1])).toEqual([
    'counter/signed-out',
    'session/wrong-technician-password',
    'cli/no-password',
    'cli/missing',
  ])
  expect(app.parts.programs.book.list()).toEqual([])

  const added = await run(['programs', 'add', 'tax', '--json'], technician)
  expect(added).toMatchObject({ status: 0, err: '' })
  const { token } = JSON.parse(added.out)
  expect(app.parts.programs.book.check(token)).toBe('tax')
  // The door's own session has gained nothing by it.
  expect(await program.request(program.programSession(), 'programs.list', {})).toMatchObject({ ok: false })

  await signedIn(app)
  const opened = await run(['matter', 'open', '--item', 'A01', '--reference', 'R-1', '--json'])
  expect(JSON.parse(opened.out)).toMatchObject({ did: 'opened', already: false })
  const [again, asked, state] = await Promise.all([
    run(['matter', 'open', '--item', 'A01', '--reference', 'R-1']),
    run(['matter', 'ask', '--reference', 'R-1']),
    run(['matter', 'state']),
  ])
  expect(again).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^Given before: (at work|rating open)\n$/),
  })
  expect(asked).toMatchObject({ status: 0, out: 'Rating asked for\n' })
  expect(state.out).toMatch(/^window 1: (at work|rating open) · 增值税申报 R-1\n$/)
  expect(await run(['matter', 'close', '--reference', 'R-1', '--reason', 'left', '--json'])).toMatchObject({
    status: 0,
    out: expect.stringContaining('"unrated"'),
  })
  expect(logged(app, 'matter.opened')).toHaveLength(1)
  expect(logged(app, 'config.changed').at(-1)).toMatchObject({
    role: 'technician',
    what: ['programs.add tax'],
  })
}, 180_000)
