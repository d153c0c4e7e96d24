import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DEFAULT_CONFIG, settingsOf } from '../../src/shared/config.ts'
import { snapshotSchema } from '../../src/shared/views.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, testApp } from '../harness/test-app.ts'

it('the page speaks for a pad without a voice, not beside one that has its own, and never once the technician turned it off', async () => {
  const dir = tempDir()
  const port = 'tcp://127.0.0.1:9'
  const mute = { port, profile: 'ff68', address: null }
  writeFileSync(join(dir, 'config.json'), JSON.stringify({ ...DEFAULT_CONFIG, keypad: mute }))
  const app = await testApp({ dir })
  const session = app.openSession()
  const speaks = async () => {
    const reply = await app.request(session, 'state.get', {})
    return reply.ok && snapshotSchema.parse(reply.value).host.speaks
  }
  expect(await speaks()).toBe(true)
  app.parts.storeKeypad({ ...mute, profile: 'line' })
  expect(await speaks()).toBe(false)
  app.parts.storeKeypad(mute)
  expect(await speaks()).toBe(true)
  const password = app.parts.installers.firstPasswords()?.technician ?? ''
  expect(await ask(app, session, 'session.role', { role: 'technician', password })).toBe('ok')
  const config = settingsOf(app.parts.settings.config())
  expect(await ask(app, session, 'config.set', { ...config, speech: 'off' })).toBe('ok')
  expect(await speaks()).toBe(false)
})
