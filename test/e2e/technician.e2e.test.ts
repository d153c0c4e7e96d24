/** The technician's page in real Chromium: on the browser host with emulated keypads, and in every state on canned answers. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readHosts } from '../../src/cli/pull/hosts.ts'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import { fingerprintOf } from '../../src/main/certificate.ts'
import { systemClock } from '../../src/main/clock.ts'
import type { HostView } from '../../src/shared/views.ts'
import { must, profileNamed } from '../device/help.ts'
import { browserHost } from '../harness/browser-host.ts'
import { browser, shoot } from '../harness/chromium.ts'
import { freePort } from '../harness/offered.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { answersFor } from './fake-wire.ts'
import { measure, openFake, shootBoth, show } from './page-test.ts'
import { CHECKS } from './technician-sights.ts'

const padOn = async (
  profile: string,
  on: { tcp: number } | { pty: string } = { tcp: 0 },
): Promise<Emulator> => {
  const pad = must(await startEmulator({ profile: profileNamed(profile), on, clock: systemClock }))
  onTestFinished(() => pad.stop())
  return pad
}

/** The browser host with a technician on the device page; `step` finds a step of the check by its name. */
const atTheBench = async () => {
  const host = await browserHost()
  const { parts } = host.program.app()
  const page = await (await browser({ width: 1366, height: 1400 })).newPage()
  await page.goto(host.server.openUrl())
  await page.getByText('首次运行生成的密码').waitFor()
  const password = parts.installers.firstPasswords()?.technician ?? ''
  const enter = async () => {
    await page.goto(`${host.server.url}/#/device`)
    await page.getByLabel('密码').fill(password)
    await page.keyboard.press('Enter')
  }
  await enter()
  await page.getByText('点「开始检查」', { exact: false }).waitFor()
  return { parts, page, enter }
}
const stepOf = (page: Page, name: string, state: '通过' | '未通过' | '现在做' | '等待') =>
  page.locator('.step', { hasText: name }).filter({ has: page.getByText(state, { exact: true }) })

const choose = async (page: Page, port: string, profile: string) => {
  await page.getByLabel('端口', { exact: true }).fill(port)
  await page.getByLabel('型号', { exact: true }).click()
  await page.locator('.ant-select-item-option', { hasText: new RegExp(`· ${profile}$`) }).click()
}

