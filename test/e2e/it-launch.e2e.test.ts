/** What items open: hall IT lists it on its page by keyboard alone, on the real program, and learns what is wrong. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { seriousFaults } from '../harness/axe.ts'
import { browserHost, enterAs } from '../harness/browser-host.ts'
import { browser } from '../harness/chromium.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { logged, testRoster } from '../harness/test-app.ts'
import { shootBoth } from './page-test.ts'

it('a program for one item and a page for all others, by keyboard; a shell is refused with what to do; removed, nothing may start', async () => {
  const dir = tempDir()
  writeFileSync(join(dir, 'roster.json'), JSON.stringify(await testRoster()))
  const host = await browserHost({ dir })
  const app = host.program.app()
  const passwords = app.parts.installers.firstPasswords()
  app.parts.installers.writtenDown()
  const page = await (await browser()).newPage()
  await enterAs(page, host, 'it', passwords)
  const card = page.getByRole('region', { name: '选事项时打开' })
  await card.getByText('还没有。').waitFor()
  const keys = page.keyboard
  const tabTo = async (place: Locator) => {
    for (let tabs = 0; tabs < 4; tabs += 1) {
      await keys.press('Tab')
      if (await place.evaluate((element) => element === document.activeElement)) return
    }
    throw new Error('the keyboard does not get there')
  }
  const settings = () => app.parts.programs.book.settings().launch

  await card.getByLabel('事项编码').focus()
  await keys.type('A01')
  await tabTo(card.getByLabel('程序的完整路径'))
  await keys.type('/bin/sh')
  await keys.press('Tab')
  await keys.type('--open')
  await keys.press('Enter')
  await keys.type('ref={reference}')
  await keys.press('Tab')
  await keys.press('Enter')
  await shootBoth(page, 'it-launch-refused', app.parts)
  await card.getByText('sh 是命令解释器或脚本，不能启动。', { exact: false }).waitFor()
  await card.getByText('(program/launch-shell)').waitFor()
  expect(settings().items).toEqual({})
  await card.getByLabel('程序的完整路径').fill('C:\\Tax\\tax.exe')
  await keys.press('Enter')
  await card.getByText('增值税申报').waitFor()
  expect(settings()).toEqual({
    programs: ['C:\\Tax\\tax.exe'],
    origins: [],
    items: { A01: { program: 'C:\\Tax\\tax.exe', args: ['--open', 'ref={reference}'] } },
  })

  await card.getByLabel('事项编码').focus()
  await tabTo(card.getByRole('radio', { name: '程序' }))
  await keys.press('ArrowRight')
  await card.getByLabel('网页地址').fill('https://tax.example/open/{item}')
  await keys.press('Enter')
  await card.getByRole('listitem').getByText('其他所有事项').waitFor()
  expect(settings().origins).toEqual(['https://tax.example'])
  // An item that no list has would never open: it is said.
  await card.getByLabel('事项编码').fill('GONE')
  await card.getByLabel('网页地址').fill('https://tax.example/gone')
  await keys.press('Enter')
  await card.getByText('没有这个事项').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await shootBoth(page, 'it-launch', app.parts)

  for (const code of ['A01', '*', 'GONE']) {
    await card.getByRole('button', { name: `移除 ${code} 打开的内容` }).focus()
    await keys.press('Enter')
    await expect.poll(() => settings().items).not.toHaveProperty([code])
  }
  await card.getByText('还没有。').waitFor()
  expect(settings()).toEqual({ programs: [], origins: [], items: {} })
  expect(logged(app, 'config.changed')).toHaveLength(6)
})
