/** The clerk's pages where a newcomer stumbled: each test is one thing that must not happen again. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { CounterView, MatterRow, Push, Snapshot } from '../../src/shared/views.ts'
import { shoot } from '../harness/chromium.ts'
import { type Answers, answersFor, installFakeWire, SNAPSHOTS, type SnapshotName } from './fake-wire.ts'
import { BAR, blankPage, calls, measure, openFake, served, shootBoth, show } from './page-test.ts'

/** The answers of a state with some sections changed. */
const withSections = (name: SnapshotName, more: Partial<Snapshot>): Answers => ({
  ...answersFor(name, 'zh-CN'),
  'state.get': { ok: true, value: { ...SNAPSHOTS[name], ...more } },
})
const push = (page: Page, value: Push): Promise<void> =>
  page.evaluate((sent) => window.fake.push(sent), value)
/** The rating window runs out: the counter's push, then the day's. */
const runOut = async (page: Page): Promise<void> => {
  const { counter, today }: Snapshot = SNAPSHOTS.idle
  if (!today) throw new Error('no day')
  await push(page, { seq: 2, section: 'counter', value: counter })
  const [first, ...others] = today.matters.map((row) => ({ ...row }))
  if (!first) throw new Error('no matters')
  const closed: MatterRow = { ...first, id: 'm-in-hand', outcome: 'unrated', reason: 'no-press' }
  await push(page, {
    seq: 3,
    section: 'today',
    value: { ...today, matters: [closed, ...others] },
  })
}
const counted = (page: Page, method: string, count: number) =>
  expect.poll(async () => (await calls(page, method)).length).toBe(count)

it('while the program is away, lights and figures are unknown and the sentence says what to do', async () => {
  const { page } = await openFake(answersFor('asked', 'zh-CN'))
  await page.getByText('评价器正常').waitFor()
  await page.evaluate(() => {
    window.fake.answers = { 'state.get': { ok: false, error: { code: 'request/offline', message: '' } } }
    window.fake.push(null)
  })
  await page.getByText('请确认柜评正在运行；若已重新启动，请用新打开的窗口。').waitFor()
  for (const text of ['评价器：未知', '送达：未知', '今日评价率 未知'])
    await page.getByText(text, { exact: true }).waitFor()
  expect(await page.getByText(/评价器正常|已全部送达|80%/).count()).toBe(0)
  expect(await page.locator('.light.good').count()).toBe(0)
  expect(await page.locator('.ring-seconds').innerText()).toBe('?')
  await shoot(page, 'clerk-away')
  await page.evaluate(() => {
    window.location.hash = '#/bar'
  })
  await page.setViewportSize(BAR)
  await page.locator('.bar .light.soft').first().waitFor()
  expect(await page.locator('.bar .light.good').count()).toBe(0)
  await shoot(page, 'clerk-away-bar')
})

it('a window whose session is gone says so and stops knocking every second', async () => {
  let asked = 0
  const origin = await served((path, _body, response) => {
    if (path !== '/rpc' && path !== '/events') return false
    asked += 1
    response.writeHead(401, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ ok: false, error: { code: 'request/refused', message: '', params: {} } }))
    return true
  })
  const { page } = await blankPage()
  await page.goto(origin)
  await page.getByText('这个窗口已失效').waitFor()
  // Nothing to wait for: how often it knocks in this time is what is measured.
  await page.waitForTimeout(4000)
  // Two askers, each after 1, 2, 4 … seconds, and each break of the event stream asks once.
  expect(asked).toBeLessThan(11)
})

it('the item field shows what will be recorded, in page and bar', async () => {
  const counter: CounterView = {
    ...SNAPSHOTS.idle.counter,
    nextItem: { code: 'I0', name: '增值税申报', why: 'last' },
  }
  const answers = withSections('idle', { counter })
  const { page } = await openFake(answers)
  await page.locator('.item-field', { hasText: '增值税申报' }).waitFor()
  await shootBoth(page, 'clerk-next-item')
  await show(page, answers, 'bar')
  await page.locator('.bar-item', { hasText: '增值税申报' }).waitFor()
})

const LOCKED_PRACTICE = withSections('locked', {
  host: { ...SNAPSHOTS.practice.host },
  counter: { ...SNAPSHOTS.locked.counter, staff: { number: '1001', name: '王芳' } },
})

