/** The settings card on the real host: what the page sends is what the program takes. */
import { expect, it } from 'vitest'
import { browserHost, enterAs } from '../harness/browser-host.ts'
import { browser } from '../harness/chromium.ts'

it('a technician names the window on the settings card, and the program keeps it', async () => {
  const host = await browserHost()
  const page = await (await browser({ width: 1366, height: 768 })).newPage()
  await enterAs(page, host, 'technician')
  await page.getByLabel('窗口号').fill('12')
  await page.keyboard.press('Enter')
  await expect.poll(() => host.program.app().parts.settings.config().station).toBe('12')
})

it('what is wrong with a field is seen without scrolling, however low on the page it is said', async () => {
  const host = await browserHost()
  const page = await (await browser({ width: 1366, height: 768 })).newPage()
  await enterAs(page, host, 'technician')
  const folder = page.getByLabel('日志备份目录（另一块硬盘或共享文件夹）')
  await folder.fill('copies')
  const seen = () =>
    folder.evaluate((field) => {
      const { bottom } = field.closest('form')?.querySelector('.fault')?.getBoundingClientRect() ?? {}
      return bottom !== undefined && bottom <= window.innerHeight
    })
  // The field at the lower edge, as whoever has just reached it by Tab sees it.
  await folder.evaluate((field) => field.scrollIntoView({ block: 'end' }))
  await page.keyboard.press('Enter')
  await expect.poll(seen).toBe(true)
  expect(await page.locator('.fault').textContent()).toContain('data/backup-relative')
})
