/** Where copies go is tried when it is set, and a share that does not answer keeps nobody waiting. */
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tryFolder } from '../../src/main/log/backup-place.ts'
import { settingsOf } from '../../src/shared/config.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, testApp } from '../harness/test-app.ts'

it('a folder for copies is refused where nothing can be written, or where it is no full path', async () => {
  const app = await testApp({ dir: tempDir() })
  const session = app.openSession()
  const password = app.parts.installers.firstPasswords()?.technician ?? ''
  expect(await ask(app, session, 'session.role', { role: 'technician', password })).toBe('ok')
  const set = (backups: string | null) =>
    ask(app, session, 'config.set', { ...settingsOf(app.parts.settings.config()), backups })
  const there = tempDir()
  const file = join(there, 'file')
  writeFileSync(file, '')
  expect(await set('copies')).toBe('data/backup-relative')
  expect(await set(join(file, 'below'))).toBe('data/backup-place')
  expect(app.parts.settings.config().backups).toBeNull()
  const folder = join(there, 'share', 'copies')
  expect(await set(folder)).toBe('ok')
  expect(app.parts.settings.config().backups).toBe(folder)
  expect(readdirSync(folder)).toEqual([])
  expect(await set(null)).toBe('ok')
})

it('a share that does not answer is said to be one after ten seconds', async () => {
  const clock = fakeClock()
  const folder = tempDir()
  const stuck = join(folder, `.guiping-try-${process.pid}`)
  // Whoever opens it to write waits for a reader.
  execFileSync('mkfifo', [stuck])
  const tried = tryFolder(clock, folder)
  clock.advance(10_000)
  expect(await tried).toMatchObject({ error: { code: 'data/backup-place', params: { why: 'ETIMEDOUT' } } })
  closeSync(openSync(stuck, 'r+'))
})
