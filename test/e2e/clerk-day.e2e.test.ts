/** What a clerk puts right: a matter opened by mistake, a wrong item, reasons that are missing, a first password. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Snapshot } from '../../src/shared/views.ts'
import { seriousFaults } from '../harness/axe.ts'
import { shoot } from '../harness/chromium.ts'
import { type Answers, answersFor, MATTER, SNAPSHOTS, type SnapshotName } from './fake-wire.ts'
import { BAR, calls, inBoth, measure, openFake, show } from './page-test.ts'

const withSections = (name: SnapshotName, more: Partial<Snapshot>): Answers => ({
  ...answersFor(name, 'zh-CN'),
  'state.get': { ok: true, value: { ...SNAPSHOTS[name], ...more } },
})
/** Waits for `count` calls of `method`. @returns their inputs. */
const inputs = async (page: Page, method: string, count: number) => {
  await expect.poll(async () => (await calls(page, method)).length, { timeout: 10_000 }).toBe(count)
  return (await calls(page, method)).map(({ input }) => input)
}
/** Axe and sizes of the page as it stands, in both languages; nothing of it may be cut or serious. */
const sound = async (page: Page, name: string) => {
  await inBoth(page, async (language) => {
    await shoot(page, `${name}-${language}`)
    expect(await measure(page), `${name} ${language}`).toMatchObject({ wide: false, cut: false })
  })
  expect(await seriousFaults(page), name).toEqual([])
}

/** Taken back for longer than a busy machine needs for the looks at it. */
const OPENED = withSections('serving', {
  counter: { ...SNAPSHOTS.serving.counter, matter: { ...MATTER, servedMs: 1200, undoMs: 98_800 } },
})

it('a matter opened by mistake is taken back by its button or Ctrl+Z, in page and bar, while that is possible', async () => {
  const { page } = await openFake(OPENED)
  const undo = page.getByRole('button', { name: /撤销（/ })
  await undo.waitFor()
  await sound(page, 'clerk-undo')
  await undo.click()
  await inputs(page, 'matter.undo', 1)
  await page.keyboard.press('Control+z')
  await inputs(page, 'matter.undo', 2)
  await show(page, answersFor('serving', 'zh-CN'), '')
  await undo.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await page.setViewportSize(BAR)
  await show(page, OPENED, 'bar')
  await undo.waitFor()
  await sound(page, 'clerk-undo-bar')
  await undo.click()
  await inputs(page, 'matter.undo', 3)
})

it('reasons that are missing are given by numbers, and asked for before signing out', async () => {
  const { page } = await openFake(answersFor('idle', 'zh-CN'))
  await page.getByRole('button', { name: '1 件还没有原因' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('程序记为：没有按键').waitFor()
  await sound(page, 'clerk-reasons')
  await page.keyboard.press('2')
  expect(await inputs(page, 'matter.reason', 1)).toEqual([{ matter: 'm-9', reason: 'left' }])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '签退' }).click()
  await dialog.getByText('签退前还有 1 件没有原因', { exact: false }).waitFor()
  expect(await calls(page, 'session.sign-out')).toEqual([])
  await dialog.getByRole('button', { name: '先不补，签退' }).click()
  await inputs(page, 'session.sign-out', 1)

  // The last reason has been given by its button, which is gone with it: Enter is enough.
  await dialog.getByRole('button', { name: '群众已离开' }).focus()
  const { today } = SNAPSHOTS.idle
  await show(page, withSections('idle', { today: today && { ...today, unexplained: [] } }), '')
  await dialog.getByText('都有原因了。').waitFor()
  await page.keyboard.press('Enter')
  await inputs(page, 'session.sign-out', 2)

  await page.setViewportSize(BAR)
  await show(page, answersFor('idle', 'zh-CN'), 'bar')
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('button', { name: '签退' }).click()
  await page.locator('.strip-row').waitFor()
  await sound(page, 'clerk-reasons-bar')
  await page.keyboard.press('1')
  expect(await inputs(page, 'matter.reason', 2)).toContainEqual({ matter: 'm-9', reason: 'declined' })
})

