/** The pages alone in real Chromium, on a program with canned answers and under the hosts' own CSP. */
import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { HostView } from '../../src/shared/views.ts'
import { seriousFaults } from '../harness/axe.ts'
import { ALL_LOOKS, keep } from '../harness/chromium.ts'
import { answersFor, SNAPSHOTS, type SnapshotName } from './fake-wire.ts'
import { ONCE_OPENED, withLog } from './it-sights.ts'
import { BAR, BUILT, blankPage, calls, measure, openFake, served, show } from './page-test.ts'

type Language = HostView['language']
const LANGUAGES: Language[] = ['zh-CN', 'en-US']
type Sight = [state: SnapshotName, route: string, zh: string, en: string]

/** Every page in the states that people meet, known by a text that stands there alone. */
const SIGHTS: Sight[] = [
  ['fresh', '', 'tin-harbour-42', 'tin-harbour-42'],
  ['signedOut', '', '登录上岗', 'Staff number'],
  ['practice', '', '以 王芳 登录', 'Sign in as 王芳'],
  ['locked', '', '窗口已锁定', 'The counter is locked'],
  ['empty', '', '今天还没有办件。第一位群众来了，按下大按钮就好。', 'No matter closed yet'],
  ['idle', '', '可以叫下一位了', 'Ready for the next citizen'],
  ['serving', '', '办理中', 'Serving'],
  ['asked', '', '请群众在评价器上按键', 'Ask the citizen to press the keypad'],
  ['paused', '', '暂停中：用餐', 'Paused: Meal'],
  ['trouble', '', '(pad/port-gone)', '(pad/port-gone)'],
  ['practiceAsked', '', '请群众在评价器上按键', 'Ask the citizen to press the keypad'],
  ['signedOut', 'device', '设置评价器和大厅连接需要技术人员密码。', 'Technician'],
  ['technician', 'device', '按键 03 · 好', 'Key 03 · Good'],
  ['signedOut', 'it', '查看和导出日志需要管理员密码。', 'Hall IT'],
  ['it', 'it', '这份日志完整吗', 'Is this log whole?'],
  ['practiceAsked', 'pad', '请您评价', 'Please rate'],
  ['idle', 'help', '评价器断开了', 'The keypad is lost'],
  ['technician', 'help', '列表里没有端口', 'No port in the list'],
  ['it', 'help', '日志核查结果不完整', 'The log does not verify'],
  ['idle', 'results', '我的评价汇总', 'My rating totals'],
  ['idle', 'setup', '连接评价器', 'Connect a keypad'],
]
/** Also looked at in the dark and in high contrast: what people see all day, and the long pages. */
const DAILY = ['', 'device', 'it']
const CLERK_ROUTES = ['', 'bar']
/** Words of both label sets that no clerk's page may ever show (好 and 一般 alone are common words). */
const LEVEL_WORDS = /很好|很差|满意|very good|very bad|satisfied/i

it.each(LANGUAGES)(
  'every page renders in %s without a complaint, with no level on a clerk’s page',
  async (language) => {
    const { page, heard } = await openFake(answersFor('idle', language))
    // A colour on its way to another is no fault, and no sight.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    for (const [state, route, zh, en] of SIGHTS) {
      await show(page, withLog(answersFor(state, language)), route)
      const text = language === 'zh-CN' ? zh : en
      await page.getByText(text, { exact: true }).first().waitFor()
      await keep(
        page,
        `page-${route || 'front'}-${state}-${language}`,
        DAILY.includes(route) ? ALL_LOOKS : [],
      )
      expect(await seriousFaults(page), `${state} ${route}`).toEqual([])
      const { least, wide } = await measure(page)
      expect(least, `${state} ${route}: smallest text`).toBeGreaterThanOrEqual(14)
      expect(wide, `${state} ${route}: scrolls sideways`).toBe(false)
      if (CLERK_ROUTES.includes(route))
        expect(await page.locator('body').innerText()).not.toMatch(LEVEL_WORDS)
    }
    expect(heard).toEqual([])
  },
  180_000,
)

it.each(LANGUAGES)(
  'what opens on IT’s page renders in %s: the log, one matter’s story, export and offer',
  async (language) => {
    const { page, heard } = await openFake(withLog(answersFor('it', language)), 'it')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.getByText(language === 'zh-CN' ? '这份日志完整吗' : 'Is this log whole?').waitFor()
    for (const { name, open, sight } of ONCE_OPENED) {
      const [click, seen] = language === 'zh-CN' ? [open.zh, sight.zh] : [open.en, sight.en]
      // A row's button lies over the whole row.
      await page.getByText(click, { exact: true }).first().click({ force: true })
      await page.getByText(seen).first().waitFor()
      await keep(page, `page-it-${name}-${language}`, ALL_LOOKS)
      expect(await seriousFaults(page), name).toEqual([])
      const { least, wide } = await measure(page)
      expect(least, name).toBeGreaterThanOrEqual(14)
      expect(wide, name).toBe(false)
    }
    expect(heard).toEqual([])
  },
)

