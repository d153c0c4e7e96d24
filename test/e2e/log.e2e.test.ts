/** Hall IT's log in real Chromium on the browser host: filters, a story down to the bytes, an export, diagnostics. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { uuidV7 } from '../../src/keys/uuid.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'
import type { Level } from '../../src/shared/levels.ts'
import { kit, must } from '../db/log-kit.ts'
import { seriousFaults } from '../harness/axe.ts'
import { browserHost, enterAs } from '../harness/browser-host.ts'
import { browser, shoot } from '../harness/chromium.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { measure } from './page-test.ts'

const DAYS = 24
const ITEMS = ['增值税申报', '社保登记', '不动产权证书换发及信息变更登记', '咨询'] as const

/** Weeks of work, ended an hour ago. */
const filled = (dir: string): void => {
  const k = kit(dir)
  const log = k.log('seed')
  const end = Date.now() - 3_600_000
  let place = 0
  for (let day = DAYS; day >= 0; day -= 1) {
    const shift = uuidV7(end)
    const by = day % 2 ? '1024' : '1031'
    const drafts: EntryDraft[] = []
    const stamp = (minutes: number) => ({ at: end - day * 86_400_000 + minutes * 60_000, mono: minutes, by })
    drafts.push({ kind: 'shift.opened', ...stamp(-400), shift, staff: by })
    for (let matter = 0; matter < 12 + ((day * 7) % 19); matter += 1) {
      place += 1
      const at = stamp(-390 + matter * 12)
      const [id, ask, press] = [uuidV7(at.at), uuidV7(at.at), uuidV7(at.at)]
      const item = { code: `I${place % 4}`, name: ITEMS[place % 4] ?? '咨询' }
      const level = ((place * 13) % 17 === 0 ? 1 : 5 - ((place * 7) % 3)) as Level
      const wire = {
        profile: 'ff68',
        key: `0${level - 1}`,
        bytes: `ff6803036801110${level - 1}${(0x11 + level).toString(16)}16`,
        deviceAt: null,
      }
      drafts.push(
        { kind: 'matter.opened', ...at, matter: id, shift, item, reference: `2026-${10_000 + place}` },
        { kind: 'rating.asked', ...at, ask, matter: id, windowMs: 30_000, pad: 'online' },
      )
      const closed = { kind: 'matter.closed', ...at, matter: id, ask, servedMs: 300_000 } as const
      if (place % 9 === 0)
        drafts.push(
          { ...closed, outcome: 'unrated', press: null, reason: 'no-press' },
          { kind: 'matter.explained', ...at, matter: id, reason: 'left' },
        )
      else
        drafts.push(
          { kind: 'key.pressed', id: press, ...at, verdict: 'counted', level, ask, matter: id, ...wire },
          { ...closed, outcome: 'rated', press, reason: null },
          { kind: 'key.pressed', ...at, verdict: 'repeat', level, ask, matter: id, ...wire },
        )
    }
    drafts.push({ kind: 'incident', ...stamp(0), code: 'pad/port-gone', detail: '评价器更换，投诉处理' })
    drafts.push({ kind: 'shift.closed', ...stamp(0), shift, why: 'clerk' })
    must(log.append(drafts))
  }
  log.close()
}

const table = (page: Page) => page.getByRole('region', { name: /^(办件|条目|Matters|Entries)$/ })