it('the item of a matter that is done can be put right, and the next one’s chosen in the bar', async () => {
  const { page } = await openFake(answersFor('idle', 'zh-CN'))
  await page.getByRole('button', { name: '改业务事项：发票领用' }).first().click()
  await page.getByRole('dialog').getByRole('row').first().waitFor()
  await page.keyboard.press('Enter')
  expect(await inputs(page, 'matter.item', 1)).toEqual([{ code: 'I0', matter: 'm-9' }])
  await page.setViewportSize(BAR)
  await show(page, answersFor('idle', 'zh-CN'), 'bar')
  await page.locator('.bar-item').click()
  await page.getByRole('button', { name: '社保登记' }).click()
  expect(await inputs(page, 'counter.next-item', 1)).toEqual([{ code: 'I1' }])
})

it('several matters of one citizen wait for one rating, where the hall wants that', async () => {
  const host = { ...SNAPSHOTS.serving.host, visit: 'one' as const }
  const item = { code: 'I1', name: '社保登记' }
  const waiting = [{ id: 'm-first', item, reference: null, servedMs: 60_000 }]
  const state = withSections('serving', { host, counter: { ...SNAPSHOTS.serving.counter, waiting } })
  const { page } = await openFake(state)
  await page.getByText('这次还有 1 件，一次评价', { exact: false }).waitFor()
  await sound(page, 'clerk-visit')
  await page.getByRole('button', { name: '同一群众再办一件' }).click()
  await inputs(page, 'matter.add', 1)
})

it('a first password is changed before the first shift, and its owner is in', async () => {
  const answers = answersFor('signedOut', 'zh-CN')
  answers['session.sign-in'] = { ok: false, error: { code: 'session/first-password', message: '' } }
  const { page } = await openFake(answers)
  await page.getByLabel('工号').fill('1024')
  await page.getByLabel('密码').fill('first-1')
  await page.keyboard.press('Enter')
  await page.getByText('请设一个自己的密码', { exact: false }).waitFor()
  await page.getByLabel('新密码').fill('abc')
  await page.getByLabel('再输入一次').fill('abc')
  await page.keyboard.press('Enter')
  await page.getByText('(session/password-short)').waitFor()
  await sound(page, 'clerk-first-password')
  await page.getByLabel('新密码').fill('lotus pond 7')
  await page.keyboard.press('Enter')
  await page.getByText('两次输入不一样，请再输入一次。').waitFor()
  expect(await calls(page, 'session.change-password')).toEqual([])
  await page.getByLabel('再输入一次').fill('lotus pond 7')
  await page.keyboard.press('Enter')
  const change = { number: '1024', password: 'first-1', next: 'lotus pond 7' }
  expect(await inputs(page, 'session.change-password', 1)).toEqual([change])
  expect((await inputs(page, 'session.sign-in', 2))[1]).toEqual({ number: '1024', password: 'lotus pond 7' })
})

