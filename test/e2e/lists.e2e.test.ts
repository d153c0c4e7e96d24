/** The card of lists in real Chromium on the browser host: template, a wrong file, a right one, and a counter of a hall. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readTables } from '../../src/hall/import/read-file.ts'
import { seriousFaults } from '../harness/axe.ts'
import { browserHost, enterAs } from '../harness/browser-host.ts'
import { browser, shoot } from '../harness/chromium.ts'
import { workbook } from '../harness/workbook.ts'
import { shootBoth } from './page-test.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const HEAD = ['工号', '姓名', '初始密码']

it('lists come from a spreadsheet: the template, what is wrong named, what would change, and the import', async () => {
  const host = await browserHost()
  const { parts } = host.program.app()
  const page = await (await browser({ width: 1366, height: 768 })).newPage()
  const heard: string[] = []
  page.on('console', (message) => message.type() === 'error' && heard.push(message.text()))
  await enterAs(page, host, 'technician')
  const card = page.getByRole('region', { name: '名单与业务' })
  await card.getByText('现有人员 0 人').waitFor()

  const download = page.waitForEvent('download')
  await card.getByRole('button', { name: '下载模板' }).press('Enter')
  const saved = await download
  expect(saved.suggestedFilename()).toBe('guiping-lists.xlsx')
  const template = readTables('t', readFileSync(await saved.path()))
  expect(template.ok && template.value.map(({ sheet }) => sheet)).toEqual([
    '人员',
    '业务事项',
    '未评价原因',
    '政策',
    '说明',
  ])

  const choose = async (name: string, buffer: Buffer) => {
    const chooser = page.waitForEvent('filechooser')
    await card.getByRole('button', { name: '选择文件…' }).press('Enter')
    await (await chooser).setFiles({ name, mimeType: XLSX, buffer })
  }
  await choose('错.xlsx', await workbook({ 人员: [HEAD, ['0012', '张三', null], ['0012', null, 'p']] }))
  await card.getByText('有 3 处不对，什么都没有导入', { exact: false }).waitFor()
  for (const cell of ['人员', '初始密码', '新工号必须有初始密码', '与前面的行重复', '不能为空'])
    await card.getByRole('cell', { name: cell, exact: true }).first().waitFor()
  await card.scrollIntoViewIfNeeded()
  await shootBoth(page, 'lists-wrong', parts)
  expect(await seriousFaults(page)).toEqual([])
  expect(await card.getByRole('button', { name: '导入', exact: true }).count()).toBe(0)
  expect(parts.settings.roster().staff).toEqual([])

  const many = Array.from({ length: 3000 }, (_, n) => [`T-${n}`, `事项${n}`, 15, null])
  await choose(
    '名单.xlsx',
    await workbook({
      人员: [HEAD, ['0012', '张三', 'first-1'], ['0013', '李四', 'first-2']],
      业务事项: [['事项编码', '事项名称', '时限分钟', '权重'], ...many],
    }),
  )
  await card.getByRole('rowheader', { name: '人员' }).waitFor()
  await shootBoth(page, 'lists-preview', parts)
  expect(await seriousFaults(page)).toEqual([])
  expect(parts.settings.roster().staff).toEqual([])
  await card.getByRole('button', { name: '导入', exact: true }).press('Enter')
  await card.getByText('已导入，马上生效。').waitFor()
  await card.getByText('现有人员 2 人，业务事项 3000 项', { exact: false }).waitFor()
  expect(parts.settings.roster().staff.map(({ number, first }) => [number, first])).toEqual([
    ['0012', true],
    ['0013', true],
  ])

  await choose('坏.xlsx', Buffer.from('PK\x03\x04 x'))
  await card.getByText('不能作为表格读取', { exact: false }).waitFor()
  await page.evaluate(() => document.documentElement.style.setProperty('zoom', '1.5'))
  await choose('少.csv', Buffer.from('工号,姓名,初始密码\n0012,张三,\n'))
  await card.getByText('1:0013').waitFor()
  await card.scrollIntoViewIfNeeded()
  await shoot(page, 'lists-removed-150')
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
  )
  expect(wide).toBe(false)
  expect(heard).toEqual([])
}, 120_000)
