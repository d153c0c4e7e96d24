/** The hall server's own page in real Chromium: in both languages, on a small screen too, by keyboard alone. */
import { expect, it } from 'vitest'
import { addRating, addUnrated, adminPassword, enrol, makeLog, openHall, push } from '../hall/kit.ts'
import { seriousFaults } from '../harness/axe.ts'
import { ALL_LOOKS, browser, keep } from '../harness/chromium.ts'
import { DESK, measure } from './page-test.ts'

const SMALL = { width: DESK.width / 2, height: DESK.height / 2 }

/** A hall with a counter at work, one that was rolled back, and one that never came. */
const hallAtWork = async () => {
  const { hall, clock } = await openHall()
  const [one, two] = [await enrol(hall, '1'), await enrol(hall, '不动产综合窗口 12')]
  await enrol(hall, '3')
  const log = makeLog()
  for (const level of [5, 5, 5, 4, 2] as const) addRating(log, level)
  for (const reason of ['no-press', 'declined']) addUnrated(log, reason)
  log.add('incident', { code: 'pad/port-gone', detail: '拔出' })
  await push(hall, one, log, { time: clock.now() })
  const other = makeLog()
  addRating(other, 5)
  await push(hall, two, other, { time: clock.now() })
  const forked = makeLog(other.id)
  addRating(forked, 1)
  await push(hall, two, forked, { time: clock.now() })
  return hall
}

it('the hall’s page is whole in both languages and on a small screen, without a serious fault, and worked by keyboard', async () => {
  const hall = await hallAtWork()
  const page = await (await browser()).newPage()
  const look = async (name: string) => {
    await keep(page, `hall-${name}`, ALL_LOOKS)
    for (const viewport of [SMALL, DESK]) {
      await page.setViewportSize(viewport)
      expect(await seriousFaults(page), name).toEqual([])
      const { least, wide } = await measure(page)
      expect(least, name).toBeGreaterThanOrEqual(14)
      expect(wide, `${name} ${viewport.width}`).toBe(false)
    }
  }
  await page.goto(`${hall.url}/?lang=zh-CN`)
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await look('refused-zh-CN')
  await page.keyboard.type(await adminPassword())
  await page.keyboard.press('Enter')
  await page.getByText('不动产综合窗口 12').first().waitFor()
  await page.getByRole('button', { name: '取新的登记码' }).press('Enter')
  await page.locator('.code').waitFor()
  // What loads itself anew can be stopped, so that it can be read.
  expect(await page.locator('[http-equiv=refresh]').count()).toBe(1)
  for (const [language, still, forked] of [
    ['zh-CN', '停止自动刷新', '有两个版本'],
    ['en-US', 'Stop refreshing', 'Two versions'],
  ] as const) {
    if (language === 'en-US') await page.getByRole('link', { name: 'English' }).press('Enter')
    await page.getByRole('link', { name: still }).press('Enter')
    await page.locator('[http-equiv=refresh]').waitFor({ state: 'detached' })
    await page.getByText(forked).first().waitFor()
    await look(language)
  }
  await page.getByRole('button', { name: 'Sign out' }).press('Enter')
  await page.getByLabel('Admin password').waitFor()
  await look('login-en-US')
})
