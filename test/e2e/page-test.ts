/** What every page test starts from: one Chromium for the whole file, a fresh context and server for each test. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { Parts } from '../../src/main/parts.ts'
import type { HostView } from '../../src/shared/views.ts'
import { browser, shoot } from '../harness/chromium.ts'
import { type Answers, installFakeWire } from './fake-wire.ts'
import { type Extra, servePages } from './page-server.ts'

/** The built pages. */
export const BUILT = join(import.meta.dirname, '..', '..', 'out', 'renderer')
export const DESK = { width: 1366, height: 768 }
export const BAR = { width: 420, height: 56 }

/** Serves the built pages for one test. @returns the origin. */
export const served = async (extra?: Extra): Promise<string> => {
  if (!existsSync(join(BUILT, 'index.html'))) throw new Error('run npm run build first')
  const { server, origin } = await servePages(BUILT, extra)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return origin
}

/** A page with an empty profile; `heard` collects errors, warnings and CSP refusals. */
export const blankPage = async (viewport = DESK): Promise<{ page: Page; heard: string[] }> => {
  const page = await (await browser(viewport)).newPage()
  const heard: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') heard.push(message.text())
  })
  page.on('pageerror', (error) => heard.push(error.message))
  return { page, heard }
}

/** A page on a program with canned answers. */
export const openFake = async (answers: Answers, route = '', viewport = DESK) => {
  const origin = await served()
  const opened = await blankPage(viewport)
  await opened.page.addInitScript(installFakeWire, answers)
  await opened.page.goto(`${origin}/#/${route}`)
  return opened
}

/** Puts the program into another state, as a reconnect would show it, and goes to a page. */
export const show = (page: Page, answers: Answers, route: string): Promise<void> =>
  page.evaluate(
    ([next, hash]) => {
      window.fake.answers = next
      window.location.hash = hash
      window.fake.push(null)
    },
    [answers, `#/${route}`] as const,
  )

/** The real program speaks another language, as after the technician's settings. */
const speak = ({ settings, hub }: Parts, language: HostView['language']): void => {
  const saved = settings.saveConfig({ ...settings.config(), language })
  if (!saved.ok) throw new Error(saved.error.code)
  hub.changed('host')
}
/** So does the one with canned answers. */
const speakFake = (page: Page, language: HostView['language']): Promise<void> =>
  page.evaluate((spoken) => {
    const { value } = window.fake.answers['state.get'] as { value: { host: HostView } }
    const host = { ...value.host, language: spoken }
    window.fake.answers['state.get'] = { ok: true, value: { ...value, host } }
    window.fake.push(null)
  }, language)

/**
 * Does the same with a page in English, then in Chinese, where it is left; all else on it stays as it is.
 * @param parts of the real program; without one the page is one of canned answers.
 */
export const inBoth = async (
  page: Page,
  look: (language: HostView['language']) => Promise<void>,
  parts?: Parts,
) => {
  for (const language of ['en-US', 'zh-CN'] as const) {
    if (parts) speak(parts, language)
    else await speakFake(page, language)
    await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' })
    await look(language)
  }
}

/** Keeps a page as it stands, in both languages. */
export const shootBoth = (page: Page, name: string, parts?: Parts): Promise<void> =>
  inBoth(page, (language) => shoot(page, `${name}-${language}`), parts)

/** The calls of one method so far. */
export const calls = (page: Page, method: string): Promise<{ method: string; input: unknown }[]> =>
  page.evaluate((name) => window.fake.calls.filter((call) => call.method === name), method)

/** The smallest text in px; whether the page scrolls; whether something of the bar is cut off. */
export const measure = (page: Page) =>
  page.evaluate(() => {
    const sizes: number[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      if (parent?.checkVisibility() && walker.currentNode.textContent?.trim())
        sizes.push(Number.parseFloat(getComputedStyle(parent).fontSize))
    }
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement
    const cut = [...document.querySelectorAll('.bar > *, .strip > *')].some((child) => {
      const { right, bottom } = child.getBoundingClientRect()
      return right > window.innerWidth + 0.5 || bottom > window.innerHeight + 0.5
    })
    return {
      least: Math.min(...sizes),
      wide: scrollWidth > clientWidth,
      tall: scrollHeight > clientHeight,
      cut,
    }
  })
