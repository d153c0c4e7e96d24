/** Practice in real Chromium on the browser host: one newcomer goes through the tasks by the pages alone. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { seriousFaults } from '../harness/axe.ts'
import { browserHost } from '../harness/browser-host.ts'
import { browser, shoot } from '../harness/chromium.ts'
import { startPractice } from '../harness/practice.ts'
import { shootBoth } from './page-test.ts'

const panel = (page: Page) => page.getByRole('complementary', { name: '练习' })
const progress = (page: Page, done: number) => panel(page).getByText(`完成 ${done}/7`).first().waitFor()
const next = (page: Page) => page.keyboard.press('Control+Alt+1')

it('the panel says what to do; the tasks are done by working, and the troubles pass', async () => {
  const host = await browserHost()
  const context = await browser()
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  await page.goto(host.server.openUrl())
  await startPractice(page)
  await progress(page, 1)
  await shootBoth(page, 'practice-serve', host.program.app().parts)
  expect(await seriousFaults(page)).toEqual([])
  await next(page)
  await progress(page, 2)
  await panel(page).getByText('按大按钮「请评价」').waitFor()
  await next(page)
  await page.getByText('请群众在评价器上按键').waitFor()
  // The big button is 下一位 now: whoever is told to press it closes the matter unrated.
  await panel(page).getByText('倒数结束前替群众按一个键').waitFor()
  await shootBoth(page, 'practice-asked', host.program.app().parts)
  host.program.app().parts.practice?.emulator.press(5)
  await progress(page, 3)
  await next(page)
  await page.getByText('办理中').first().waitFor()
  await page.keyboard.press('Control+Alt+2')
  await page.getByText('群众不评').first().click()
  await progress(page, 4)

  // What is refused is said where it can be seen, on a small screen too.
  await page.setViewportSize({ width: 1366, height: 768 })
  await panel(page).getByRole('button', { name: '离开试用' }).click()
  const refused = page.getByRole('alert').filter({ hasText: '(setup/shift-open)' })
  await refused.waitFor()
  const bottom = async () => {
    const box = await refused.boundingBox()
    return box ? box.y + box.height : Number.NaN
  }
  await expect.poll(bottom).toBeLessThanOrEqual(768)
  await shoot(page, 'practice-not-left')

  await panel(page).getByRole('button', { name: '开始这一步' }).click()
  await panel(page).getByText('评价器已拔下').waitFor()
  await page
    .getByText(/评价器断开|评价器已断开/)
    .first()
    .waitFor()
  await shootBoth(page, 'practice-unplugged', host.program.app().parts)
  await next(page)
  await page.getByText('办理中').first().waitFor()
  await next(page)
  await page.getByText('评价器没有连上，群众按不了键。').waitFor()
  await page.keyboard.press('Control+Alt+2')
  await page.getByText('群众已离开').first().click()
  await progress(page, 5)

  await panel(page).getByRole('button', { name: '开始这一步' }).click()
  await panel(page).getByText('大厅已断线').waitFor()
  await next(page)
  await page.getByText('办理中').first().waitFor()
  await next(page)
  await page.getByText('请群众在评价器上按键').waitFor()
  host.program.app().parts.practice?.emulator.press(4)
  await progress(page, 6)
  await shoot(page, 'practice-hall')

  await page.getByRole('button', { name: '锁定' }).click()
  await page.getByRole('button', { name: '换人登录' }).click()
  const colleagues = page
    .getByRole('region', { name: '换人登录' })
    .getByRole('button', { name: /^以 .* 登录$/ })
  await shoot(page, 'practice-hand-over')
  await colleagues.first().click()
  await panel(page).getByText('完成 7/7').waitFor()
  await shootBoth(page, 'practice-handed-over', host.program.app().parts)
  expect(await page.getByText('模拟', { exact: true }).first().isVisible()).toBe(true)
}, 120_000)
