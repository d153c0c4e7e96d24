/** A clerk's day with everything that is not a plain matter, on the real program, an emulated keypad and a real log. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startEmulator } from '../../src/device/emulator/emulator.ts'
import { loadProfiles } from '../../src/device/profiles/load.ts'
import { systemClock } from '../../src/main/clock.ts'
import { DEFAULT_CONFIG } from '../../src/shared/config.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { browserHost, root } from '../harness/browser-host.ts'
import { browser, shoot } from '../harness/chromium.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { CLERKS, logged, testRoster } from '../harness/test-app.ts'

const NEXT = 'Control+Alt+1'
const { number, password } = CLERKS[0]
const OWN = 'lotus pond 7'

it('a first password, a matter taken back, a visit of two with one overtime, a reason given at the end, an idle lock; no level reaches the page', async () => {
  const profiles = loadProfiles([join(root, 'resources', 'profiles')])
  const profile = profiles.ok ? profiles.value.get('ff68') : undefined
  const plugged = profile && (await startEmulator({ profile, on: { tcp: 0 }, clock: systemClock }))
  if (!plugged?.ok) throw new Error('no emulated keypad')
  const pad = plugged.value
  onTestFinished(() => pad.stop())
  const dir = tempDir()
  const made = await testRoster()
  const roster = {
    ...made,
    staff: made.staff.map((one) => ({ ...one, first: one.number === number })),
    items: made.items.map((item) => ({ ...item, limitMs: item.code === 'A01' ? 500 : item.limitMs })),
    policy: { ...DEFAULT_POLICY, windowMs: 1500, visit: 'one' as const },
  }
  writeFileSync(join(dir, 'roster.json'), JSON.stringify(roster))
  const keypad = { port: pad.port, profile: 'ff68', address: null }
  writeFileSync(join(dir, 'config.json'), JSON.stringify({ ...DEFAULT_CONFIG, keypad }))
  const host = await browserHost({ dir })
  const app = host.program.app()
  const { settings, counter, log } = app.parts
  app.parts.installers.writtenDown()

  const page = await (await browser()).newPage()
  const heard: string[] = []
  page.on('response', async (response) => {
    if (response.url().endsWith('/rpc')) heard.push(await response.text().catch(() => ''))
  })
  await page.goto(host.server.openUrl())
  const keys = page.keyboard
  const signIn = async (secret: string) => {
    await page.getByLabel('工号').fill(number)
    await page.getByLabel('密码').fill(secret)
    await keys.press('Enter')
  }
  await signIn(password)
  await page.getByLabel('新密码').fill(OWN)
  await page.getByLabel('再输入一次').fill(OWN)
  await keys.press('Enter')
  await page.getByText('可以叫下一位了').waitFor()

  await keys.press(NEXT)
  await page.getByText('办理中').first().waitFor()
  await keys.press('Control+z')
  await page.getByText('已撤销，这件不计入今天。').first().waitFor()
  await page.getByText('可以叫下一位了').waitFor()

  await keys.press(NEXT)
  await page.getByText('办理中').first().waitFor()
  await page.locator('.item-field').click()
  await keys.type('zzs')
  await page
    .getByRole('dialog')
    .getByRole('row', { name: /增值税申报/ })
    .waitFor()
  await keys.press('Enter')
  await page.getByText('超过时限').waitFor()
  await page.getByRole('button', { name: '同一群众再办一件' }).click()
  await page.getByText('这次还有 1 件，一次评价', { exact: false }).waitFor()
  await shoot(page, 'real-day-visit')
  const asked = pad.waitFor('ask', 5_000)
  await keys.press(NEXT)
  expect(await asked).toBe(true)
  pad.press(5)
  await expect.poll(() => page.getByText('已评价', { exact: true }).count()).toBeGreaterThanOrEqual(2)
  await page
    .getByTitle(/^超时 /)
    .first()
    .waitFor()

  await keys.press(NEXT)
  await page.getByText('办理中').first().waitFor()
  await keys.press(NEXT)
  await page.getByRole('button', { name: '1 件还没有原因' }).waitFor()

  settings.saveRoster({ ...roster, policy: { ...roster.policy, idleLockMs: 1000 } })
  counter.run({ type: 'tick' })
  await page.getByText('窗口已锁定').waitFor()
  await shoot(page, 'real-day-locked')
  settings.saveRoster(roster)
  await page.getByLabel('密码').fill(OWN)
  await keys.press('Enter')
  await page.getByText('可以叫下一位了').waitFor()

  await page.getByRole('button', { name: '签退' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('签退前还有 1 件没有原因', { exact: false }).waitFor()
  await keys.press('2')
  await dialog.getByText('都有原因了。').waitFor()
  await dialog.getByRole('button', { name: '签退' }).click()
  await page.getByText('登录上岗').waitFor()

  expect(logged(app, 'matter.undone')).toHaveLength(1)
  const matters = logged(app, 'matter.closed')
  expect(matters.map(({ outcome, reason }) => [outcome, reason ?? null])).toEqual([
    ['rated', null],
    ['rated', null],
    ['unrated', 'no-press'],
  ])
  expect(logged(app, 'session.locked')).toMatchObject([{ why: 'idle' }])
  expect(log.verify()).toMatchObject({ ok: true })
  expect(heard.length).toBeGreaterThan(5)
  expect(heard.join('\n')).not.toMatch(/"level"|"verdict"|"bytes"/)
  // Nor is it kept: the page stores nothing at all.
  const kept = () => [{ ...localStorage }, { ...sessionStorage }, document.cookie]
  expect(await page.evaluate(kept)).toEqual([{}, {}, ''])
  expect(await page.evaluate(async () => [await indexedDB.databases(), await caches.keys()])).toEqual([
    [],
    [],
  ])
}, 120_000)
