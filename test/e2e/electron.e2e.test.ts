/** The same main job under real Electron. Runs where its binary and a desktop are; says plainly where they are not. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { root } from '../harness/browser-host.ts'
import { serveOneMatter, startPractice } from '../harness/practice.ts'
import { tempDir } from '../harness/temp-dir.ts'

const folder = join(root, 'node_modules', 'electron')
const binary = (() => {
  const name = join(folder, 'path.txt')
  const path = existsSync(name) ? join(folder, 'dist', readFileSync(name, 'utf8').trim()) : ''
  return path && existsSync(path) ? path : null
})()
const desktop =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
const why = !binary ? 'Electron’s binary is not here' : !desktop ? 'there is no desktop (DISPLAY)' : null
if (why) console.log(`SKIPPED: the suite for real Electron did not run: ${why}`)

describe.skipIf(why !== null)('the main job under Electron', () => {
  it('practice, sign-in, one matter, one rating; the bar is a window of its own; quit closes it', async () => {
    const app = await _electron.launch({
      ...(binary ? { executablePath: binary } : {}),
      args: [root, `--data=${tempDir()}`],
    })
    onTestFinished(() => app.close())
    const page = await app.firstWindow()
    await startPractice(page)
    await serveOneMatter(page, async () => {
      await page.evaluate("location.hash = '#/pad'")
      await page.getByRole('button', { name: '很好' }).click()
      await page.evaluate("location.hash = '#/'")
    })
    expect(app.windows()).toHaveLength(2)
    expect(await app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('Control+Alt+1'))).toBe(
      true,
    )
  })
})
