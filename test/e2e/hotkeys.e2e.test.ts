/** Hotkeys in real Chromium: the technician's card on canned answers, and the whole way on the browser host. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { HotkeysView } from '../../src/shared/hotkeys/view.ts'
import type { HostView } from '../../src/shared/views.ts'
import type { Reply } from '../../src/shared/wire.ts'
import { seriousFaults } from '../harness/axe.ts'
import { browserHost, enterAs } from '../harness/browser-host.ts'
import { browser, shoot } from '../harness/chromium.ts'
import { answersFor } from './fake-wire.ts'
import { decisionsFor, hotkeysView } from './hotkey-sights.ts'
import { calls, measure, openFake, shootBoth } from './page-test.ts'

const LANGUAGES: HostView['language'][] = ['zh-CN', 'en-US']
const TALL = { width: 1366, height: 1800 }
const ok = (value: unknown): Reply => ({ ok: true, value })
const rowOf = (page: Page, name: string) =>
  page.locator('.hotkey-row').filter({ has: page.getByText(name, { exact: true }) })

/** The program has changed: it answers so from now on and tells the page. */
const become = (page: Page, view: HotkeysView, more: Record<string, Reply> = {}) =>
  page.evaluate(
    ([next, others]) => {
      const state = structuredClone(window.fake.answers['state.get'])
      Object.assign(
        window.fake.answers,
        { 'state.get': state, 'hotkeys.get': { ok: true, value: next } },
        others,
      )
      window.fake.push(null)
    },
    [view, more] as const,
  )

const test = (
  name: 'record' | 'clash' | 'prove',
  pressed: NonNullable<HotkeysView['test']>['pressed'] = [],
) => ({
  test: { name, endsAt: Date.UTC(2026, 4, 3, 2), pressed },
})

it.each(LANGUAGES)(
  'the card in %s says of every key why, fits, and has no serious fault',
  async (language) => {
    const answers = answersFor('technician', language)
    const pc = { keys: { show: null, pause: 'Control+Alt+7' }, taken: ['Control+Alt+3', 'F8'] }
    answers['hotkeys.get'] = ok(hotkeysView(pc, { reach: 'unproven' }))
    const { page, heard } = await openFake(answers, 'device', TALL)
    const card = page.locator('.hotkeys-card')
    await card.waitFor()
    const zh = language === 'zh-CN'
    await card
      .getByText(zh ? '已让给这台电脑上的其他软件' : 'is left to other programs', { exact: false })
      .waitFor()
    await card.getByText(zh ? '本机设置里关掉了' : 'turned off in this PC', { exact: false }).waitFor()
    await card.scrollIntoViewIfNeeded()
    await shoot(card, `hotkeys-card-${language}`)

    await become(
      page,
      hotkeysView(pc, {
        reach: 'os',
        ...test('clash', [
          { keys: 'Control+Alt+1', action: 'next', times: 1 },
          { keys: 'F8', action: null, times: 3 },
        ]),
      }),
    )
    await page.locator('.hotkey-clashes li').nth(1).waitFor()
    await shoot(card, `hotkeys-clash-${language}`)

    await become(page, hotkeysView(pc, { reach: 'os', ...test('prove') }))
    await page.getByText(zh ? '有响应' : 'came', { exact: true }).waitFor()
    await shoot(card, `hotkeys-prove-${language}`)
    expect(await measure(page)).toMatchObject({ wide: false })
    expect((await measure(page)).least).toBeGreaterThanOrEqual(14)
    expect(await seriousFaults(page)).toEqual([])
    expect(heard).toEqual([])
  },
)