/** The bar's states, each known by what stands there alone. */
const BAR_SIGHTS: [state: SnapshotName, sight: string][] = [
  ['signedOut', '[autocomplete=username]'],
  ['locked', '.bar-who'],
  ['idle', '.bar.idle .next-button'],
  ['serving', '.bar.serving .bar-item'],
  ['asked', '.bar.asked .ring'],
  ['paused', '.bar.paused .next-button'],
  ['trouble', '.bar.serving .bar-words'],
  ['practiceAsked', '.bar.practice .ring'],
]

it.each(LANGUAGES)(
  'the bar fits 420 × 56 in every state in %s: nothing cut, nothing scrolls, nothing small',
  async (language) => {
    const { page, heard } = await openFake(answersFor('idle', language), 'bar', BAR)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    for (const [state, sight] of BAR_SIGHTS) {
      await show(page, answersFor(state, language), 'bar')
      await page.locator(sight).first().waitFor()
      await keep(page, `bar-${state}-${language}`, ALL_LOOKS)
      expect(await seriousFaults(page), state).toEqual([])
      const measured = await measure(page)
      expect(measured, state).toMatchObject({ wide: false, tall: false, cut: false })
      expect(measured.least, state).toBeGreaterThanOrEqual(14)
      expect(await page.locator('body').innerText()).not.toMatch(LEVEL_WORDS)
    }
    expect(heard).toEqual([])
  },
  180_000,
)

it.each([
  ['zh-CN', '日志码：1234-8f3a21c0。'],
  ['en-US', 'Log code: 1234-8f3a21c0.'],
] as const)('shows the code of the last shift where the next one signs in (%s)', async (language, words) => {
  const answers = answersFor('signedOut', language)
  const { signedOut } = SNAPSHOTS
  const host = { ...signedOut.host, language, dayCode: '1234-8f3a21c0' }
  answers['state.get'] = { ok: true, value: { ...signedOut, host } }
  const { page } = await openFake(answers)
  await page.getByText(words).waitFor()
})

it('what the first page loads of scripts is at most 700 kB gzipped', async () => {
  const { page } = await openFake(answersFor('signedOut', 'zh-CN'))
  await page.getByText('登录上岗').waitFor()
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.endsWith('.js')),
  )
  const sizes = scripts.map((path) => gzipSync(readFileSync(join(BUILT, path))).length)
  const sum = sizes.reduce((all, size) => all + size, 0)
  console.log(`page script: ${(sum / 1000).toFixed(0)} kB gzipped in ${scripts.length} files`)
  expect(sum).toBeGreaterThan(50_000)
  expect(sum).toBeLessThanOrEqual(700_000)
})

it('the next step answers to its button, its hotkey and Enter, once each; a held key and a double-click act once', async () => {
  const { page } = await openFake(answersFor('serving', 'zh-CN'))
  const button = page.getByRole('button', { name: /请评价/ })
  const counted = async (count: number) =>
    expect.poll(async () => (await calls(page, 'counter.next')).length).toBe(count)
  await button.click()
  await counted(1)
  await page.keyboard.press('Control+Alt+1')
  await counted(2)
  await page.locator('h1').click()
  await page.keyboard.press('Enter')
  await counted(3)
  // Held: the browser repeats keydown without a keyup between.
  await page.keyboard.down('Enter')
  await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await counted(4)
  await button.dblclick()
  await counted(5)
  // Enter in the search for items is the search's own.
  await page.locator('.item-field').click()
  await page
    .getByRole('dialog')
    .getByRole('row', { name: /社保登记/ })
    .waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await calls(page, 'matter.item')).length).toBe(1)
  await button.click()
  await counted(6)
})

it('a hotkey that the operating system brings is not taken twice by the page', async () => {
  const answers = answersFor('serving', 'zh-CN')
  const { serving } = SNAPSHOTS
  const hotkeys = serving.host.hotkeys.map((hotkey) => ({ ...hotkey, reach: 'os' as const }))
  answers['state.get'] = { ok: true, value: { ...serving, host: { ...serving.host, hotkeys } } }
  const { page } = await openFake(answers)
  const button = page.getByRole('button', { name: /请评价/ })
  await button.waitFor()
  await page.keyboard.press('Control+Alt+1')
  await button.click()
  await expect.poll(async () => (await calls(page, 'counter.next')).length).toBe(1)
})

it('a refusal is one line with its code beside the button; the button stays usable', async () => {
  const answers = answersFor('asked', 'zh-CN')
  answers['counter.next'] = {
    ok: false,
    error: { code: 'data/disk-full', message: '', params: { path: '/data' } },
  }
  const { page } = await openFake(answers)
  const button = page.getByRole('button', { name: /请评价中/ })
  await button.click()
  await page.getByText('磁盘已满，/data 写不进去。请清理磁盘；已确认的评价都在。').waitFor()
  await page.getByText('(data/disk-full)').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await button.isEnabled()).toBe(true)
  await page.evaluate(() => {
    window.fake.answers['counter.next'] = { ok: true, value: { did: 'waiting', leftMs: 21_400 } }
  })
  await button.click()
  await page.getByText('群众还有 22 秒可以评价。').first().waitFor()
})

