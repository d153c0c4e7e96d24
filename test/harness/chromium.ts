import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'

export const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Screenshots of pages or parts of them as tests saw them: test-results/screens/NAME.png. */
export const shoot = async (page: Page | Locator, name: string): Promise<void> => {
  const folder = join(import.meta.dirname, '..', '..', 'test-results', 'screens')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** A real Chromium with an empty profile, which goes with the test. */
export const browser = async (viewport = { width: 1366, height: 768 }): Promise<BrowserContext> => {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  const launched = await chromium.launch({ executablePath, args: ARGS })
  onTestFinished(() => launched.close())
  const context = await launched.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  context.setDefaultTimeout(15_000)
  return context
}
