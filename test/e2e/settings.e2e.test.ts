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