it('a pad on a serial port is checked by keyboard alone; unplugged half-way it says so, and goes on where it was', async () => {
  const dir = tempDir()
  const pad = await padOn('ff68', { pty: join(dir, 'pad') })
  const { page, parts, enter } = await atTheBench()
  const heard: string[] = []
  page.on('console', (message) => message.type() === 'error' && heard.push(message.text()))
  await choose(page, pad.port, 'ff68')
  await page.getByLabel('端口', { exact: true }).focus()
  await page.keyboard.press('Enter')
  await stepOf(page, '打得开端口', '通过').waitFor()
  await page.getByText('请按评价器上的任意键').first().waitFor()
  await shoot(page, 'technician-live-press')

  pad.press(5)
  await stepOf(page, '型号相符', '通过').waitFor()
  await page.locator('.pad-key.lit', { hasText: '很好' }).waitFor()
  pad.press(1)
  await page.getByText('按过 2 / 5 个键').first().waitFor()

  await pad.unplug()
  await stepOf(page, '看得见端口', '未通过').waitFor()
  await page.getByText('评价器已断开。').first().waitFor()
  await page.getByText('按过 2 / 5 个键').first().waitFor()
  await shoot(page, 'technician-live-lost')
  must(await pad.replug())
  await stepOf(page, '打得开端口', '通过').waitFor()

  for (const level of [2, 3, 4] as const) pad.press(level)
  await stepOf(page, '每个键各按一次', '通过').waitFor()
  pad.forget()
  await page.getByRole('button', { name: '亮灯' }).press('Enter')
  expect(await pad.waitFor('ask', 5_000)).toBe(true)
  await page.getByText('已发送，评价器亮了吗').first().waitFor()

  // Too early to be saved: said, and nothing is lost.
  await page.getByRole('button', { name: '保存' }).first().press('Enter')
  await page.getByText('(check/not-finished)').waitFor()
  expect(parts.settings.config().keypad).toBeNull()
  await page.getByRole('button', { name: '看到了', exact: true }).press('Enter')
  await page.getByRole('button', { name: '没有听到' }).press('Enter')
  await page.getByText('(check/no-voice)').first().waitFor()
  await page.getByRole('button', { name: '保存' }).first().press('Enter')
  await stepOf(page, '保存', '通过').waitFor()
  expect(parts.settings.config().keypad).toEqual({ port: pad.port, profile: 'ff68', address: null })
  await shoot(page, 'technician-live-saved')

  // What crossed the wire is there, with the refusals counted and changed bytes marked.
  pad.press(3, { wrongSum: true })
  await page.locator('.refusals dd.warn').first().waitFor()
  expect(await page.locator('.bytes mark').count()).toBeGreaterThan(0)

  // Whoever closes the page has left the role; who comes back with the password finds the check as it was.
  await page.goto('about:blank')
  await enter()
  await stepOf(page, '保存', '通过').waitFor()

  await page.getByLabel('技术人员姓名').fill('赵工')
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', 'yes')
  })
  await page.getByRole('button', { name: '打印安装报告' }).press('Enter')
  await page.locator('[data-printed]').waitFor()
  await page.emulateMedia({ media: 'print' })
  const sheet = await page.locator('.report-sheet').innerText()
  for (const part of [
    '赵工',
    pad.port,
    'ff68',
    '每个键各按一次',
    '未通过',
    '没有听到',
    '很好 04 × 1',
    '没有开放',
  ])
    expect(sheet).toContain(part)
  expect(await page.locator('#root').isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })

  // With the log offered, the paper has the line by which `guiping pull` knows this counter.
  const place = { address: '127.0.0.1', port: await freePort() }
  must(parts.settings.saveConfig({ ...parts.settings.config(), offer: place }))
  must(await parts.offer.use(place))
  await page.evaluate(() => document.body.removeAttribute('data-printed'))
  await page.getByRole('button', { name: '打印安装报告' }).press('Enter')
  await page.locator('[data-printed]').waitFor()
  await page.emulateMedia({ media: 'print' })
  const listed = must(readHosts(await page.locator('.report-line').innerText(), 'paper'))
  const fingerprint = fingerprintOf(parts.dir, 'offer')?.replaceAll(':', '').toLowerCase()
  expect(listed).toEqual([{ ...place, station: parts.settings.config().station, fingerprint }])
  await shoot(page, 'technician-live-report')
  await page.emulateMedia({ media: 'screen' })

  // The name is for the paper alone.
  const folder = parts.dir
  for (const file of readdirSync(folder).filter((name) => name !== 'host.lock'))
    if (!file.includes('profiles') && !file.includes('captures'))
      expect(readFileSync(join(folder, file)).includes('赵工'), file).toBe(false)
  expect(heard).toEqual([])
})

it('the wrong profile, a port that is not there, an open shift: each a sentence, a next step, nothing lost', async () => {
  const pad = await padOn('line')
  const { page, parts } = await atTheBench()
  await choose(page, pad.port, 'ff68')
  await page.getByRole('button', { name: '开始检查' }).click()
  await stepOf(page, '打得开端口', '通过').waitFor()
  for (const level of [5, 4, 3, 2] as const) pad.press(level)
  await page.locator('.step', { hasText: '(check/no-frames)' }).waitFor()

  await choose(page, pad.port, 'line')
  await page.getByRole('button', { name: '开始检查' }).click()
  await page.getByText(`${pad.port} · line`).waitFor()
  await stepOf(page, '打得开端口', '通过').waitFor()
  pad.pressKey('9')
  await page.locator('.step', { hasText: '(check/unknown-key)' }).waitFor()

  await page.getByRole('button', { name: '重新检查' }).click()
  await page.locator('.step', { hasText: '(check/unknown-key)' }).waitFor({ state: 'detached' })
  await stepOf(page, '打得开端口', '通过').waitFor()
  for (const level of [5, 4, 3, 2, 1] as const) pad.press(level)
  await stepOf(page, '每个键各按一次', '通过').waitFor()

  const staff = { number: '1001', name: '张甲' }
  parts.counter.run({ type: 'sign-in', staff })
  await page.getByText('(pad/shift-open)').first().waitFor()
  const keys = () => parts.wire.view().events.filter(({ heard }) => heard?.type === 'key').length
  const before = keys()
  pad.press(1)
  await expect.poll(keys).toBe(before + 1)
  parts.counter.run({ type: 'sign-out', why: 'clerk' })
  await page.getByText('(pad/shift-open)').first().waitFor({ state: 'detached' })
  await stepOf(page, '每个键各按一次', '通过').waitFor()
  expect(parts.check.view()?.keys.map(({ presses }) => presses)).toEqual([1, 1, 1, 1, 1])

  await page.getByRole('button', { name: '结束检查' }).click()
  await page.getByText('点「开始检查」', { exact: false }).waitFor()
  expect(parts.keypad.view().state).toBe('none')
  const toHall = page.getByRole('navigation', { name: '本页内容' }).getByRole('button', { name: '大厅连接' })
  await toHall.focus()
  await page.keyboard.press('Enter')
  const hall = page.getByRole('heading', { name: '大厅连接' })
  expect(await hall.evaluate((heading) => heading === document.activeElement)).toBe(true)
  expect((await hall.boundingBox())?.y).toBeGreaterThanOrEqual(0)
  await page.keyboard.press('Tab')
  expect(await page.getByLabel('大厅服务器地址').evaluate((input) => input === document.activeElement)).toBe(
    true,
  )
  await page.getByLabel('端口', { exact: true }).fill('')
  await page.getByRole('button', { name: '连接', exact: true }).click()
  await page.getByText('请先填写端口。').waitFor()
  await page.getByLabel('端口', { exact: true }).fill('/dev/ttyUSB77')
  await page.getByRole('button', { name: '开始检查' }).click()
  await page.locator('.step', { hasText: '(pad/port-missing)' }).waitFor()
  await page.getByLabel('端口', { exact: true }).fill('not-a-port')
  await page.getByRole('button', { name: '开始检查' }).click()
  await page.locator('.step', { hasText: '(pad/bad-port-name)' }).waitFor()
})

