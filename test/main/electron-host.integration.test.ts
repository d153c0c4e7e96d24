import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { olderBytes } from '../../src/db/log/header.ts'
import { startApp } from '../../src/main/app.ts'
import { systemClock } from '../../src/main/clock.ts'
import { type ElectronHostOptions, startElectronHost } from '../../src/main/electron/host.ts'
import { PAGE_HOTKEYS } from '../../src/main/hotkeys/page-keys.ts'
import type { Snapshot } from '../../src/shared/views.ts'
import { snapshotSchema } from '../../src/shared/views.ts'
import type { Reply } from '../../src/shared/wire.ts'
import { fetchHttp } from '../../src/sync/http.ts'
import { madeBy } from '../db/older-kit.ts'
import { freePort } from '../harness/display.ts'
import { electronDouble } from '../harness/electron-double.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { tempDir } from '../harness/temp-dir.ts'

const root = join(import.meta.dirname, '..', '..')

const options = (dir: string) => ({
  dir,
  practice: true,
  portal: false,
  barFocus: 'while-typing' as const,
  clock: systemClock,
  http: fetchHttp,
  report: { write: (error: unknown, where: string) => console.error(where, error) },
  resources: join(root, 'resources'),
  pages: join(root, 'src', 'renderer'),
  preload: '/preload/index.cjs',
})

const started = async (
  settings: Parameters<typeof electronDouble>[0] = {},
  more: Partial<ElectronHostOptions> = {},
) => {
  const dir = tempDir()
  const double = electronDouble(settings)
  await startElectronHost(double.electron, { ...options(dir), ...more })
  onTestFinished(async () => {
    if (double.seen.exit === null) double.electron.app.quit()
    await double.ended
  })
  const [main, bar] = double.windows
  if (!main || !bar) throw new Error('no windows')
  const request = async (method: unknown, input: unknown, frame: unknown = main.frame): Promise<Reply> =>
    (await double.handlers.get('guiping:request')?.({ senderFrame: frame }, method, input)) as Reply
  const snapshot = async (): Promise<Snapshot> => {
    const reply = await request('state.get', {})
    if (!reply.ok) throw new Error(reply.error.code)
    return snapshotSchema.parse(reply.value)
  }
  const signIn = async () => {
    const people = await request('practice.staff', {})
    const [clerk] = people.ok ? (people.value as { number: string; password: string }[]) : []
    return request('session.sign-in', { number: clerk?.number, password: clerk?.password })
  }
  return { dir, double, main, bar, request, snapshot, signIn }
}

it('a second instance hands over to the first and opens nothing', async () => {
  const double = electronDouble({ firstInstance: false })
  const dir = tempDir()
  await startElectronHost(double.electron, options(dir))
  expect(double.seen.quit).toBe(1)
  expect(double.windows).toEqual([])
})

it('a log of an older format is brought up to date behind a window that says so, and only then are there others', async () => {
  const dir = tempDir()
  const path = join(dir, 'log.db')
  madeBy(path, systemClock, 60)
  const shown: number[] = []
  const double = electronDouble({ onShow: () => shown.push(olderBytes(path)) })
  await startElectronHost(double.electron, { ...options(dir), practice: false })
  const [wait, main] = double.windows
  expect(wait).toMatchObject({ url: 'app://guiping/wait.html', destroyed: true })
  expect(wait?.options['webPreferences']).toMatchObject({ sandbox: true, contextIsolation: true })
  expect(main).toMatchObject({ url: 'app://guiping/index.html#/', destroyed: false })
  // Shown while the log was still the old one.
  expect(shown[0]).toBeGreaterThan(0)
  expect(double.seen.quit).toBe(0)
  double.electron.app.quit()
  await double.ended
  expect(olderBytes(path)).toBe(0)
})

