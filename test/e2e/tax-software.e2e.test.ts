/** The tax software in real Chromium: the technician lets it in, and a clerk serves without a key of Guiping's. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DEFAULT_CONFIG } from '../../src/shared/config.ts'
import { seriousFaults } from '../harness/axe.ts'
import { browserHost, enterAs } from '../harness/browser-host.ts'
import { browser, shoot } from '../harness/chromium.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { CLERKS, logged, testRoster } from '../harness/test-app.ts'
import { shootBoth } from './page-test.ts'

const press = { key: '04', level: 5, bytes: 'ff68', profile: 'ff68', deviceAt: null } as const

it('a token from the technician’s page, then open, ask and rated by the program alone; the clerk’s page follows and holds no number of a person', async () => {
  const dir = tempDir()
  writeFileSync(join(dir, 'roster.json'), JSON.stringify(await testRoster()))
  writeFileSync(join(dir, 'programs.json'), JSON.stringify({ port: 0 }))
  // A keypad that is set up, so that the page is no first start; nobody is at the other end.
  const keypad = { port: 'tcp://127.0.0.1:9', profile: 'ff68', address: null }
  writeFileSync(join(dir, 'config.json'), JSON.stringify({ ...DEFAULT_CONFIG, keypad }))
  const host = await browserHost({ dir })
  const app = host.program.app()
  const passwords = app.parts.installers.firstPasswords()
  app.parts.installers.writtenDown()

  const page = await (await browser()).newPage()
  await enterAs(page, host, 'technician', passwords)
  const card = page.getByRole('region', { name: '业务软件' })
  await card.getByText('接口未开').waitFor()
  await card.getByLabel('程序名称').fill('tax')
  await page.keyboard.press('Enter')
  const token = (await card.getByRole('status').locator('output').textContent()) ?? ''
  expect(token).toMatch(/^gp_[\w-]{43}$/)
  await card.getByText(/接口已开：http:\/\/127\.0\.0\.1:\d+/).waitFor()
  await card.scrollIntoViewIfNeeded()
  await shootBoth(page, 'tax-token', app.parts)
  await card.getByRole('button', { name: '已交给该程序' }).click()
  await card.getByText('还没有请求').waitFor()
  expect(await page.content()).not.toContain(token)

  const folder = tempDir()
  await card.getByLabel('监视的文件夹').fill(folder)
  await card.getByRole('button', { name: '保存文件夹' }).click()
  await expect.poll(() => app.parts.programs.view().folder).toEqual({ path: folder, trouble: null })
  await shootBoth(page, 'tax-card', app.parts)
  expect(await seriousFaults(page)).toEqual([])

  await page.goto(`${host.server.url}/#/`)
  await page.getByLabel('工号').fill(CLERKS[0].number)
  await page.getByLabel('密码').fill(CLERKS[0].password)
  await page.keyboard.press('Enter')
  await page.getByText('可以叫下一位了').waitFor()

  const { url } = app.parts.programs.view().door
  const call = async (path: string, input: unknown) => {
    const response = await fetch(`${url}/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(input),
    })
    return (await response.json()) as { ok: boolean; value: { matter: { state: string; reference: string } } }
  }
  const reference = 'SL-2026-17 13800138000'
  const opened = await call('open', { item: 'A01', reference, citizen: '王小明' })
  await page.getByText('办理中').first().waitFor()
  await page.getByText('增值税申报').first().waitFor()
  await page.getByText(opened.value.matter.reference).first().waitFor()
  await shoot(page, 'tax-serving')
  await call('ask', { reference })
  await page.getByText('评价器没有连上，群众按不了键。').waitFor()
  app.parts.counter.run({ type: 'press', press })
  await page.getByText('已评价', { exact: true }).first().waitFor()
  expect((await call('open', { item: 'A01', reference })).value.matter.state).toBe('rated')

  writeFileSync(join(folder, 'next.json'), '{"do":"open","item":"B02","reference":"SL-2026-18"}\n')
  await page.getByText('SL-2026-18').first().waitFor()
  await shoot(page, 'tax-folder')
  expect(await page.content()).not.toMatch(/13800138000|王小明/)
  expect(logged(app, 'matter.opened')).toHaveLength(2)
  expect(JSON.stringify(logged(app))).not.toMatch(/13800138000|王小明/)
}, 120_000)
