/**
 * From a key of the clerk to the next state on the glass: the real browser host, its real pages in real Chromium, and
 * the log's fsync between. Baseline: an empty page that changes one word when the same key comes.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { makeVerifier } from '../src/keys/password.ts'
import { startBrowserHost } from '../src/main/browser/host.ts'
import { systemClock } from '../src/main/clock.ts'
import { DEFAULT_CONFIG } from '../src/shared/config.ts'
import { DEFAULT_POLICY, type Roster } from '../src/shared/people.ts'
import type { Figure } from './figure.ts'

/** Opened, asked, closed without a rating: three keys a matter. */
const MATTERS = 50
const KEYS = ['Control+Alt+1', 'Control+Alt+1', 'Control+Alt+Shift+1']
const root = join(import.meta.dirname, '..')
const pages = join(root, 'out', 'renderer')

declare global {
  interface Window {
    /** ms from the next key to the frame in which its change was painted. */
    painted(): Promise<number>
  }
}

/** Runs inside the page. @param selector whose class and words are the state. */
const watchPaint = (selector: string): void => {
  const state = () => {
    const element = document.querySelector(selector)
    return `${element?.className} ${element?.textContent}`
  }
  let key: { at: number; before: string } | null = null
  let tell: (ms: number) => void = () => {}
  window.painted = () =>
    new Promise((resolve) => {
      tell = resolve
    })
  const onKey = (event: KeyboardEvent) => {
    if (!['Control', 'Alt', 'Shift'].includes(event.key)) key = { at: event.timeStamp, before: state() }
  }
  window.addEventListener('keydown', onKey, true)
  new MutationObserver(() => {
    if (!key || state() === key.before) return
    const { at } = key
    key = null
    requestAnimationFrame(() => {
      // A frame's callbacks run before it is painted; a message that they send comes after.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => tell(performance.now() - at)
      port2.postMessage(null)
    })
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
}

/** @returns ms of every key, sorted. */
const press = async (page: Page, selector: string): Promise<number[]> => {
  await page.evaluate(watchPaint, selector)
  const times: number[] = []
  for (let matter = 0; matter < MATTERS; matter += 1)
    for (const keys of KEYS) {
      const painted = page.evaluate(() => window.painted())
      await page.keyboard.press(keys)
      times.push(await painted)
    }
  return times.sort((a, b) => a - b)
}

const EMPTY = `<!doctype html><p id="state">0</p><script>
  let count = 0
  addEventListener('keydown', () => { document.querySelector('#state').textContent = String(++count) })
</script>`

const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0

/** A counter with one clerk and a keypad that is not there. @returns its folder. */
const makeFolder = async (): Promise<string> => {
  const dir = mkdtempSync(join(tmpdir(), 'guiping-bench-'))
  const clerk = { number: '1001', name: '王芳', verifier: await makeVerifier('bench-1001'), first: false }
  const roster: Roster = { staff: [clerk], items: [], policy: DEFAULT_POLICY }
  const keypad = { port: 'tcp://127.0.0.1:9', profile: 'ff68', address: null }
  writeFileSync(join(dir, 'roster.json'), JSON.stringify(roster))
  writeFileSync(join(dir, 'config.json'), JSON.stringify({ ...DEFAULT_CONFIG, keypad }))
  return dir
}

export const run = async (): Promise<Figure[]> => {
  if (!existsSync(join(pages, 'index.html'))) throw new Error('run npm run build first')
  const dir = await makeFolder()
  const host = await startBrowserHost({
    ...{ dir, pages, ports: [0], practice: false, clock: systemClock },
    resources: join(root, 'resources'),
  })
  if (!host.ok) throw new Error(host.error.code)
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  await page.setContent(EMPTY)
  const bare = quantile(await press(page, '#state'), 0.95)

  await page.goto(host.value.server.openUrl())
  await page.getByLabel('工号').fill('1001')
  await page.getByLabel('密码').fill('bench-1001')
  await page.keyboard.press('Enter')
  await page.locator('.matter .state.idle').waitFor()
  const times = await press(page, '.matter .state')

  await browser.close()
  await host.value.stop('bench')
  rmSync(dir, { recursive: true, force: true })
  return [0.5, 0.95].map((q) => ({
    name: `clerk's key to the next state painted, p${q * 100} of ${times.length}`,
    baseline: `an empty page's key to paint, p95 ${bare.toFixed(1)} ms`,
    ratio: quantile(times, q) / bare,
    ours: quantile(times, q).toFixed(1),
    unit: 'ms',
    aim: 'p95 < 50 ms',
  }))
}