it('in a bar that never takes the focus, typing asks for it and gives it back; what it cannot do, the desk can', async () => {
  const host = {
    capabilities: { globalHotkeys: 'os', bar: 'window', tray: true, alwaysOnTop: true },
  } as const
  const inWindow = (name: SnapshotName) => withSections(name, { host: { ...SNAPSHOTS[name].host, ...host } })
  const { page } = await openFake(inWindow('serving'), 'bar', BAR)
  const typing = async (...ons: boolean[]) =>
    expect.poll(() => inputs(page, 'window.type', ons.length)).toEqual(ons.map((on) => ({ on })))
  // Buttons ask for nothing.
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('button', { name: '返回' }).click()
  expect(await calls(page, 'window.type')).toEqual([])
  await page.locator('.bar-item').click()
  await typing(true)
  await page.getByRole('button', { name: '社保登记' }).click()
  await typing(true, false)

  // The counter has locked itself: the form comes, and the focus stays where the clerk works.
  await show(page, inWindow('locked'), 'bar')
  await page.locator('.bar-who').waitFor()
  await typing(true, false)
  await page.getByLabel('密码').click()
  await typing(true, false, true)
  await sound(page, 'clerk-bar-locked')
  await page.getByRole('button', { name: '换人（到前台）' }).click()
  await inputs(page, 'window.show', 1)
  await show(page, inWindow('idle'), 'bar')
  await typing(true, false, true, false)

  const first = inWindow('signedOut')
  first['session.sign-in'] = { ok: false, error: { code: 'session/first-password', message: '' } }
  await show(page, first, 'bar')
  await page.getByLabel('工号').fill('1024')
  await page.getByLabel('密码').fill('first-1')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '到前台设密码' }).waitFor()
  await sound(page, 'clerk-bar-first-password')
  await page.getByRole('button', { name: '到前台设密码' }).click()
  await inputs(page, 'window.show', 2)
})

it('hands at the page are told once a minute, those of nobody’s shift never', async () => {
  const { page } = await openFake(answersFor('serving', 'zh-CN'))
  await page.getByText('办理中').first().waitFor()
  const touch = async () => {
    await page.mouse.move(100, 100)
    await page.mouse.move(200, 200)
    await page.keyboard.press('Shift')
  }
  await touch()
  expect(await calls(page, 'session.active')).toEqual([])
  const later = (ms: number) =>
    page.evaluate((by) => {
      const { now } = performance
      performance.now = () => now.call(performance) + by
    }, ms)
  await later(60_000)
  await touch()
  await inputs(page, 'session.active', 1)
  await show(page, answersFor('locked', 'zh-CN'), '')
  await page.getByText('窗口已锁定').waitFor()
  await later(120_000)
  await touch()
  await inputs(page, 'session.active', 1)
})

it('the page speaks to the citizen for a pad without a voice, and says nothing where speech is off', async () => {
  /** Each time another citizen is asked. */
  const speaking = (name: SnapshotName, speaks: boolean) => {
    const { counter, host } = SNAPSHOTS[name]
    const ask = counter.ask && { ...counter.ask, id: `ask-${speaks}` }
    return withSections(name, { host: { ...host, speaks }, counter: { ...counter, ask } })
  }
  const { page } = await openFake(speaking('serving', false))
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    window.speechSynthesis.speak = (phrase) => void said.push(phrase.text)
  })
  const said = () => page.evaluate(() => Reflect.get(window, 'said') as string[])
  for (const [speaks, words] of [
    [false, []],
    [true, ['请您评价']],
  ] as const) {
    await show(page, speaking('serving', speaks), '')
    await page.getByText('办理中').first().waitFor()
    await show(page, speaking('asked', speaks), '')
    await page.getByText('请群众在评价器上按键').waitFor()
    await expect.poll(said).toEqual(words)
  }
})

it('own results are sums, or the sentence that says when there will be one', async () => {
  const answers = answersFor('idle', 'zh-CN')
  answers['own.results'] = { ok: true, value: { least: 10, labelSet: '2010', sums: [] } }
  const { page } = await openFake(answers, 'results')
  await page.getByText('还没有可以显示的汇总', { exact: false }).waitFor()
  const sums = [{ from: '2026-05-01', to: '2026-05-02', ratings: 31, counts: [20, 8, 2, 1, 0] }]
  answers['own.results'] = { ok: true, value: { least: 10, labelSet: '2020', sums } }
  await show(page, answers, '')
  await page.getByText('可以叫下一位了').waitFor()
  await show(page, answers, 'results')
  await page.getByText('2026-05-01 至 2026-05-02').waitFor()
  await page.getByRole('columnheader', { name: '非常满意' }).waitFor()
  await sound(page, 'clerk-results')
})