it('opens the page and the bar sandboxed, on our own scheme, unable to navigate or open windows', async () => {
  const { double, main, bar } = await started()
  expect(double.seen.privileged).toEqual(['app'])
  expect(main.url).toBe('app://guiping/index.html#/')
  expect(bar.url).toBe('app://guiping/index.html#/bar')
  expect(bar.options).toMatchObject({ alwaysOnTop: true, frame: false, height: 56 })
  expect(bar.focused).toBe(false)
  for (const { options: given, openHandler, webEmit } of [main, bar]) {
    expect(given['webPreferences']).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    })
    expect(openHandler?.()).toEqual({ action: 'deny' })
    let prevented = false
    webEmit('will-navigate', { preventDefault: () => (prevented = true) })
    expect(prevented).toBe(true)
  }
})

it('the bar lies along the nearest edge after it was moved, stays on top, and comes back there', async () => {
  const { dir, double, bar, main } = await started()
  expect(bar.bounds).toEqual({ x: 806, y: 0, width: 560, height: 56 })
  for (const x of [300, 400]) {
    bar.bounds = { ...bar.bounds, x, y: 600 }
    bar.emit('move')
  }
  await expect.poll(() => bar.bounds).toEqual({ x: 400, y: 672, width: 560, height: 56 })
  expect([bar.focused, main.focused]).toEqual([false, false])
  bar.emit('always-on-top-changed', {}, false)
  expect(bar.onTop).toBe(true)
  // A smaller screen, e.g. at 200 %: nothing of the bar is outside.
  Object.assign(double.workArea, { width: 683, height: 364 })
  double.screens.emit('display-metrics-changed')
  await expect.poll(() => bar.bounds).toEqual({ x: 123, y: 308, width: 560, height: 56 })
  double.electron.app.quit()
  await double.ended
  const again = electronDouble()
  Object.assign(again.workArea, double.workArea)
  await startElectronHost(again.electron, options(dir))
  onTestFinished(async () => {
    again.electron.app.quit()
    await again.ended
  })
  expect(again.windows[1]?.bounds).toEqual({ x: 123, y: 308, width: 560, height: 56 })
})

it('the bar can be clicked without taking the focus; it has it only while somebody types there, and gives it back', async () => {
  const { bar, request } = await started()
  expect([bar.focusable, bar.focused, bar.visible, bar.inTaskbar]).toEqual([false, false, true, false])
  expect((await request('window.type', { on: true }, bar.frame)).ok).toBe(true)
  expect([bar.focusable, bar.focused, bar.visible, bar.inTaskbar]).toEqual([true, true, true, false])
  await request('window.type', { on: false }, bar.frame)
  expect([bar.focusable, bar.focused, bar.visible, bar.inTaskbar]).toEqual([false, false, true, false])
  // Whoever clicks another program is done typing as well.
  await request('window.type', { on: true }, bar.frame)
  bar.blur()
  expect([bar.focusable, bar.focused, bar.visible, bar.inTaskbar]).toEqual([false, false, true, false])
})

it('where the bar cannot have the focus for a while, who wants to type gets the full page', async () => {
  const { bar, main, request } = await started({}, { barFocus: 'never' })
  main.visible = false
  expect((await request('window.type', { on: true }, bar.frame)).ok).toBe(true)
  expect([bar.focusable, bar.focused, bar.visible]).toEqual([false, false, true])
  expect([main.visible, main.focused]).toEqual([true, true])
  main.visible = false
  await request('window.type', { on: false }, bar.frame)
  expect(main.visible).toBe(false)
})

it('where the desktop decides who has the focus, the bar stays an ordinary window', async () => {
  const { bar, request } = await started({}, { barFocus: 'when-clicked' })
  expect((await request('window.type', { on: true }, bar.frame)).ok).toBe(true)
  expect([bar.focusable, bar.focused, bar.visible]).toEqual([true, false, true])
})

it('hands in any program keep the counter open; without any it locks; Wayland tells of none', async () => {
  for (const portal of [false, true]) {
    const clock = fakeClock()
    const { double, signIn, snapshot } = await started({}, { clock, portal })
    await signIn()
    double.seen.untouchedS = 3
    for (let minute = 0; minute < 15; minute += 1) clock.advance(60_000)
    expect((await snapshot()).counter.locked, `portal ${portal}`).toBe(portal)
    double.seen.untouchedS = 4000
    for (let minute = 0; minute < 11; minute += 1) clock.advance(60_000)
    expect((await snapshot()).counter.locked).toBe(true)
  }
})