it('a lock in practice is no trap: one click unlocks, another ends the shift and leaves practice', async () => {
  const { page } = await openFake(LOCKED_PRACTICE)
  await page.getByRole('button', { name: '解锁（王芳）' }).click()
  const unlock = { method: 'session.unlock', input: { password: 'practice' } }
  await expect.poll(() => calls(page, 'session.unlock')).toEqual([unlock])
  await shootBoth(page, 'clerk-lock-practice')
  await page.getByRole('button', { name: '离开试用' }).click()
  await counted(page, 'setup.practice', 1)
  expect(await calls(page, 'session.sign-out')).toHaveLength(1)
})

it('another clerk signs in over a locked shift', async () => {
  const { page } = await openFake(answersFor('locked', 'zh-CN'))
  await page.getByRole('button', { name: '换人登录' }).click()
  await page.getByText('王芳 的班次按交接结束').waitFor()
  await shootBoth(page, 'clerk-lock-other')
  await page.keyboard.type('2048')
  await page.keyboard.press('Enter')
  await page.getByText('请先填写密码。').waitFor()
  await page.getByRole('region', { name: '换人登录' }).getByLabel('密码').fill('secret')
  await page.keyboard.press('Enter')
  const input = { number: '2048', password: 'secret' }
  await expect.poll(() => calls(page, 'session.sign-in')).toEqual([{ method: 'session.sign-in', input }])
})

it('what is empty is said at its field, and the program is not asked', async () => {
  const { page } = await openFake(answersFor('signedOut', 'zh-CN'))
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByText('请先填写工号。').waitFor()
  await page.getByText('请先填写密码。').waitFor()
  await shootBoth(page, 'clerk-empty')
  await show(page, answersFor('signedOut', 'zh-CN'), 'it')
  await page.getByRole('button', { name: '进入' }).click()
  await page.getByText('请先填写密码。').waitFor()
  await show(page, answersFor('locked', 'zh-CN'), '')
  await page.getByRole('button', { name: '解锁' }).click()
  await page.getByText('请先填写密码。').waitFor()
  for (const method of ['session.sign-in', 'session.role', 'session.unlock'])
    expect(await calls(page, method)).toEqual([])
})

it('after a click on any button Enter is the next step; a button reached by keyboard keeps its Enter', async () => {
  const { page } = await openFake(answersFor('serving', 'zh-CN'))
  const filter = page.getByRole('button', { name: /只看未评价/ })
  await filter.click()
  await page.keyboard.press('Enter')
  await counted(page, 'counter.next', 1)
  const all = page.getByRole('button', { name: '看全部' })
  await page.keyboard.press('Tab')
  await all.focus()
  await page.keyboard.press('Enter')
  await filter.waitFor()
  await counted(page, 'counter.next', 1)
  await page.getByRole('button', { name: '暂停' }).click()
  await page.getByRole('menuitem', { name: '用餐' }).click()
  await counted(page, 'counter.pause', 1)
  await page.keyboard.press('Enter')
  await counted(page, 'counter.next', 2)
})

it('未评价… has no reason preselected: Enter alone records none and asks nothing, arrows and numbers choose', async () => {
  const { page } = await openFake(answersFor('asked', 'zh-CN'))
  await page.getByText('请群众在评价器上按键').waitFor()
  const menu = page.getByRole('menu')
  await page.keyboard.press('Control+Alt+2')
  await menu.waitFor()
  await page.keyboard.press('Enter')
  await page.waitForTimeout(100)
  expect(await calls(page, 'counter.unrated')).toEqual([])
  expect(await calls(page, 'counter.next')).toEqual([])
  await shootBoth(page, 'clerk-unrated')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await counted(page, 'counter.unrated', 1)
  await menu.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '未评价…' }).click()
  await page.keyboard.press('5')
  await counted(page, 'counter.unrated', 2)
  expect((await calls(page, 'counter.unrated')).map(({ input }) => input)).toEqual([
    { reason: 'left' },
    { reason: 'other' },
  ])
  expect(await calls(page, 'counter.next')).toEqual([])
})