it('hall IT finds a bad rating of last week in the log, reads its bytes, and takes the month out, by keyboard', async () => {
  const dir = tempDir()
  filled(dir)
  const host = await browserHost({ dir })
  const { parts } = host.program.app()
  const page = await (await browser({ width: 1366, height: 768 })).newPage()
  const heard: string[] = []
  page.on('console', (message) => message.type() === 'error' && heard.push(message.text()))
  await enterAs(page, host, 'it')
  await page.getByText('这份日志完整吗', { exact: true }).waitFor()

  await page.getByText('查日志', { exact: true }).click()
  await table(page).getByRole('row').nth(10).waitFor()
  await page.getByText(/^办件 \d+ · 办结 \d+ · 请评价/).waitFor()
  await shoot(page, 'log-matters')
  expect(await seriousFaults(page)).toEqual([])

  // Rows come as one goes on, and the focus goes with the arrows.
  const first = table(page).getByRole('button').first()
  await first.focus()
  await expect
    .poll(async () => {
      await page.keyboard.press('PageDown')
      return page.getByText(/已列出 [2-9]\d\d 行/).count()
    })
    .toBe(1)
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const story = page.getByRole('complementary', { name: '办件全过程' })
  await story.getByText('办件开始').waitFor()
  await story
    .getByText(/^FF 68 03 03 68 01 11/)
    .first()
    .waitFor()
  await story.getByText('按现在的协议重读，与记录一致').first().waitFor()
  await shoot(page, 'log-story')
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await story.waitFor({ state: 'detached' })
  expect(page.url()).toContain('#/it')

  await page.keyboard.press('Control+f')
  await page.keyboard.type('已离开')
  await expect.poll(() => table(page).getByText('没有按键 · 群众已离开').count()).toBeGreaterThan(5)
  await shoot(page, 'log-search')
  await page.getByText('条目', { exact: true }).click()
  await page.keyboard.press('Control+f')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('投诉')
  await expect.poll(() => table(page).getByText('异常', { exact: true }).count()).toBeGreaterThan(5)
  await shoot(page, 'log-entries')
  const { least, wide } = await measure(page)
  expect(least).toBeGreaterThanOrEqual(14)
  expect(wide).toBe(false)

  await page.getByText('导出', { exact: true }).first().click()
  const card = page.getByRole('form', { name: '导出日志' })
  // Days the wrong way round are no export of nothing.
  const from = card.getByLabel('从')
  const day = await from.inputValue()
  await from.fill('2030-01-01')
  await card.getByRole('button', { name: '导出' }).click()
  expect(await from.evaluate((field) => field.matches(':invalid'))).toBe(true)
  await from.fill(day)
  await card.getByRole('button', { name: '导出' }).click()
  await card.getByText('请先填写用途', { exact: false }).waitFor()
  await card.getByLabel('用途').fill('5 月绩效核对')
  await page.keyboard.press('Enter')
  await card.getByText(/^已导出 \d+ 行/).waitFor()
  await shoot(page, 'log-export')
  expect(await seriousFaults(page)).toEqual([])
  const file = (await card.locator('.path').innerText()).trim()
  expect(existsSync(file)).toBe(true)
  expect(statSync(file).mode & 0o077).toBe(0)
  const rows = readFileSync(file, 'utf8').trimEnd().split('\r\n')
  const entry = JSON.parse(parts.log.entries(parts.log.head().seq, 1, 1e9)[0]?.body ?? '{}')
  expect(entry).toMatchObject({ kind: 'log.exported', who: 'it', format: 'csv', why: '5 月绩效核对' })
  expect(entry.entries).toBe(rows.length - 1)

  await page.getByText('完整与送达', { exact: true }).click()
  await page.getByRole('button', { name: '生成诊断文件' }).click()
  await page.getByText('已生成，发送前可以先看一遍：').waitFor()
  await shoot(page, 'log-whole')
  const bundle = readFileSync((await page.locator('.made .path').innerText()).trim(), 'utf8')
  expect(JSON.parse(bundle)).toMatchObject({ running: true, live: { host: 'browser' }, log: { whole: true } })
  expect(bundle).not.toMatch(/2026-1\d{4}\b|ff6803|绩效/)

  // In English, dark, and wider letters.
  parts.settings.saveConfig({ ...parts.settings.config(), language: 'en-US' })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.reload()
  await page.locator('input[type=password]').fill(parts.installers.firstPasswords()?.it ?? '')
  await page.keyboard.press('Enter')
  await page.getByText('Browse the log', { exact: true }).click()
  await table(page).getByRole('row').nth(5).waitFor()
  await table(page).getByRole('button').first().click()
  await page.getByRole('complementary', { name: 'Story of the matter' }).getByText('Matter opened').waitFor()
  await shoot(page, 'log-story-en-dark')
  expect(await seriousFaults(page)).toEqual([])
  expect((await measure(page)).wide).toBe(false)
  await page.getByText('Export', { exact: true }).first().click()
  await page.getByRole('form', { name: 'Export the log' }).waitFor()
  await shoot(page, 'log-export-en-dark')
  await page.evaluate(() => document.documentElement.style.setProperty('zoom', '1.5'))
  await page.getByText('Browse the log', { exact: true }).click()
  await table(page).getByRole('row').nth(3).waitFor()
  await shoot(page, 'log-150-en-dark')
  expect((await measure(page)).wide).toBe(false)
  expect(heard).toEqual([])
}, 180_000)
