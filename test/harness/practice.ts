import type { Page } from 'playwright-core'

/** One click on 试用, one on a name, and the front desk is there. */
export const startPractice = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '开始试用' }).click()
  await page
    .getByRole('button', { name: /^以 .* 登录$/ })
    .first()
    .click()
  await page.getByText('可以叫下一位了').waitFor()
  await page
    .getByText(/评价器(正常|已连接)/)
    .first()
    .waitFor()
  await page.getByText('模拟', { exact: true }).first().waitFor()
}

/** One key, pressed twice; then `press` plays the citizen. @param seen called with the name of each stage. */
export const serveOneMatter = async (
  page: Page,
  press: () => Promise<void>,
  seen: (stage: 'serving' | 'asked' | 'rated') => Promise<void> = async () => {},
): Promise<void> => {
  await page.keyboard.press('Control+Alt+1')
  await page.getByText('办理中').first().waitFor()
  await seen('serving')
  await page.keyboard.press('Control+Alt+1')
  await page.getByText('请群众在评价器上按键').waitFor()
  await seen('asked')
  await press()
  await page.getByText('已评价', { exact: true }).first().waitFor()
  await page.getByText('已全部送达').first().waitFor()
  await seen('rated')
}