it('the tax software’s door opens under Electron too, and its matter is on both windows', async () => {
  const { double, main, bar, request, signIn } = await started()
  const passwords = await request('setup.passwords', {})
  const password = passwords.ok ? (passwords.value as { technician: string } | null)?.technician : ''
  await request('session.role', { role: 'technician', password })
  const port = await freePort()
  await request('programs.port', { port })
  const added = await request('programs.add', { name: 'tax' })
  const token = added.ok ? (added.value as { token: string }).token : ''
  await signIn()
  const door = async (path: string, body: object, key = token) => {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return [answer.status, await answer.json()]
  }
  expect((await door('open', {}, 'wrong'))[0]).toBe(401)
  expect(await door('open', { reference: 'SL-1' })).toMatchObject([200, { value: { did: 'opened' } }])
  for (const { sent } of [main, bar])
    expect(sent).toContainEqual([
      'guiping:push',
      expect.objectContaining({ section: 'counter', value: expect.objectContaining({ state: 'serving' }) }),
    ])
  expect(await door('ask', { reference: 'SL-1' })).toMatchObject([200, { value: { did: 'asked' } }])
  // The next citizen's matter waits for this one's rating, and the answer says for how long.
  expect(await door('open', { reference: 'SL-2' })).toMatchObject([
    409,
    { error: { code: 'counter/rating-open', params: { seconds: expect.any(Number) } } },
  ])
  double.electron.app.quit()
  await double.ended
  await expect(door('open', {})).rejects.toThrow()
})

it('answers our own main frames only', async () => {
  const { main, request } = await started()
  expect((await request('state.get', {})).ok).toBe(true)
  expect(await request('state.get', {}, { url: main.frame.url })).toMatchObject({
    ok: false,
    error: { code: 'request/refused' },
  })
  main.frame.url = 'https://evil.example/'
  expect(await request('state.get', {})).toMatchObject({ ok: false, error: { code: 'request/refused' } })
  main.frame.url = 'app://guiping/index.html'
  expect(await request({}, {})).toMatchObject({ ok: false, error: { code: 'request/refused' } })
})

it('the next-step hotkey works the counter from any program, once however long it is held, and both windows are told', async () => {
  const { double, main, bar, signIn, snapshot } = await started()
  expect(new Set((await snapshot()).host.hotkeys.map(({ reach }) => reach))).toEqual(new Set(['os']))
  expect((await signIn()).ok).toBe(true)
  const next = double.shortcuts.get('Control+Alt+1')
  for (let repeat = 0; repeat < 5; repeat += 1) next?.()
  await expect.poll(async () => (await snapshot()).counter.state).toBe('serving')
  for (const { sent } of [main, bar])
    expect(sent).toContainEqual([
      'guiping:push',
      expect.objectContaining({ section: 'counter', value: expect.objectContaining({ state: 'serving' }) }),
    ])
})

it('a hotkey that another program has is said to be refused, the others work', async () => {
  const { snapshot } = await started({ taken: ['Control+Alt+1'] })
  const { hotkeys } = (await snapshot()).host
  const [next, ...others] = hotkeys
  expect(next).toMatchObject({ action: 'next', reach: 'refused', why: { code: 'refused' } })
  expect(new Set(others.map(({ reach }) => reach))).toEqual(new Set(['os']))
})