it('a key is recorded by keyboard alone, shown before it is saved, and a refusal leaves it on the page', async () => {
  const { page } = await openFake(answersFor('technician', 'zh-CN'), 'device', TALL)
  const row = rowOf(page, '下一步')
  await row.waitFor()
  const recording = hotkeysView({}, test('record'))
  await page.evaluate((view) => {
    window.fake.answers['hotkeys.get'] = { ok: true, value: view }
  }, recording)
  await row.getByRole('button', { name: /^录键/ }).press('Enter')
  await row.getByText('请按键，Esc 取消').waitFor()
  const pc = { keys: { next: 'Control+Alt+2' } }
  await page.evaluate(
    ([view, decisions]) => {
      window.fake.answers['hotkeys.get'] = { ok: true, value: view }
      window.fake.answers['hotkeys.preview'] = { ok: true, value: decisions }
    },
    [hotkeysView(), decisionsFor(pc)] as const,
  )
  // Held down it is one key.
  await page.keyboard.down('Control')
  await page.keyboard.down('Alt')
  await page.keyboard.down('2')
  await page.keyboard.down('2')
  await page.keyboard.up('2')
  await page.keyboard.up('Alt')
  await page.keyboard.up('Control')
  await expect
    .poll(() => calls(page, 'hotkeys.preview'))
    .toEqual([
      { method: 'hotkeys.preview', input: { layer: { keys: { next: 'Control+Alt+2' }, taken: [] } } },
    ])
  // A clash with another action is shown at once, at the other action.
  await rowOf(page, '未评价，再选原因').getByText('已经是「下一步」的键', { exact: false }).waitFor()
  await page.evaluate(() => {
    window.fake.answers['hotkeys.save'] = {
      ok: false,
      error: { code: 'hotkeys/refused', message: '', params: { keys: 'Control+Alt+2' } },
    }
  })
  await page.getByRole('button', { name: '保存快捷键' }).click()
  await page.getByText('(hotkeys/refused)').waitFor()
  await page.getByText('还没有保存').waitFor()
  await rowOf(page, '下一步').getByText('Ctrl+Alt+2', { exact: true }).waitFor()
  await page.getByRole('button', { name: '放弃更改' }).click()
  await rowOf(page, '下一步').getByText('Ctrl+Alt+1', { exact: true }).waitFor()
})

it('in the clash test every key of the page is told once, Tab and Enter still work it, Esc does not leave it', async () => {
  const answers = answersFor('technician', 'zh-CN')
  answers['hotkeys.get'] = ok(hotkeysView({}, test('clash')))
  const { page } = await openFake(answers, 'device', TALL)
  await page.getByText('还没有键到柜评。').waitFor()
  for (const key of ['F8', 'Control+Shift+K', 'Tab', 'Escape']) await page.keyboard.press(key)
  await expect
    .poll(async () => (await calls(page, 'hotkeys.test-key')).map(({ input }) => input))
    .toEqual([{ keys: 'F8' }, { keys: 'Control+Shift+K' }])
  await page.getByRole('button', { name: '保存，让出这些键' }).press('Enter')
  await expect
    .poll(() => calls(page, 'hotkeys.test-end'))
    .toEqual([{ method: 'hotkeys.test-end', input: { save: true } }])
})

it('keys that are suspended say so and until when, and come back at a click', async () => {
  const answers = answersFor('serving', 'zh-CN')
  const reply = answers['state.get']
  if (!reply?.ok) throw new Error('no state')
  const state = reply.value as { host: HostView }
  const hotkeyPause = { why: 'card' as const, endsAt: Date.UTC(2026, 4, 3, 1, 3) }
  const hotkeys = state.host.hotkeys.map((hotkey) => ({ ...hotkey, reach: 'suspended' as const }))
  answers['state.get'] = ok({ ...state, host: { ...state.host, hotkeyPause, hotkeys } })
  const { page } = await openFake(answers)
  await page.getByText('快捷键已为刷卡暂停，09:03 自动恢复。').waitFor()
  await shootBoth(page, 'hotkeys-suspended')
  await page.keyboard.press('Control+Alt+1')
  await page.getByRole('button', { name: '现在恢复' }).click()
  await expect
    .poll(() => calls(page, 'hotkeys.pause'))
    .toEqual([{ method: 'hotkeys.pause', input: { on: false } }])
  expect(await calls(page, 'counter.next')).toEqual([])
})

it('a key that was pressed in another program is answered on the page: refused, waiting, or opened', async () => {
  const { page } = await openFake(answersFor('asked', 'zh-CN'))
  await page.getByText('请群众在评价器上按键').waitFor()
  const heard = (number: number, more: object) =>
    page.evaluate(
      ([key, answers]) => {
        const value = (answers['state.get'] as { value: { seq: number; host: HostView } }).value
        const host = {
          ...value.host,
          keyHeard: { ...(key as object), at: Date.now() } as HostView['keyHeard'],
        }
        Object.assign(window.fake.answers, { 'state.get': { ok: true, value: { ...value, host } } })
        window.fake.push(null)
      },
      [{ number, action: 'next', did: null, fault: null, ...more }, answersFor('asked', 'zh-CN')] as const,
    )
  await heard(1, { did: { did: 'waiting', leftMs: 21_400 } })
  await page.getByText('群众还有 22 秒可以评价。').first().waitFor()
  await heard(2, { fault: { code: 'counter/rating-open', params: { seconds: 9 } } })
  await page.getByText('(counter/rating-open)').waitFor()
  await heard(3, { action: 'unrated' })
  await page.getByRole('menuitem', { name: '群众已离开' }).waitFor()
})

