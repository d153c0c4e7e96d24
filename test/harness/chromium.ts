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

/** Ways to see a page other than light: dark, and the system's own colours (Windows' high contrast). */
const LOOKS = {
  dark: { colorScheme: 'dark' },
  contrast: { contrast: 'more' },
  'contrast-dark': { contrast: 'more', colorScheme: 'dark' },
  forced: { forcedColors: 'active' },
  'forced-dark': { forcedColors: 'active', colorScheme: 'dark' },
} as const
export type Look = keyof typeof LOOKS
export const ALL_LOOKS = Object.keys(LOOKS) as Look[]

const fileOf = (name: string): string => {
  const folder = join(import.meta.dirname, '..', '..', 'test-results', 'screens')
  mkdirSync(folder, { recursive: true })
  return join(folder, `${name}.png`)
}

/**
 * Keeps a screenshot of a page as a test saw it, as long as the page is: test-results/screens/NAME.png, and with `SCREENS=1`
 * NAME-LOOK.png for each look. For people to look at; no test reads them.
 */
export const keep = async (page: Page, name: string, looks: readonly Look[] = []): Promise<void> => {
  const shot = (file: string) =>
    page.screenshot({ path: fileOf(file), fullPage: true, animations: 'disabled' })
  await shot(name)
  if (!process.env['SCREENS']) return
  for (const look of looks) {
    await page.emulateMedia(LOOKS[look])
    // The page hears of it in one frame and has drawn it in the next.
    await page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))))
    await shot(`${name}-${look}`)
    await page.emulateMedia({ colorScheme: null, contrast: null, forcedColors: null })
  }
}

/** More of the same from within a test: what a window, or a part of a page, shows at that moment. */
export const shoot = async (page: Page | Locator, name: string): Promise<void> => {
  await page.screenshot({ path: fileOf(name) })
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