it('when the window runs out under the open 未评价…, the menu stays, says so, and touches no other matter', async () => {
  const { page } = await openFake(answersFor('asked', 'zh-CN'))
  await page.getByRole('button', { name: '未评价…' }).click()
  const reason = page.getByRole('menuitem', { name: '群众已离开' })
  await reason.hover()
  const before = await reason.boundingBox()
  await runOut(page)
  await page.getByText('这件刚刚办结：未评价 · 没有按键。原因不能再改。').waitFor()
  await shoot(page, 'clerk-unrated-late')
  expect(await reason.boundingBox()).toEqual(before)
  await page.mouse.down()
  await page.mouse.up()
  await page.keyboard.press('2')
  expect(await calls(page, 'counter.unrated')).toEqual([])
  expect(await calls(page, 'counter.next')).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
})

it('a click on the big button is not taken for 600 ms after the window ran out by itself; a key is', async () => {
  const { page } = await openFake(answersFor('asked', 'zh-CN'))
  // Where 未评价… stands, 开始办理 comes to lie.
  await page.getByRole('button', { name: '未评价…' }).hover()
  // At once, however slow the machine: a real click's event, with its count of one.
  const clicked = page.evaluate(
    () =>
      new Promise<void>((done) => {
        const watch = new MutationObserver(() => {
          if (!document.querySelector('.matter .state.idle')) return
          watch.disconnect()
          document
            .querySelector('.next-button')
            ?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }))
          done()
        })
        watch.observe(document, { subtree: true, childList: true, attributes: true })
      }),
  )
  await runOut(page)
  await clicked
  expect(await calls(page, 'counter.next')).toEqual([])
  await page.keyboard.press('Enter')
  await counted(page, 'counter.next', 1)
  await page.waitForTimeout(600)
  await page.mouse.down()
  await page.mouse.up()
  await counted(page, 'counter.next', 2)
})

/** No matter lacks a reason, which a sign-out would ask for first. */
const nothingOwed = (name: 'serving' | 'idle') => {
  const { today } = SNAPSHOTS[name]
  return withSections(name, { today: today && { ...today, unexplained: [] } })
}

it('signing out with a matter open asks once, in the page and in the bar; without one it does not', async () => {
  const { page } = await openFake(nothingOwed('serving'))
  await page.getByRole('button', { name: '签退' }).click()
  const sure = page.getByText('当前办件将按未评价办结（原因：已签退）。仍要签退？')
  await sure.waitFor()
  await shootBoth(page, 'clerk-sign-out')
  await page.getByRole('button', { name: '取消' }).click()
  await sure.waitFor({ state: 'detached' })
  expect(await calls(page, 'session.sign-out')).toEqual([])
  await page.getByRole('button', { name: '签退' }).click()
  await page.locator('.sure').getByRole('button', { name: '签退' }).click()
  await counted(page, 'session.sign-out', 1)

  await page.setViewportSize(BAR)
  await show(page, nothingOwed('serving'), 'bar')
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('button', { name: '签退' }).click()
  await sure.waitFor()
  await shootBoth(page, 'clerk-sign-out-bar')
  await page.getByRole('button', { name: '签退' }).click()
  await counted(page, 'session.sign-out', 2)
  await show(page, nothingOwed('idle'), '')
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.getByText('可以叫下一位了').waitFor()
  await page.getByRole('button', { name: '签退' }).click()
  await counted(page, 'session.sign-out', 3)
})

/** Whether every child of `selector` lies wholly inside the window. */
const allInside = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((children) =>
    children.every((child) => {
      const { top, bottom, left, right } = child.getBoundingClientRect()
      return top >= 0 && left >= 0 && bottom <= window.innerHeight && right <= window.innerWidth
    }),
  )

