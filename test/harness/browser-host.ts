import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { type BrowserHost, startBrowserHost } from '../../src/main/browser/host.ts'
import { systemClock } from '../../src/main/clock.ts'
import { sentence } from '../../src/shared/errors.ts'
import { tempDir } from './temp-dir.ts'

export const root = join(import.meta.dirname, '..', '..')

/** The real browser host on its own folder. Pages must be built: `npm run build`. */
export const browserHost = async (
  settings: { dir?: string; practice?: boolean; pages?: string } = {},
): Promise<BrowserHost & { dir: string }> => {
  const dir = settings.dir ?? tempDir()
  const pages = settings.pages ?? join(root, 'out', 'renderer')
  if (!existsSync(join(pages, 'index.html'))) throw new Error('run npm run build first')
  const host = await startBrowserHost({
    dir,
    ports: [0],
    practice: settings.practice ?? false,
    clock: systemClock,
    resources: join(root, 'resources'),
    pages,
  })
  if (!host.ok) throw new Error(sentence(host.error))
  onTestFinished(() => host.value.stop('test'))
  return { ...host.value, dir }
}

const ROUTE = { technician: '#/device', it: '#/it' } as const

/**
 * Opens the program as whoever starts it does, and goes to the technician's or IT's page with the first password.
 * @param passwords those of before somebody wrote them down.
 */
export const enterAs = async (
  page: Page,
  host: BrowserHost,
  role: keyof typeof ROUTE,
  passwords = host.program.app().parts.installers.firstPasswords(),
): Promise<void> => {
  await page.goto(host.server.openUrl())
  // The address with the code leads on by itself: only then may a test go elsewhere.
  await page.locator('h1').waitFor()
  await page.goto(`${host.server.url}/${ROUTE[role]}`)
  await page.getByLabel('密码').fill(passwords?.[role] ?? '')
  await page.keyboard.press('Enter')
}