it('a capture is recorded by name, listed, replayed; an empty one and one of another pad say so', async () => {
  const pad = await padOn('line')
  const { page, parts } = await atTheBench()
  const record = async (name: string, during: () => Promise<void>) => {
    await page.getByLabel('文件名').fill(name)
    await page.getByRole('button', { name: '开始录制' }).click()
    await page.getByText(`正在录制 ${name}`, { exact: false }).waitFor()
    await during()
    await page.getByRole('button', { name: '停止录制' }).click()
    await page.getByRole('button', { name: `回放 ${name}` }).waitFor()
  }
  await page.getByLabel('文件名').fill('早')
  await page.getByRole('button', { name: '开始录制' }).click()
  await page.getByText('(pad/none)').waitFor()
  await choose(page, pad.port, 'line')
  await page.getByRole('button', { name: '连接', exact: true }).click()
  await page.getByText('评价器正常').first().waitFor()
  await record('空', async () => {})
  await record('三个键', async () => {
    for (const level of [5, 3, 1] as const) pad.press(level)
    await page.getByText('正在录制 三个键，已收到 30 字节').waitFor()
  })
  expect(readdirSync(join(parts.dir, 'captures')).toSorted()).toEqual(['三个键.kcap.jsonl', '空.kcap.jsonl'])

  await page.getByRole('button', { name: '回放 三个键' }).click()
  await page.getByText('3 次按键，共 3 个事件').waitFor()
  await page.locator('.replay').getByText('按键 3 · 一般').waitFor()
  await shootBoth(page, 'technician-live-replay', parts)
  await page.getByRole('button', { name: '回放 空' }).click()
  await page.getByText('(capture/empty)').waitFor()
  await page.getByLabel('回放用的型号').click()
  await page.locator('.ant-select-item-option:visible', { hasText: /· ff68$/ }).click()
  await page.getByRole('button', { name: '回放 三个键' }).click()
  await page.getByText('(check/other-capture)').waitFor()
})

describe('every state of the check', () => {
  const LANGUAGES: HostView['language'][] = ['zh-CN', 'en-US']

  it.each(LANGUAGES)(
    'renders in %s: nothing small, nothing sideways, failures with their next step',
    async (language) => {
      const viewport = { width: 1366, height: 1400 }
      const answers = (check: unknown) => ({
        ...answersFor('technician', language),
        'device.check': { ok: true as const, value: check },
      })
      const { page, heard } = await openFake(answers(null), 'device', viewport)
      await page.locator('.bench').waitFor()
      await shoot(page, `technician-none-${language}`)
      for (const [name, check] of Object.entries(CHECKS)) {
        await show(page, answers(check), 'device')
        await page.getByText(`${check.port} · ${check.profile}`).waitFor()
        for (const { advice, state } of check.steps)
          if (state === 'failed')
            await page.locator('.step-failed', { hasText: `(${advice?.code})` }).waitFor()
        await shoot(page, `technician-${name}-${language}`)
        const { least, wide } = await measure(page)
        expect(least, name).toBeGreaterThanOrEqual(14)
        expect(wide, name).toBe(false)
      }
      await page.emulateMedia({ media: 'print' })
      await shoot(page, `technician-report-${language}`)
      expect(heard).toEqual([])
    },
  )
})