it('every action has its key: asked again, not rated by number, paused, each answered on the pages', async () => {
  const { double, main, signIn, snapshot } = await started()
  await signIn()
  const counter = async () => (await snapshot()).counter
  const heard = async () => (await snapshot()).host.keyHeard
  double.press('Control+Alt+3')
  await expect
    .poll(heard)
    .toMatchObject({ number: 1, action: 'ask-again', fault: { code: 'counter/no-matter' } })
  double.press('Control+Alt+1')
  await expect.poll(async () => (await counter()).state).toBe('serving')
  // Why it ends is the clerk's to choose, on the page that comes up.
  main.window.hide()
  double.press('Control+Alt+2')
  await expect.poll(heard).toMatchObject({ action: 'unrated', did: null, fault: null })
  expect([main.visible, (await counter()).state]).toEqual([true, 'serving'])
  double.press('Control+Alt+Shift+2')
  await expect.poll(async () => (await counter()).state).toBe('idle')
  expect((await snapshot()).today?.matters[0]).toMatchObject({ outcome: 'unrated', reason: 'left' })
  double.press('Control+Alt+9')
  await expect.poll(async () => (await counter()).pauseReason).toBe('meeting')
})

it('a key while nobody is signed in brings the page where one signs in', async () => {
  const { double, main } = await started()
  await expect.poll(() => main.visible).toBe(true)
  main.window.hide()
  double.press('Control+Alt+1')
  await expect.poll(() => main.visible).toBe(true)
})

it('keys that the system dropped are registered again after waking and after unlocking', async () => {
  const { double } = await started()
  const all = double.shortcuts.size
  expect(all).toBe(11)
  for (const event of ['resume', 'unlock-screen']) {
    if (event === 'resume') double.power.emit('suspend')
    double.shortcuts.clear()
    double.power.emit(event)
    expect(double.shortcuts.size, event).toBe(all)
  }
})

it.each([
  ['suspends', true],
  ['has to unregister', false],
])(
  'the tray keeps the keys away for the card terminal (%s), shows it, and brings them back',
  async (_, suspends) => {
    const { double, signIn, snapshot } = await started({ suspends })
    await signIn()
    const tray = double.tray[0]
    const item = () => tray?.menu.find(({ label }) => label === '刷卡时暂停快捷键')
    expect(item()?.checked).toBe(false)
    item()?.click?.()
    expect(item()?.checked).toBe(true)
    expect(tray?.tip).toMatch(/快捷键已暂停，\d\d:\d\d 自动恢复/)
    const { host } = await snapshot()
    expect(host.hotkeyPause?.why).toBe('card')
    expect(new Set(host.hotkeys.map(({ reach }) => reach))).toEqual(new Set(['suspended']))
    double.press('Control+Alt+1')
    // Neither waking nor unlocking ends it early.
    double.power.emit('unlock-screen')
    double.press('Control+Alt+1')
    expect((await snapshot()).counter.state).toBe('idle')
    item()?.click?.()
    expect([item()?.checked, tray?.tip]).toEqual([false, '柜评'])
    double.press('Control+Alt+1')
    await expect.poll(async () => (await snapshot()).counter.state).toBe('serving')
  },
)

it('under Wayland a key counts as working only once it has come', async () => {
  const { double, snapshot } = await started({}, { portal: true })
  const next = async () => (await snapshot()).host.hotkeys[0]
  expect((await snapshot()).host.capabilities.globalHotkeys).toBe('portal')
  expect(await next()).toMatchObject({ reach: 'unproven', fired: false })
  double.press('Control+Alt+1')
  expect(await next()).toMatchObject({ reach: 'os', fired: true, why: { code: 'works' } })
})

it('closing the page hides it; the show key and a second start bring it back', async () => {
  const { double, main, request, signIn } = await started()
  await expect.poll(() => main.visible).toBe(true)
  let prevented = false
  main.emit('close', { preventDefault: () => (prevented = true) })
  expect([prevented, main.visible]).toEqual([true, false])
  double.shortcuts.get('Control+Alt+0')?.()
  expect(main.visible).toBe(true)
  main.window.hide()
  double.app.emit('second-instance')
  expect([main.visible, main.focused]).toEqual([true, true])
  main.window.hide()
  await signIn()
  expect((await request('window.show', {})).ok).toBe(true)
  expect(main.visible).toBe(true)
})