it('未评价 asks for a reason by hotkey and keyboard alone', async () => {
  const { page } = await openFake(answersFor('asked', 'zh-CN'))
  await page.getByText('请群众在评价器上按键').waitFor()
  await page.keyboard.press('Control+Alt+2')
  await page.getByRole('menuitem', { name: '群众已离开' }).click()
  await expect
    .poll(() => calls(page, 'counter.unrated'))
    .toEqual([{ method: 'counter.unrated', input: { reason: 'left' } }])
})

it('the item is chosen for the next matter, the reference goes with it, and the one after starts empty', async () => {
  const { page } = await openFake(answersFor('idle', 'zh-CN'))
  await page.getByLabel('受理编号（选填）').fill(' 2026-7 ')
  await page.locator('.item-field').click()
  await page.getByText('社保登记').last().click()
  await expect
    .poll(() => calls(page, 'counter.next-item'))
    .toEqual([{ method: 'counter.next-item', input: { code: 'I1' } }])
  await page.getByRole('button', { name: /开始办理/ }).click()
  await expect
    .poll(() => calls(page, 'matter.open'))
    .toEqual([{ method: 'matter.open', input: { reference: '2026-7' } }])
  await show(page, answersFor('serving', 'zh-CN'), '')
  await page.getByText('办理中').first().waitFor()
  await show(page, answersFor('idle', 'zh-CN'), '')
  expect(await page.getByLabel('受理编号（选填）').inputValue()).toBe('')
})

it('试用： one click starts practice, one more signs a sample clerk in', async () => {
  const { page } = await openFake(answersFor('fresh', 'zh-CN'))
  await page.getByRole('button', { name: '开始试用' }).click()
  await expect
    .poll(() => calls(page, 'setup.practice'))
    .toEqual([{ method: 'setup.practice', input: { on: true } }])
  // The program starts again on the practice folder: no trouble, and the page finds out by itself.
  await page.evaluate(() => {
    window.fake.answers['state.get'] = { ok: false, error: { code: 'request/not-ready', message: '' } }
  })
  await page.getByText('程序正在准备，马上就好…').waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
  await page.evaluate(
    (next) => {
      window.fake.answers = next
    },
    answersFor('practice', 'zh-CN'),
  )
  await page.getByRole('button', { name: '以 王芳 登录' }).click()
  await expect
    .poll(() => calls(page, 'session.sign-in'))
    .toEqual([{ method: 'session.sign-in', input: { number: '1001', password: 'practice' } }])
})

it('the practice keypad sends the key that belongs to its label', async () => {
  const { page } = await openFake(answersFor('practiceAsked', 'zh-CN'), 'pad')
  await expect
    .poll(() => page.locator('.keypad-key').allInnerTexts())
    .toEqual(['很好', '好', '一般', '差', '很差'])
  await page.getByRole('button', { name: '很差' }).click()
  await expect
    .poll(() => calls(page, 'practice.press'))
    .toEqual([{ method: 'practice.press', input: { key: '00' } }])
})

it('Esc goes back to the front page', async () => {
  const { page } = await openFake(answersFor('idle', 'zh-CN'), 'it')
  await page.getByText('查看和导出日志需要管理员密码。').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('可以叫下一位了').waitFor()
})

it('over HTTP: pushes arrive by events, a break is said and mended without anybody’s help', async () => {
  let up = true
  let events: ServerResponse | null = null
  let state: SnapshotName = 'idle'
  const origin = await served((path, body, response) => {
    if (path !== '/rpc' && path !== '/events') return false
    if (!up) response.destroy()
    else if (path === '/rpc') {
      const { method } = JSON.parse(body) as { method: string }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answersFor(state, 'zh-CN')[method] ?? { ok: true, value: {} }))
    } else {
      events = response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('retry: 100\n\n')
    }
    return true
  })
  const { page } = await blankPage()
  await page.goto(origin)
  await page.getByText('可以叫下一位了').waitFor()
  await expect.poll(() => events).not.toBeNull()
  const push = { seq: 2, section: 'counter', value: SNAPSHOTS.serving.counter }
  ;(events as ServerResponse | null)?.write(`data: ${JSON.stringify(push)}\n\n`)
  await page.getByText('办理中').first().waitFor()

  up = false
  ;(events as ServerResponse | null)?.destroy()
  await page.getByText('(request/offline)').waitFor()
  await page.getByText('办理中').first().waitFor()
  state = 'paused'
  up = true
  await page.getByText('暂停中：用餐').waitFor()
  await page.getByText('(request/offline)').waitFor({ state: 'detached' })
})
