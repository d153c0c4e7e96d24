/** The palette and the search for items, by keyboard alone. */
import { expect, it } from 'vitest'
import type { HostView, Snapshot } from '../../src/shared/views.ts'
import { seriousFaults } from '../harness/axe.ts'
import { shoot } from '../harness/chromium.ts'
import { answersFor, SNAPSHOTS } from './fake-wire.ts'
import { BAR, calls, measure, openFake, shootBoth, show } from './page-test.ts'

const LANGUAGES: HostView['language'][] = ['zh-CN', 'en-US']

it.each(LANGUAGES)(
  'Ctrl+K lists what can be done now with its keys, without a serious fault, in %s',
  async (language) => {
    const { page, heard } = await openFake(answersFor('asked', language))
    await page.locator('.next-button').waitFor()
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog')
    await palette.getByRole('row').first().waitFor()
    expect(await palette.getByRole('row').first().innerText()).toContain('Ctrl+Alt+1')
    const rows = (await palette.getByRole('row').allInnerTexts()).join('\n')
    for (const text of language === 'zh-CN'
      ? ['再请一次', '未评价：群众已离开', '签退']
      : ['Ask again', 'Not rated: Citizen had left', 'Sign out'])
      expect(rows).toContain(text)
    await shoot(page, `clerk-palette-${language}`)
    expect(await seriousFaults(page)).toEqual([])
    expect(await measure(page)).toMatchObject({ wide: false, tall: false })
    await page.keyboard.press('Escape')
    await palette.waitFor({ state: 'detached' })
    expect(heard).toEqual([])
  },
)

it('the palette is found in by pinyin initials, moved through by arrows and done by Enter; focus goes back', async () => {
  const { page } = await openFake(answersFor('asked', 'zh-CN'))
  await page.locator('.next-button').waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('qzylk')
  const rows = page.getByRole('dialog').getByRole('row')
  await expect.poll(() => rows.allInnerTexts()).toEqual(['未评价：群众已离开\nCtrl+Alt+Shift+2'])
  await page.keyboard.press('Enter')
  await expect
    .poll(() => calls(page, 'counter.unrated'))
    .toEqual([{ method: 'counter.unrated', input: { reason: 'left' } }])
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('zt')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => calls(page, 'counter.pause'))
    .toEqual([{ method: 'counter.pause', input: { reason: 'meal' } }])
  // The next-step key is the next-step key again.
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await calls(page, 'counter.next')).length).toBe(1)
})

it('when the counter moves by itself under the open palette, Enter does nothing that was not read', async () => {
  const { page } = await openFake(answersFor('asked', 'zh-CN'))
  await page.locator('.next-button').waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('row', { name: /下一步：请评价中/ }).waitFor()
  await page.evaluate(
    (idle) => window.fake.push({ seq: 2, section: 'counter', value: idle }),
    SNAPSHOTS.idle.counter,
  )
  await page.getByRole('row', { name: /下一步：开始办理/ }).waitFor()
  await page.keyboard.press('Enter')
  expect(await page.getByRole('dialog').count()).toBe(1)
  expect(await calls(page, 'counter.next')).toEqual([])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await calls(page, 'counter.next')).length).toBe(1)
})

it('an item is found and starred by keyboard; what was typed ahead waits for its own answer', async () => {
  const { page } = await openFake(answersFor('serving', 'zh-CN'))
  await page.locator('.item-field').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('row', { name: /增值税申报/ }).waitFor()
  await shootBoth(page, 'clerk-items')
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Control+d')
  await expect
    .poll(() => calls(page, 'items.favourite'))
    .toEqual([{ method: 'items.favourite', input: { code: 'I1', on: true } }])
  // The answer to `z` comes late: Enter must not take the first row of the answer before.
  await page.evaluate(() => {
    const wire = (
      window as unknown as { guiping: { request(method: string, input: unknown): Promise<unknown> } }
    ).guiping
    const request = wire.request
    wire.request = async (method, input) => {
      if (method !== 'items.search') return request(method, input)
      await new Promise((done) => setTimeout(done, 150))
      const all = (await request(method, input)) as { value: { code: string }[] }
      return { ok: true, value: all.value.filter(({ code }) => code === 'ZX') }
    }
  })
  await page.keyboard.type('z')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => calls(page, 'matter.item'))
    .toEqual([{ method: 'matter.item', input: { code: 'ZX', matter: 'm-in-hand' } }])
  expect(await dialog.count()).toBe(0)
  expect(await calls(page, 'counter.next')).toEqual([])
})

it('the bar has palette and items in its one line, by arrows and Enter', async () => {
  const { page } = await openFake(answersFor('serving', 'zh-CN'), 'bar', BAR)
  await page.locator('.next-button').waitFor()
  await page.keyboard.press('Control+k')
  await page.locator('.strip-search').waitFor()
  await shootBoth(page, 'clerk-bar-palette')
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.type('sd')
  await page.keyboard.press('ArrowDown')
  expect(await page.locator('.strip button:focus').innerText()).toBe('锁定')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await calls(page, 'session.lock')).length).toBe(1)
  await page.locator('.bar-item').click()
  await page.getByRole('button', { name: '社保登记' }).waitFor()
  await shootBoth(page, 'clerk-bar-items')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => calls(page, 'matter.item'))
    .toEqual([{ method: 'matter.item', input: { code: 'I0' } }])
})

it('help shows the hotkeys as they are now, and says which are taken', async () => {
  const answers = answersFor('idle', 'zh-CN')
  const hotkeys: HostView['hotkeys'] = [
    {
      action: 'next',
      keys: 'Control+Shift+F9',
      reach: 'os',
      fired: false,
      why: { code: 'works', keys: 'Control+Shift+F9', action: 'next' },
    },
    {
      action: 'show',
      keys: 'Control+Alt+0',
      reach: 'refused',
      fired: false,
      why: { code: 'refused', keys: 'Control+Alt+0' },
    },
    {
      action: 'pause',
      keys: null,
      reach: 'off',
      fired: false,
      why: { code: 'off', action: 'pause', layer: 'pc' },
    },
  ]
  const state: Snapshot = { ...SNAPSHOTS.idle, host: { ...SNAPSHOTS.idle.host, hotkeys } }
  answers['state.get'] = { ok: true, value: state }
  const { page } = await openFake(answers)
  await page.getByRole('button', { name: '帮助' }).click()
  await page.getByText('Ctrl+Shift+F9').waitFor()
  await page.getByText('在所有程序里').waitFor()
  await page.getByText('被别的程序占用，只在柜评里').waitFor()
  await page.getByText('「暂停或恢复」没有快捷键：本机设置里关掉了。').waitFor()
  await page.getByText('大厅管理员', { exact: true }).click()
  await page.getByText('磁盘满了').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('可以叫下一位了').waitFor()
  await show(page, answersFor('signedOut', 'zh-CN'), '')
  await page.getByRole('button', { name: '帮助' }).waitFor()
})
