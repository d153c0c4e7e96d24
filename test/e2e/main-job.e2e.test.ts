/** The main job in real Chromium on the browser host, as the three people would do it. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { startEmulator } from '../../src/device/emulator/emulator.ts'
import { loadProfiles } from '../../src/device/profiles/load.ts'
import { startHall } from '../../src/hall/hall.ts'
import { sampleRoster } from '../../src/hall/sample.ts'
import { systemClock } from '../../src/main/clock.ts'
import { browserHost, enterAs, root } from '../harness/browser-host.ts'
import { browser, shoot } from '../harness/chromium.ts'
import { serveOneMatter, startPractice } from '../harness/practice.ts'
import { tempDir } from '../harness/temp-dir.ts'

const unwrap = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

/** Everything that the program says to a page: answers and pushes, as text. */
const wireOf = (page: Page): string[] => {
  const heard: string[] = []
  page.on('response', async (response) => {
    if (response.url().endsWith('/rpc')) heard.push(await response.text().catch(() => ''))
  })
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`CONSOLE ${message.text()}`)
  })
  return heard
}

it('with nothing configured, one click on 试用 and one on a name, and the main job is on screen', async () => {
  const host = await browserHost()
  const context = await browser()
  const page = await context.newPage()
  const heard = wireOf(page)
  await page.goto(host.server.openUrl())
  await page.getByRole('button', { name: '开始试用' }).waitFor()
  await shoot(page, 'main-setup')
  await startPractice(page)
  const press = async () => {
    const pad = await context.newPage()
    await pad.goto(`${host.server.url}/#/pad`)
    await pad.getByText('请您').first().waitFor()
    await shoot(pad, 'main-pad')
    await pad.getByRole('button', { name: '很好' }).click()
  }
  await serveOneMatter(page, press, (stage) => shoot(page, `main-${stage}`))

  // Practice is its own folder; the real log knows nothing of it.
  const { parts } = host.program.app()
  expect(parts.dir).toBe(join(host.dir, 'practice'))
  expect(parts.log.verify()).toMatchObject({ ok: true })
  expect(heard.filter((text) => text.startsWith('CONSOLE'))).toEqual([])
})

it('a technician connects a keypad on a serial port and a hall; a clerk serves; the hall holds the rating; no level reaches the clerk', async () => {
  const dir = tempDir()
  mkdirSync(join(dir, 'counter'), { recursive: true })
  const sample = unwrap(await sampleRoster(join(root, 'resources', 'sample')))
  const roster = { ...sample.roster, policy: { ...sample.roster.policy, windowMs: 2_000 } }
  const hall = unwrap(
    await startHall({
      data: join(dir, 'hall'),
      host: '127.0.0.1',
      port: 0,
      clock: systemClock,
      version: 'test',
      roster,
    }),
  )
  onTestFinished(() => hall.close())
  const profile = unwrap(loadProfiles([join(root, 'resources', 'profiles')])).get('ff68')
  if (!profile) throw new Error('no ff68')
  const pad = unwrap(await startEmulator({ profile, on: { pty: join(dir, 'pad') }, clock: systemClock }))
  onTestFinished(() => pad.stop())
  const host = await browserHost({ dir: join(dir, 'counter') })

  const page = await (await browser()).newPage()
  await enterAs(page, host, 'technician')
  await page.getByLabel('大厅服务器地址').fill(hall.url)
  await page.getByLabel('一次性登记码').fill(hall.makeCode())
  await page.getByRole('button', { name: '登记本窗口' }).click()
  await page.getByText('已全部送达').first().waitFor()
  await page
    .getByLabel(/手动输入|端口/)
    .last()
    .fill(pad.port)
  await page.getByRole('button', { name: '连接', exact: true }).click()
  await page
    .getByText(/评价器(正常|已连接)/)
    .first()
    .waitFor()
  await shoot(page, 'main-device')

  const heard = wireOf(page)
  await page.goto(`${host.server.url}/#/`)
  const clerk = sample.people[0]
  await page.getByLabel('工号').fill(clerk?.number ?? '')
  await page.getByLabel('密码').fill('wrong')
  await page.keyboard.press('Enter')
  await page.getByText('工号或密码不对').waitFor()
  await page.getByLabel('密码').fill(clerk?.password ?? '')
  await page.keyboard.press('Enter')
  await page.getByText('可以叫下一位了').waitFor()

  await page.keyboard.press('Control+Alt+1')
  await page.getByText('办理中').first().waitFor()
  const asked = pad.waitFor('ask', 5_000)
  await page.keyboard.press('Control+Alt+1')
  expect(await asked).toBe(true)
  pad.press(2)
  await page.getByText('已评价', { exact: true }).first().waitFor()

  await page.keyboard.press('Control+Alt+1')
  await page.getByText('办理中').first().waitFor()
  await page.keyboard.press('Control+Alt+1')
  await page.getByText('没有按键').first().waitFor()
  await page.getByText('已全部送达').first().waitFor()
  await shoot(page, 'main-desk')

  await expect.poll(() => hall.counts(), { timeout: 10_000 }).toMatchObject({ rated: 1, unrated: 1 })
  expect(hall.verify()).toMatchObject([{ ok: true, entries: host.program.app().parts.log.head().seq }])
  expect(heard.length).toBeGreaterThan(3)
  expect(heard.join('\n')).not.toMatch(/"level"|"bytes"|"verdict"|CONSOLE/)
})
