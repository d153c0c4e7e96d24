import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core'
import { afterAll, onTestFinished } from 'vitest'

export const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Screenshots of pages or parts of them as tests saw them: test-results/screens/NAME.png. For people to look at, no test
 * reads them, and painting 2,400 lines takes longer than what is tested: only with `SCREENS=1`.
 */
export const shoot = async (page: Page | Locator, name: string): Promise<void> => {
  if (!process.env['SCREENS']) return
  const folder = join(import.meta.dirname, '..', '..', 'test-results', 'screens')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

let launched: Promise<Browser> | null = null
// Of the file that imports this: each has its own Chromium, started by the first test that needs it.
afterAll(async () => {
  await (await launched)?.close()
})

/** A window of a real Chromium with an empty profile, which goes with the test. */
export const browser = async (
  viewport = { width: 1366, height: 768 },
  more: BrowserContextOptions = {},
): Promise<BrowserContext> => {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  launched ??= chromium.launch({ executablePath, args: ARGS })
  const context = await (await launched).newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...more,
  })
  onTestFinished(() => context.close())
  context.setDefaultTimeout(15_000)
  return context
}
