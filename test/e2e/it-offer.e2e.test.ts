/** The card with which hall IT lets the log be fetched: off, on, fetched once, and a file for a stick, by keyboard. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createClient } from '../../src/cli/pull/client.ts'
import { fetchLog } from '../../src/cli/pull/fetch.ts'
import { type PullHost, readHosts } from '../../src/cli/pull/hosts.ts'
import type { TokenFile } from '../../src/shared/offer.ts'
import { seriousFaults } from '../harness/axe.ts'
import { browserHost, enterAs } from '../harness/browser-host.ts'
import { browser, shoot } from '../harness/chromium.ts'
import { freePort } from '../harness/offered.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { logged, testRoster } from '../harness/test-app.ts'
import { measure } from './page-test.ts'

/** Why a counter gives this token nothing. */
const refusedWith = async (host: PullHost, token: TokenFile) => {
  const client = createClient(host, { token, now: Date.now, signal: new AbortController().signal })
  const status = await client.status(0)
  client.close()
  return status.ok ? null : status.error.code
}

it('hall IT switches the offer on, gives out the line, sees who fetched, calls tokens back, writes a stick’s file, and switches it off', async () => {
  const dir = tempDir()
  writeFileSync(join(dir, 'roster.json'), JSON.stringify(await testRoster()))
  const host = await browserHost({ dir })
  const app = host.program.app()
  const passwords = app.parts.installers.firstPasswords()
  app.parts.installers.writtenDown()
  const page = await (await browser()).newPage()
  await page.setViewportSize({ width: 1366, height: 768 })
  await enterAs(page, host, 'it', passwords)
  await page.getByText('导出', { exact: true }).click()
  const card = page.getByRole('region', { name: '让信息科取日志' })
  await card.getByText('已关闭').waitFor()
  await shoot(page, 'it-offer-off')
  expect(app.parts.offer.listening()).toBe(false)

  const port = await freePort()
  await card.getByLabel('在网络上开放本窗口的日志').focus()
  await page.keyboard.press('Space')
  await card.getByLabel('端口').fill(String(port))
  await page.keyboard.press('Enter')
  await card.getByText('已开放').waitFor()
  const line = await card.getByLabel('窗口名单里的一行').inputValue()
  const hosts = readHosts(line, 'card')
  if (!hosts.ok) throw new Error(hosts.error.code)
  const [listed] = hosts.value
  const token = app.parts.offer.token({ who: '王信息', why: '十一月核对', hours: 1 })
  if (!listed || !token.ok) throw new Error('no line or token')
  const signal = new AbortController().signal
  const client = createClient(listed, { token: token.value, now: Date.now, signal })
  const had = await fetchLog({
    ...{ host: listed, client, out: tempDir(), trusted: token.value, now: Date.now },
    onProgress: () => {},
  })
  client.close()
  expect(had.fault).toBeNull()
  await card.getByText('王信息', { exact: false }).waitFor()

  await card.getByRole('button', { name: '作废全部令牌' }).focus()
  await page.keyboard.press('Enter')
  await card.getByText('以前签发的令牌已作废', { exact: false }).waitFor()
  expect(await refusedWith(listed, token.value)).toBe('offer/revoked')

  await card.getByRole('button', { name: '写出 .glog 文件' }).focus()
  await page.keyboard.press('Enter')
  await card.getByText('请把文件复制到 U 盘', { exact: false }).waitFor()
  const [exported] = logged(app, 'log.exported')
  expect(exported).toMatchObject({ format: 'glog', what: 'glog', why: '信息科取日志' })
  const file = (await card.locator('.made .path').textContent()) ?? ''
  expect(existsSync(file)).toBe(true)
  await card.scrollIntoViewIfNeeded()
  await shoot(card, 'it-offer-on')
  expect(await seriousFaults(page)).toEqual([])
  const sizes = await measure(page)
  expect([sizes.wide, sizes.least >= 14]).toEqual([false, true])

  await card.getByLabel('在网络上开放本窗口的日志').focus()
  await page.keyboard.press('Space')
  await card.getByRole('button', { name: '保存' }).click()
  await card.getByText('已关闭').waitFor()
  expect(app.parts.offer.listening()).toBe(false)
})
