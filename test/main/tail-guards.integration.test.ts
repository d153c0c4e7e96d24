/** What guards the end of the log on the PC itself: the system's log at each seal, and a code that a person notes down. */
import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { createOsLog } from '../../src/main/os-log.ts'
import { root } from '../harness/browser-host.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, signedIn, testApp } from '../harness/test-app.ts'

afterEach(() => vi.unstubAllEnvs())

/** A system's log that can be read: what `logger` was called with, a line for each call. */
const systemLog = () => {
  const folder = tempDir()
  const file = join(folder, 'lines')
  writeFileSync(file, '')
  const logger = join(folder, 'logger')
  writeFileSync(logger, `#!/bin/sh\necho "$*" >> '${file}'\n`)
  chmodSync(logger, 0o700)
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
  return () => readFileSync(file, 'utf8').split('\n').filter(Boolean).sort()
}

const day = async (osLog: (line: string) => void) => {
  const app = await testApp({ osLog })
  const page = await signedIn(app)
  expect(await ask(app, page, 'counter.next')).toBe('ok')
  expect(await ask(app, page, 'session.sign-out')).toBe('ok')
  return app
}

it.skipIf(process.platform === 'win32')(
  'each seal’s place goes to the system’s log: log, entry and hash',
  async () => {
    const lines = systemLog()
    const app = await day(createOsLog((error) => expect.fail(String(error))))
    const { log } = app.parts
    const seals = log.entries(1, 1_000, 1e9).filter(({ body }) => JSON.parse(body).kind === 'log.sealed')
    expect(seals.length).toBeGreaterThan(1)
    const places = seals.map(({ seq, hash }) => `-t guiping -- guiping-seal/1 ${log.id} ${seq} ${hash}`)
    await expect.poll(lines).toEqual(places.sort())
  },
)

it('a system without such a log is said once, and work goes on', async () => {
  vi.stubEnv('PATH', tempDir())
  const said: unknown[] = []
  const tell = createOsLog((error) => said.push(error))
  await day(tell)
  await expect.poll(() => said).toHaveLength(1)
  const ended = Promise.withResolvers<void>()
  tell('once more')
  setImmediate(() => setImmediate(ended.resolve))
  await ended.promise
  expect(said).toHaveLength(1)
})

it('after the sign-out the screen has a code, and the log is held against it later', async () => {
  const app = await day(() => {})
  const page = app.openSession()
  const code = app.parts.hub.snapshot(page).host.dayCode ?? ''
  const { seq, hash } = app.parts.log.head()
  expect(code).toBe(`${seq}-${hash.slice(0, 8)}`)
  const verify = (seen: string) => {
    const words = ['log', 'verify', '--data', app.parts.dir, '--json', '--seen', seen]
    const { status, stdout } = spawnSync(join(root, 'bin', 'guiping'), words, { encoding: 'utf8' })
    return { status, verdict: JSON.parse(stdout).verdict }
  }
  expect(verify(code)).toEqual({ status: 0, verdict: 'ok' })
  expect(verify(`${seq}-${hash.startsWith('0') ? 'f' : '0'}${hash.slice(1, 8)}`)).toEqual({
    status: 1,
    verdict: 'forked',
  })
  expect(verify(`${seq + 5}-${hash.slice(0, 8)}`)).toEqual({ status: 1, verdict: 'tail-missing' })
})

it('a log that is gone at the start is said on every page and in the program log, not only in an entry', async () => {
  const { parts, stop } = await day(() => {})
  await stop('quit')
  rmSync(join(parts.dir, 'log.db'))
  const reported: unknown[] = []
  const app = await testApp({ dir: parts.dir, report: (error) => reported.push(error) })
  const page = app.openSession()
  expect(app.parts.hub.snapshot(page).host.trouble).toMatchObject({ code: 'data/log-gone' })
  expect(reported).toContainEqual(expect.objectContaining({ code: 'data/log-gone' }))
})