it('quitting closes everything: hotkeys, windows, log and lock; the same folder opens again', async () => {
  const { dir, double, main } = await started()
  double.electron.app.quit()
  expect(await double.ended).toBe(0)
  expect(double.shortcuts.size).toBe(0)
  expect(double.tray[0]?.destroyed).toBe(true)
  expect(main.destroyed).toBe(true)
  const { pages: _pages, preload: _preload, report, ...rest } = options(join(dir, 'practice'))
  const again = await startApp({
    ...rest,
    report: report.write,
    host: {
      kind: 'cli',
      capabilities: { globalHotkeys: 'none', bar: 'page', tray: false, alwaysOnTop: false },
      ...PAGE_HOTKEYS,
      show: () => {},
      switchPractice: () => {},
      reopen: () => {},
    },
  })
  expect(again.ok).toBe(true)
  if (again.ok) await again.value.stop('test')
})

it('sleep stops the time of the matter in hand and closes the port, waking lets both go on', async () => {
  const { double, request, signIn, snapshot } = await started()
  await signIn()
  await request('counter.next', {})
  await expect.poll(async () => (await snapshot()).pad.state).toBe('online')
  double.power.emit('suspend')
  expect((await snapshot()).counter.matter?.running).toBe(false)
  // The port is closed before the PC sleeps, so that nothing is found half open after it.
  await expect.poll(async () => (await snapshot()).pad.state).not.toBe('online')
  double.power.emit('resume')
  expect((await snapshot()).counter.matter?.running).toBe(true)
  await expect.poll(async () => (await snapshot()).pad.state).toBe('online')
})

it('a data folder that cannot be used is said in a box, with the next step, and the program ends with 3', async () => {
  const file = join(tempDir(), 'a file where the folder should be')
  writeFileSync(file, '')
  const double = electronDouble()
  await startElectronHost(double.electron, options(join(file, 'data')))
  expect(double.seen.errorBox).toContain('data/not-writable')
  expect(double.seen.exit).toBe(3)
})

it('serves pages from its folder only, each with the strict policy', async () => {
  const { double } = await started()
  const page = double.schemes.get('app')
  const get = async (url: string) => await page?.({ url })
  const index = await get('app://guiping/')
  expect(index?.status).toBe(200)
  expect(index?.headers.get('content-security-policy')).toContain("default-src 'none'")
  for (const url of [
    'app://guiping/../../package.json',
    'app://guiping/%2e%2e/%2e%2e/package.json',
    'app://guiping/..%2f..%2fbiome.json',
    'app://elsewhere/index.html',
    'app://guiping/missing.js',
  ])
    expect((await get(url))?.status, url).toBe(404)
})

it('a call of Electron that the double does not know throws', () => {
  const { electron } = electronDouble()
  expect(() => Reflect.get(electron.app, 'relaunch')).toThrow('app.relaunch')
})

it('the customer’s window fills the second screen while there is one, without focus, and speaks as a display alone', async () => {
  const { double, request } = await started()
  const technician = await request('setup.passwords', {})
  const password = technician.ok ? (technician.value as { technician: string } | null)?.technician : ''
  expect((await request('session.role', { role: 'technician', password })).ok).toBe(true)
  expect((await request('display.set', { screen: true, tablet: null })).ok).toBe(true)
  expect(double.windows).toHaveLength(2)
  double.seen.screens = 2
  double.screens.emit('display-added')
  const display = double.windows[2]
  if (!display) throw new Error('no window')
  expect(display.url).toBe('app://guiping/index.html#/display')
  expect(display.options).toMatchObject({ x: 1366, fullscreen: true, focusable: false, frame: false })
  expect(display.options['webPreferences']).toMatchObject({ sandbox: true, contextIsolation: true })
  expect(display.openHandler?.()).toEqual({ action: 'deny' })

  expect((await request('display.get', {}, display.frame)).ok).toBe(true)
  for (const method of ['state.get', 'counter.next', 'session.role', 'setup.practice'])
    expect((await request(method, {}, display.frame)).ok, method).toBe(false)
  await request('session.leave', {})
  await Promise.resolve()
  expect(display.sent.map(([, push]) => (push as { section: string }).section)).not.toContain('host')

  double.seen.screens = 1
  double.screens.emit('display-removed')
  expect(display.destroyed).toBe(true)
})
