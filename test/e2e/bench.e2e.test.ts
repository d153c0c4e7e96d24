/** Detection and learning on the technician's page: on the browser host with emulated pads, and in every state. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import { systemClock } from '../../src/main/clock.ts'
import type { HostView } from '../../src/shared/views.ts'
import { must, profileNamed } from '../device/help.ts'
import { seriousFaults } from '../harness/axe.ts'
import { browserHost, enterAs } from '../harness/browser-host.ts'
import { browser, shoot } from '../harness/chromium.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { DETECTIONS, LEARNINGS } from './bench-sights.ts'
import { answersFor } from './fake-wire.ts'
import { calls, measure, openFake, shootBoth, show } from './page-test.ts'

const padAt = async (profile: string, name: string): Promise<Emulator> => {
  const on = { pty: join(tempDir(), name) }
  const pad = must(await startEmulator({ profile: profileNamed(profile), on, clock: systemClock }))
  onTestFinished(() => pad.stop())
  return pad
}

const atTheBench = async () => {
  const host = await browserHost()
  const { parts } = host.program.app()
  const page = await (await browser({ width: 1366, height: 1800 })).newPage()
  page.setDefaultTimeout(30_000)
  await enterAs(page, host, 'technician')
  await page.getByRole('heading', { name: '识别评价器' }).waitFor()
  return { parts, page }
}
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

it('a pad is recognised by a key, its port and profile filled in and checked; a port that vanishes says so', async () => {
  const pad = await padAt('intehel', 'pad')
  const { page, parts } = await atTheBench()
  const find = card(page, '识别评价器')
  await find.getByRole('button', { name: '识别' }).click()
  await find.getByText('请先选好端口。').waitFor()
  await page.getByLabel('端口', { exact: true }).fill(pad.port)
  await find.getByRole('button', { name: '识别' }).press('Enter')
  await find.getByText('请现在按评价器上的任意键', { exact: false }).waitFor()
  await pad.unplug()
  await find.getByText('(pad/port-gone)').waitFor()
  await shootBoth(page, 'bench-live-gone', parts)
  must(await pad.replug())

  await find.getByRole('button', { name: '识别' }).press('Enter')
  await find.getByText('请现在按评价器上的任意键', { exact: false }).waitFor()
  await shoot(page, 'bench-live-press')
  pad.press(4)
  await find.getByText('认出 intehel', { exact: false }).waitFor()
  await page.getByText('· intehel', { exact: false }).first().waitFor()
  expect(await page.getByLabel('地址', { exact: true }).inputValue()).toBe('1')
  await shoot(page, 'bench-live-found')
  await page.getByRole('button', { name: '开始检查' }).click()
  await expect
    .poll(() => parts.check.view())
    .toMatchObject({ port: pad.port, profile: 'intehel', address: 1 })
}, 90_000)

it('a pad that nobody knows is learnt key by key, over an unplug, saved, and rates at once', async () => {
  const pad = await padAt('ff68', 'new-pad')
  const { page, parts } = await atTheBench()
  await page.getByLabel('端口', { exact: true }).fill(pad.port)
  const learn = card(page, '学习新型号')
  await learn.getByRole('button', { name: '学习新型号' }).click()
  await learn.getByLabel('每个键按几次').click()
  await page.locator('.ant-select-item-option:visible', { hasText: /^2$/ }).click()
  await shoot(page, 'bench-live-learn-form')
  await learn.getByRole('button', { name: '开始学习' }).click()
  const press = async (level: 1 | 2 | 3 | 4 | 5, name: string) => {
    for (const times of [0, 1]) {
      await learn.getByText(`请按「${name}」，每次停一秒。已收到 ${times} / 2 次`, { exact: false }).waitFor()
      pad.press(level)
    }
  }
  await press(5, '很好')
  await press(4, '好')
  await learn.getByText('请按「一般」', { exact: false }).waitFor()
  await shoot(page, 'bench-live-learn-press')
  await pad.unplug()
  await learn.getByText('(pad/port-gone)').waitFor()
  await learn.getByText('已停下，按过的键都在。').waitFor()
  await shoot(page, 'bench-live-learn-gone')
  must(await pad.replug())
  await learn.getByRole('button', { name: '继续按剩下的键' }).press('Enter')
  await press(3, '一般')
  await press(2, '差')
  await press(1, '很差')
  await learn.getByText('10 次按键全部解码正确', { exact: false }).waitFor()
  // Key and check, of five keys.
  expect(await learn.locator('.learn-bytes mark').count()).toBe(10)
  await shoot(page, 'bench-live-learnt')

  await learn.getByRole('button', { name: '保存型号' }).click()
  await learn.getByText('代号只用小写字母', { exact: false }).waitFor()
  await learn.getByLabel('型号代号').fill('ff68')
  await learn.getByLabel('中文名称').fill('本厅评价器')
  await learn.getByLabel('英文名称').fill('Our pad')
  await page.keyboard.press('Enter')
  await learn.getByText('(learn/name-taken)').waitFor()
  await learn.getByLabel('型号代号').fill('our-pad')
  await page.keyboard.press('Enter')
  await learn.getByText('已保存为 our-pad', { exact: false }).waitFor()
  expect(readFileSync(join(parts.dir, 'profiles', 'our-pad.json'), 'utf8')).toContain('本厅评价器')
  await page.getByText('本厅评价器 · our-pad').first().waitFor()
  await shoot(page, 'bench-live-saved')
  await page.getByRole('button', { name: '连接', exact: true }).click()
  await expect
    .poll(() => parts.keypad.view(), { timeout: 8_000 })
    .toMatchObject({
      state: 'online',
      profile: 'our-pad',
    })
  // What was kept is learnt from again without the pad: of each key the newest capture is chosen already.
  await learn.getByRole('button', { name: '从抓包学习' }).click()
  await learn.getByText('给每个抓包选', { exact: false }).waitFor()
  await shootBoth(page, 'bench-live-learn-captures', parts)
  await learn.getByRole('button', { name: '用这些学习' }).click()
  await learn.getByText('10 次按键全部解码正确', { exact: false }).waitFor()
  expect(await learn.locator('.learn-bytes mark').count()).toBe(10)
  pad.press(1)
  await expect
    .poll(() => parts.wire.view().events.filter(({ heard }) => heard?.type === 'key'), { timeout: 8_000 })
    .toMatchObject([{ heard: { level: 1 } }])
}, 120_000)

describe('every state of detection and learning', () => {
  const LANGUAGES: HostView['language'][] = ['zh-CN', 'en-US']
  const answers = (language: HostView['language'], more: Record<string, unknown>) => ({
    ...answersFor('technician', language),
    ...Object.fromEntries(
      Object.entries(more).map(([method, value]) => [method, { ok: true as const, value }]),
    ),
  })

  it.each(LANGUAGES)(
    'renders in %s: nothing small, nothing sideways, failures with their next step',
    async (language) => {
      const { page, heard } = await openFake(answers(language, {}), 'device', { width: 1366, height: 2400 })
      await page.locator('.bench').waitFor()
      await shoot(page, `bench-none-${language}`)
      // A page that is opened anew asks at once.
      const leave = async () => {
        await show(page, answers(language, {}), '')
        await page.locator('.bench').waitFor({ state: 'detached' })
      }
      const look = async (name: string, codes: (string | undefined)[]) => {
        for (const code of codes) if (code) await page.getByText(`(${code})`).first().waitFor()
        // The page around it is the same each time, and long.
        const at = name.startsWith('detect') ? '.check-summary, .fault' : '.learn-bytes, .pad-key, .fault'
        const shown = page.locator('.column:first-child > .card', { has: page.locator(at) })
        await shoot(shown.last(), `bench-${name}-${language}`)
        const { least, wide } = await measure(page)
        expect(least, name).toBeGreaterThanOrEqual(14)
        expect(wide, name).toBe(false)
      }
      for (const [name, view] of Object.entries(DETECTIONS)) {
        await leave()
        await show(page, answers(language, { 'device.detect': view }), 'device')
        await page.locator('.check-summary, .fault').first().waitFor()
        await look(`detect-${name}`, [...view.findings.map(({ advice }) => advice?.code), view.fault?.code])
      }
      for (const [name, view] of Object.entries(LEARNINGS)) {
        await leave()
        await show(page, answers(language, { 'device.learn': view }), 'device')
        await page.locator('.learn-bytes, .pad-key').first().waitFor()
        await look(`learn-${name}`, [view.fault?.code])
      }
      expect(heard).toEqual([])
      expect(await seriousFaults(page)).toEqual([])
    },
    240_000,
  )

  it('a pad that types is said to be a keyboard, with the way to the hotkeys; what works the page is not', async () => {
    const { page } = await openFake(answers('zh-CN', { 'device.detect': DETECTIONS['press'] }), 'device', {
      width: 1366,
      height: 1800,
    })
    await page.getByText('请现在按评价器上的任意键', { exact: false }).waitFor()
    for (const key of ['Tab', 'ArrowDown', 'Control+a']) await page.keyboard.press(key)
    expect(await page.getByText('(bench/keyboard)').count()).toBe(0)
    await page.getByLabel('端口', { exact: true }).fill('')
    await page.getByLabel('端口', { exact: true }).press('7')
    expect(await page.getByText('(bench/keyboard)').count()).toBe(0)
    // What goes into a field may be anybody's: that it goes unnoticed is said, and is ended by one click.
    const unnoticed = page.getByText('光标在输入框里', { exact: false })
    await unnoticed.waitFor()
    await shoot(page, 'bench-in-field-zh-CN')
    await page.getByRole('button', { name: '离开输入框' }).click()
    await unnoticed.waitFor({ state: 'detached' })
    await card(page, '识别评价器').focus()
    // Playwright knows no F13: the key goes in where a keyboard's would.
    const devtools = await page.context().newCDPSession(page)
    const f13 = { key: 'F13', code: 'F13', windowsVirtualKeyCode: 124 }
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...f13 })
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...f13 })
    await page.keyboard.press('3')
    await page.getByText('（F13 3）', { exact: false }).waitFor()
    await shoot(page, 'bench-keyboard-zh-CN')
    await page.getByRole('button', { name: '去快捷键设置' }).press('Enter')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('#hotkeys') !== null))
      .toBe(true)
  }, 60_000)

  it('a tie is chosen by the technician; two alike are told apart by a key; the choice goes with its identity', async () => {
    const ports = ['/dev/ttyUSB0', '/dev/ttyUSB1'].map((port) => ({
      ...{ port, name: 'USB Serial', vendorId: '1A86', productId: '7523', serialNumber: null, heldBy: null },
      proposal: { reason: 'bridge-on-keypads', chip: 'CH340', apart: 'press' },
    }))
    const view = DETECTIONS['tie']
    const identity = { by: 'location', value: '1-2' }
    const tie = { ...view, found: view?.found.map((one) => ({ ...one, identity })) }
    const { page } = await openFake(
      answers('zh-CN', { 'device.detect': tie, 'device.ports': ports }),
      'device',
      { width: 1366, height: 1800 },
    )
    await shoot(page, 'bench-alike-zh-CN')
    await page.getByRole('button', { name: '有几个一样的：按键选端口' }).click()
    await expect
      .poll(() => calls(page, 'device.detect-start'))
      .toMatchObject([{ input: { ports: ['/dev/ttyUSB0', '/dev/ttyUSB1'] } }])
    await page.getByRole('button', { name: /^用 .*· ff68$/ }).click()
    await page.getByRole('button', { name: '连接', exact: true }).click()
    await expect
      .poll(() => calls(page, 'device.connect'))
      .toMatchObject([{ input: { port: '/dev/ttyUSB0', profile: 'ff68', address: 1, identity } }])
    // Another port is another pad: the identity does not go with it.
    await page.getByRole('button', { name: /^\/dev\/ttyUSB1/ }).click()
    await page.getByRole('button', { name: '开始检查' }).click()
    const [check] = await calls(page, 'device.check-start')
    expect(check?.input).toEqual({ port: '/dev/ttyUSB1', profile: 'ff68', address: 1 })
  }, 60_000)
})
