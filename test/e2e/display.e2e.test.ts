/** The customer's screen in real Chromium: on a paired tablet with a touch screen, and how it looks in both languages. */
import type { BrowserContext, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { DisplayView } from '../../src/shared/display.ts'
import { seriousFaults } from '../harness/axe.ts'
import { browserHost } from '../harness/browser-host.ts'
import { ALL_LOOKS, browser, keep, shoot } from '../harness/chromium.ts'
import { freePort } from '../harness/display.ts'
import { logged } from '../harness/test-app.ts'
import type { Answers } from './fake-wire.ts'
import { blankPage, openFake, show } from './page-test.ts'

const TABLET = { width: 1280, height: 800 }

/** A tablet's browser; a person has looked at the certificate and gone on. */
const tabletBrowser = async (): Promise<BrowserContext> => {
  const context = await browser(TABLET, { hasTouch: true, ignoreHTTPSErrors: true })
  context.setDefaultTimeout(20_000)
  return context
}

/** A counter in practice, where this PC may play the tablet; its clerk is at work. */
const counter = async () => {
  const host = await browserHost({ practice: true })
  const { program } = host
  const { parts } = program.app()
  const session = program.openSession()
  const call = async (method: string, input: unknown = {}) => {
    const reply = await program.request(session, method, input)
    if (!reply.ok) throw new Error(`${method}: ${reply.error.code}`)
    return reply.value
  }
  const password = parts.installers.firstPasswords()?.technician ?? ''
  await call('session.role', { role: 'technician', password })
  const port = await freePort()
  await call('display.set', { screen: false, tablet: { address: '127.0.0.1', port } })
  const { code } = (await call('display.pair')) as { code: string }
  const [clerk] = parts.practice?.people ?? []
  await call('session.sign-in', { number: clerk?.number, password: clerk?.password })
  const ask = async () => {
    await call('counter.next')
    await call('counter.next')
  }
  const presses = () =>
    logged(program.app(), 'key.pressed').map(({ verdict, level, profile }) => ({ verdict, level, profile }))
  return { host, url: `https://127.0.0.1:${port}/`, code, call, ask, presses }
}

const centre = async (page: Page, level: number) => {
  const box = await page.locator(`[data-level="${level}"]`).boundingBox()
  if (!box) throw new Error('no face')
  expect(Math.min(box.width, box.height)).toBeGreaterThan(100)
  return [box.x + box.width / 2, box.y + box.height / 2] as const
}

it('a tablet is paired with the code; a finger rates, and mouse, keyboard and scripts do nothing', async () => {
  const { url, code, ask, presses } = await counter()
  const page = await (await tabletBrowser()).newPage()
  const heard: string[] = []
  page.on('response', async (response) => {
    if (response.url().endsWith('/rpc')) heard.push(await response.text().catch(() => ''))
  })
  await page.goto(url)
  await shoot(page, 'display-pairing')
  await page.getByRole('textbox').fill(code)
  await page.getByRole('button').click()
  await page.getByText('您好，很高兴为您服务').waitFor()
  await shoot(page, 'display-idle')
  await ask()
  await page.getByText('请您评价本次服务').waitFor()
  await shoot(page, 'display-asked')
  expect(await seriousFaults(page)).toEqual([])

  const [x, y] = await centre(page, 4)
  await page.mouse.click(x, y)
  await page.mouse.dblclick(x, y)
  for (const key of ['Tab', 'Enter', 'Space', '4', 'Tab', 'Enter', 'ArrowRight', 'Space'])
    await page.keyboard.press(key)
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  await page.evaluate(() => {
    const face = document.querySelector<HTMLElement>('[data-level="4"]')
    for (const type of ['pointerdown', 'pointerup', 'click'])
      face?.dispatchEvent(
        new PointerEvent(type, { pointerType: 'touch', isPrimary: true, pointerId: 9, bubbles: true }),
      )
    face?.click()
  })
  expect(presses()).toEqual([])
  expect(await page.getByText('请您评价本次服务').count()).toBe(1)

  await page.touchscreen.tap(x, y)
  await page.getByText('谢谢您的评价').waitFor()
  await shoot(page, 'display-thanks')
  expect(presses()).toEqual([{ verdict: 'counted', level: 4, profile: 'display' }])
  // What was answered is read a moment after it came.
  await expect.poll(() => heard.length).toBeGreaterThan(1)
  expect(heard.join()).not.toMatch(/"level"|"verdict"|"bytes"|face-4/)
})

it('in the clerk’s browser the page is there in practice only, and says so otherwise', async () => {
  const host = await browserHost()
  const { page } = await blankPage()
  await page.goto(host.server.openUrl())
  await page.getByRole('button', { name: '开始试用' }).waitFor()
  await page.goto(`${host.server.url}/#/display`)
  await page.getByText('这个页面只在客户屏上使用').waitFor()
  expect(await page.locator('.face').count()).toBe(0)
  await shoot(page, 'display-refused')
})

const PHOTO =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const ASKED: DisplayView = {
  station: '7',
  language: 'zh-CN',
  practice: false,
  labelSet: '2010',
  phase: 'asked',
  clerk: { number: '1024', name: '欧阳明月', photo: PHOTO, stars: 4 },
  ask: { id: '0190a000-0000-7000-8000-000000000000', windowMs: 30_000, leftMs: 21_400 },
  faces: true,
}
const LOOKS: [name: string, more: Partial<DisplayView>][] = [
  ['asked-2010', {}],
  ['asked-2020', { labelSet: '2020' }],
  ['keypad', { faces: false }],
  ['thanks', { phase: 'thanks', ask: null }],
  ['serving', { phase: 'serving', ask: null }],
  ['paused', { phase: 'paused', ask: null }],
  ['closed', { phase: 'closed', ask: null, clerk: null }],
]

it('a screen that is opened after a rating, or for the next clerk, welcomes: it thanks for no ask that it has not shown', async () => {
  const look = (more: Partial<DisplayView>): Answers => ({
    'display.get': { ok: true, value: { ...ASKED, ask: null, ...more } },
  })
  const { page } = await openFake(look({ phase: 'thanks' }), 'display')
  await page.locator('.display-thanks').waitFor()
  expect(await page.getByText('谢谢您的评价').count()).toBe(0)
  await show(page, look({ phase: 'closed', clerk: null }), 'display')
  await page.locator('.display-closed').waitFor()
  await show(page, look({ phase: 'thanks' }), 'display')
  await page.locator('.display-thanks').waitFor()
  expect(await page.getByText('谢谢您的评价').count()).toBe(0)
  expect(await page.getByText('您好，很高兴为您服务').count()).toBe(1)
})

it.each(['zh-CN', 'en-US'] as const)(
  'shows every state in %s, nothing cut, on large and small screens',
  async (language) => {
    const look = (more: Partial<DisplayView>): Answers => ({
      'display.get': { ok: true, value: { ...ASKED, language, ...more } },
    })
    const { page, heard } = await openFake(look({}), 'display')
    for (const [width, height] of [
      [1280, 800],
      [800, 1280],
      [1024, 600],
      [1920, 1080],
    ] as const)
      for (const [name, more] of LOOKS) {
        if (width !== 1280 && name !== 'asked-2020') continue
        await page.setViewportSize({ width, height })
        await show(page, look(more), 'display')
        await page.locator('.display-prompt').waitFor()
        await page.locator(`.display-${more.phase ?? ASKED.phase}`).waitFor()
        if (more.labelSet) await page.getByText('非常满意').waitFor()
        if (more.faces === false) await page.locator('[data-level]').first().waitFor({ state: 'detached' })
        const cut = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth > window.innerWidth,
          outside: [...document.querySelectorAll('.display *')].some((part) => {
            const { right, bottom } = part.getBoundingClientRect()
            return right > window.innerWidth + 1 || bottom > window.innerHeight + 1
          }),
        }))
        await keep(page, `display-${name}-${language}-${width}`, width === 1280 ? ALL_LOOKS : [])
        expect(cut, `${name} ${width}`).toEqual({ wide: false, outside: false })
        expect(heard, `${name} ${width}`).toEqual([])
      }
  },
  120_000,
)