it.each(['zh-CN', 'en-US'] as const)(
  'at 420 × 56 every reason, every entry of the menu and the whole notice can be seen, in %s',
  async (language) => {
    const answers = answersFor('practiceAsked', language)
    answers['counter.next'] = { ok: true, value: { did: 'waiting', leftMs: 28_400 } }
    const { page } = await openFake(answers, 'bar', BAR)
    await page.locator('.next-button').click()
    const words = page.locator('.bar-words')
    await words.waitFor()
    // Less than a line: tall glyphs may stand out of theirs.
    expect(await words.evaluate((text) => text.scrollHeight - text.clientHeight)).toBeLessThan(10)
    await shoot(page, `clerk-bar-notice-${language}`)
    await words.waitFor({ state: 'detached', timeout: 5000 })
    await page.getByRole('button', { name: /未评价|Not rated/ }).click()
    await shoot(page, `clerk-bar-reasons-${language}`)
    expect(await page.locator('.strip > *').count()).toBe(5)
    expect(await allInside(page, '.strip > *')).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /更多|More/ }).click()
    await shoot(page, `clerk-bar-menu-${language}`)
    expect(await allInside(page, '.strip > *')).toBe(true)
    expect(await measure(page)).toMatchObject({ tall: false, wide: false })
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Alt+2')
    await page.keyboard.press('5')
    await expect
      .poll(() => calls(page, 'counter.unrated'))
      .toEqual([{ method: 'counter.unrated', input: { reason: 'other' } }])
  },
)

it('in the bar, too, the reasons of a matter that closed by itself touch no other matter', async () => {
  const { page } = await openFake(answersFor('asked', 'zh-CN'), 'bar', BAR)
  await page.getByRole('button', { name: '未评价…' }).click()
  await runOut(page)
  await page.getByText('这件刚刚办结：未评价 · 没有按键。原因不能再改。').waitFor()
  await shoot(page, 'clerk-bar-late')
  await page.keyboard.press('2')
  expect(await calls(page, 'counter.unrated')).toEqual([])
})

it('the time left that was said goes after three seconds', async () => {
  const answers = answersFor('asked', 'zh-CN')
  answers['counter.next'] = { ok: true, value: { did: 'waiting', leftMs: 28_400 } }
  const { page } = await openFake(answers)
  await page.locator('.next-button').click()
  const said = page.locator('.said')
  await said.waitFor()
  await page.waitForTimeout(2000)
  expect(await said.count()).toBe(1)
  await said.waitFor({ state: 'detached', timeout: 3000 })
})

it('the practice keypad opens in a tab of its own, and 返回 or Esc closes that tab', async () => {
  const answers = withSections('idle', { host: { ...SNAPSHOTS.idle.host, practice: true } })
  const { page } = await openFake(answers)
  // The new tab has the same program.
  await page.context().addInitScript(installFakeWire, answers)
  const leave: ((pad: Page) => Promise<void>)[] = [
    (pad) => pad.getByRole('button', { name: '返回' }).click(),
    // The tab goes between key-down and key-up.
    (pad) => pad.keyboard.press('Escape').catch(() => {}),
  ]
  for (const way of leave) {
    const opened = page.context().waitForEvent('page')
    await page.getByRole('button', { name: '模拟评价器' }).click()
    const pad = await opened
    await pad.getByRole('button', { name: '很好', exact: true }).waitFor()
    const closed = pad.waitForEvent('close')
    await way(pad)
    await closed
  }
})

it('the practice keypad thanks for three seconds, then greets the next citizen', async () => {
  const { page } = await openFake(answersFor('practiceAsked', 'zh-CN'), 'pad')
  await page.getByText('请您评价').waitFor()
  await page.evaluate((idle) => {
    const pad = window.fake.answers['practice.pad']
    if (pad?.ok) pad.value = { ...(pad.value as object), lights: ['ask', 'thanks'] }
    window.fake.push({ seq: 2, section: 'counter', value: idle })
  }, SNAPSHOTS.idle.counter)
  await page.getByText('谢谢').waitFor()
  await page.waitForTimeout(1500)
  expect(await page.getByText('谢谢').count()).toBe(1)
  await page.getByText('您好').waitFor({ timeout: 3000 })
})

it('an open port alone is called connected; the first key makes it work', async () => {
  const pad = { ...SNAPSHOTS.idle.pad, heard: false }
  const { page } = await openFake(withSections('idle', { pad }))
  await page.getByText('评价器已连接', { exact: true }).waitFor()
  await page.getByLabel('评价器已连接，还没有收到按键').waitFor()
  await push(page, { seq: 2, section: 'pad', value: { ...pad, heard: true } })
  await page.getByText('评价器正常', { exact: true }).waitFor()
})