it('on the browser host: recorded, saved and used; the clash test takes keys away; every action works by key', async () => {
  const host = await browserHost({ practice: true })
  const { parts } = host.program.app()
  const page = await (await browser(TALL)).newPage()
  await enterAs(page, host, 'technician')
  const next = rowOf(page, '下一步')
  await next.getByText('Ctrl+Alt+1', { exact: true }).waitFor()

  await next.getByRole('button', { name: /^录键/ }).click()
  await next.getByText('请按键，Esc 取消').waitFor()
  await page.keyboard.press('F8')
  await next.getByText('功能键属于刷卡软件', { exact: false }).waitFor()
  await page.getByRole('button', { name: '保存快捷键' }).click()
  await page.getByText('(hotkeys/not-saved)').waitFor()
  expect(parts.settings.config().hotkeys.keys).toEqual({})
  await next.getByRole('button', { name: /^录键/ }).click()
  await next.getByText('请按键，Esc 取消').waitFor()
  await page.keyboard.press('Control+Alt+7')
  await next.getByText('Ctrl+Alt+7', { exact: true }).waitFor()
  await page.getByRole('button', { name: '保存快捷键' }).click()
  await page.getByText('已保存，马上生效。').waitFor()
  expect(parts.settings.config().hotkeys.keys).toEqual({ next: 'Control+Alt+7' })

  await page.getByRole('button', { name: '问一个键为什么没作用' }).click()
  await page.getByRole('button', { name: '请按键，Esc 取消' }).waitFor()
  await page.keyboard.press('Control+Alt+1')
  await page
    .getByText('Ctrl+Alt+1 没有作用：它在出厂设置里是「下一步」，本机设置改成了 Ctrl+Alt+7。')
    .waitFor()

  await page.getByRole('button', { name: '逐键试按' }).click()
  await page.getByText('还剩 11 个没有响应', { exact: false }).waitFor()
  await page.keyboard.press('Control+Alt+7')
  await next.getByText('有响应').waitFor()
  await page.getByRole('button', { name: '结束试按' }).click()

  await page.getByRole('button', { name: '冲突测试' }).click()
  await page.getByText('还没有键到柜评。').waitFor()
  await page.keyboard.press('Control+Alt+2')
  await page.getByText('原来是「未评价，再选原因」，已让出').waitFor()
  await page.keyboard.press('F8')
  await page.getByText('柜评没有用它，记为其他软件的键').waitFor()
  await shootBoth(page, 'hotkeys-live-clash', parts)
  await page.getByRole('button', { name: '保存，让出这些键' }).click()
  await rowOf(page, '未评价，再选原因').getByText('已让给这台电脑上的其他软件', { exact: false }).waitFor()
  expect(parts.settings.config().hotkeys.taken).toEqual(['Control+Alt+2', 'F8'])

  await page.goto(`${host.server.url}/#/`)
  await page
    .getByRole('button', { name: /^以 .* 登录$/ })
    .first()
    .click()
  await page.getByText('可以叫下一位了').waitFor()
  const state = () => parts.counter.state()
  // The keys that were given away do nothing any more.
  await page.keyboard.press('Control+Alt+1')
  await page.keyboard.press('Control+Alt+7')
  await expect.poll(() => state().matter !== null).toBe(true)
  await page.keyboard.press('Control+Alt+7')
  await expect.poll(() => state().ask !== null).toBe(true)
  await page.keyboard.press('Control+Alt+3')
  await page.getByText('已再次请群众评价。').first().waitFor()
  await page.keyboard.press('Control+Alt+Shift+2')
  await expect.poll(() => state().matter).toBeNull()
  await page.getByText('群众已离开', { exact: false }).first().waitFor()
  await page.keyboard.press('Control+Alt+9')
  await expect.poll(() => state().paused?.reason).toBe('meeting')
  await page.keyboard.press('Control+Alt+9')
  await expect.poll(() => state().paused).toBeNull()
  await page.keyboard.press('Control+Alt+8')
  await page.getByRole('dialog').waitFor()
})
