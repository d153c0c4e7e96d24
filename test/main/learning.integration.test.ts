import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Emulator } from '../../src/device/emulator/emulator.ts'
import { profileSchema } from '../../src/shared/profile.ts'
import { must, profileNamed } from '../device/help.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, signedIn } from '../harness/test-app.ts'
import { type Bench, bench, online, padOn } from './bench-help.ts'

const LINE = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const
const LEVELS = [5, 4, 3, 2, 1] as const
const TITLE = { zh: '本厅评价器', en: 'Our pad' }
type Level = (typeof LEVELS)[number]

const due = (call: Bench['call'], level: Level, presses: number) =>
  expect
    .poll(async () => (await call('device.learn', {}))?.keys.find(({ state }) => state === 'due'), {
      timeout: 8_000,
    })
    .toEqual({ level, presses, state: 'due' })
const over = (call: Bench['call']) =>
  expect.poll(async () => (await call('device.learn', {}))?.listening, { timeout: 8_000 }).toBe(false)

/** Presses the keys as they become due; `as`: what the technician presses in place of one. */
const pressAll = async (call: Bench['call'], pad: Emulator, levels: readonly Level[], times = 2) => {
  for (const level of levels)
    for (let presses = 0; presses < times; presses += 1) {
      await due(call, level, presses)
      pad.press(level)
    }
}

it('a pad is learnt key by key, shown, replayed, saved as a profile of the site, and used at once', async () => {
  const pad = await padOn('ff68')
  const { app, session, call } = await bench()
  await call('device.connect', { port: pad.port, profile: 'line', address: null })
  await online(app, pad.port)
  expect(await ask(app, session, 'device.learn-save', { name: 'our-pad', title: TITLE })).toBe('learn/none')
  await call('device.learn-start', { port: pad.port, line: LINE, levels: [...LEVELS], times: 2 })
  await pressAll(call, pad, LEVELS)
  await over(call)
  const view = await call('device.learn', {})
  expect(view).toMatchObject({ fault: null, learnt: { presses: 10, noise: 0 } })
  expect(view?.learnt?.rows.map(({ level }) => level)).toEqual([...LEVELS])
  expect(view?.learnt?.rows[0]?.cells.filter(({ differs }) => differs).map(({ role }) => role)).toEqual([
    'key',
    'check',
  ])
  await online(app, pad.port)

  expect(await ask(app, session, 'device.learn-save', { name: 'ff68', title: TITLE })).toBe(
    'learn/name-taken',
  )
  for (const name of ['../evil', 'Our Pad', ''])
    expect(await ask(app, session, 'device.learn-save', { name, title: TITLE })).toBe('request/bad-input')
  await call('device.learn-save', { name: 'our-pad', title: TITLE })
  const file = join(app.parts.dir, 'profiles', 'our-pad.json')
  expect(profileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))).toMatchObject({
    name: 'our-pad',
    title: TITLE,
    keys: { '04': 5, '03': 4, '02': 3, '01': 2, '00': 1 },
  })
  // Without a restart: in the list, and the counter's own.
  const { profiles } = await call('device.profiles', {})
  expect(profiles.find(({ name }) => name === 'our-pad')).toMatchObject({ zh: TITLE.zh, keys: { length: 5 } })
  await call('device.connect', { port: pad.port, profile: 'our-pad', address: null })
  await online(app, pad.port)
  pad.press(2)
  await expect.poll(() => logged(app, 'key.pressed')).toMatchObject([{ level: 2, profile: 'our-pad' }])
  expect(await ask(app, session, 'device.learn-save', { name: 'our-pad', title: TITLE })).toBe(
    'learn/name-taken',
  )

  // The presses are kept as captures of one key each, which can be learnt again without the pad.
  const files = readdirSync(join(app.parts.dir, 'captures'))
  expect(files.map((name) => name.replace(/^learn-\d{17}-/, '')).toSorted()).toEqual(
    LEVELS.map((level) => `${level}.kcap.jsonl`).toSorted(),
  )
}, 40_000)

it('a port that vanishes half-way keeps the keys that were done, and the learning goes on with the others', async () => {
  const pad = await padOn('ff68', { pty: join(tempDir(), 'pad') })
  const { call } = await bench()
  const start = { port: pad.port, line: LINE, levels: [...LEVELS], times: 2 }
  await call('device.learn-start', start)
  await pressAll(call, pad, [5, 4])
  await due(call, 3, 0)
  pad.press(3)
  await due(call, 3, 1)
  await pad.unplug()
  await over(call)
  expect(await call('device.learn', {})).toMatchObject({
    fault: { code: 'pad/port-gone' },
    learnt: null,
    keys: [
      { state: 'done' },
      { state: 'done' },
      { state: 'waiting' },
      { state: 'waiting' },
      { state: 'waiting' },
    ],
  })
  await call('device.learn-again', { levels: null })
  await over(call)
  expect((await call('device.learn', {}))?.fault?.code).toBe('pad/port-missing')
  must(await pad.replug())
  await call('device.learn-again', { levels: null })
  await pressAll(call, pad, [3, 2, 1])
  await over(call)
  expect(await call('device.learn', {})).toMatchObject({ fault: null, learnt: { presses: 10 } })
}, 60_000)

it('the wrong key names itself, is pressed again, and only what decodes every press may be saved', async () => {
  const pad = await padOn('ff68')
  const { app, session, call } = await bench()
  await call('device.learn-start', { port: pad.port, line: LINE, levels: [5, 4, 3], times: 1 })
  for (const [level, pressed] of [
    [5, 5],
    [4, 5],
    [3, 3],
  ] as const) {
    await due(call, level, 0)
    pad.press(pressed)
  }
  await over(call)
  expect(await call('device.learn', {})).toMatchObject({
    learnt: null,
    fault: { code: 'learn/same-bytes', params: { one: 5, other: 4 } },
  })
  expect(await ask(app, session, 'device.learn-save', { name: 'our-pad', title: TITLE })).toBe('learn/none')
  await call('device.learn-again', { levels: [4] })
  await due(call, 4, 0)
  pad.press(4)
  await over(call)
  const view = await call('device.learn', {})
  expect(view?.fault).toBeNull()
  expect(view?.learnt?.uncertain).toContain('single-press')
}, 40_000)

it('a stop keeps what was done; a shift that opens ends it; another profile file that is wrong is said, and nothing is lost', async () => {
  const pad = await padOn('ff68')
  const { app, session, call } = await bench()
  const start = { port: pad.port, line: LINE, levels: [5, 4] as (5 | 4)[], times: 1 }
  expect(await ask(app, session, 'device.learn-start', { ...start, levels: [5, 5] })).toBe(
    'request/bad-input',
  )
  await call('device.learn-start', start)
  await pressAll(call, pad, [5], 1)
  await due(call, 4, 0)
  expect(await ask(app, session, 'device.learn-start', start)).toBe('bench/busy')
  await call('device.learn-stop', {})
  expect(await call('device.learn', {})).toMatchObject({
    fault: { code: 'learn/stopped' },
    keys: [{ state: 'done' }, { state: 'waiting' }],
  })
  await call('device.learn-again', { levels: null })
  await due(call, 4, 0)
  const clerk = await signedIn(app)
  await expect.poll(() => app.parts.learning.view()?.listening, { timeout: 8_000 }).toBe(false)
  await ask(app, clerk, 'session.sign-out')
  app.parts.sessions.grant(session, 'technician', null)
  expect((await call('device.learn', {}))?.fault?.code).toBe('pad/shift-open')
  await call('device.learn-again', { levels: null })
  await pressAll(call, pad, [4], 1)
  await over(call)

  const folder = join(app.parts.dir, 'profiles')
  mkdirSync(folder)
  writeFileSync(join(folder, 'broken.json'), '{')
  expect(await ask(app, session, 'device.learn-save', { name: 'our-pad', title: TITLE })).toBe(
    'profile/invalid',
  )
  expect(readdirSync(folder).toSorted()).toEqual(['broken.json', 'our-pad.json'])
  writeFileSync(join(folder, 'broken.json'), JSON.stringify({ ...profileNamed('line'), name: 'mended' }))
  expect((await call('device.profiles', {})).profiles.map(({ name }) => name)).toContain('our-pad')
}, 40_000)

it('what was kept is learnt from again without the pad, the key of each capture as it says or as it is said', async () => {
  const pad = await padOn('ff68')
  const { app, session, call } = await bench()
  await call('device.learn-start', { port: pad.port, line: LINE, levels: [5, 4, 3], times: 1 })
  await pressAll(call, pad, [5, 4, 3], 1)
  await over(call)
  await pad.unplug()
  const { files } = await call('device.captures', {})
  const kept = files.map(({ name }) => ({ name, level: null })).toSorted((a, b) => (a.name < b.name ? 1 : -1))
  expect(kept).toHaveLength(3)
  const [best, ...others] = kept
  if (!best) throw new Error('nothing was kept')
  await call('device.learn-captures', { captures: kept })
  expect(await call('device.learn', {})).toMatchObject({
    ...{ port: pad.port, listening: false, fault: null, learnt: { presses: 3 } },
    keys: [
      { level: 5, presses: 1, state: 'done' },
      { level: 4, presses: 1, state: 'done' },
      { level: 3, presses: 1, state: 'done' },
    ],
  })
  await call('device.learn-captures', { captures: [{ ...best, level: 1 }, ...others] })
  expect((await call('device.learn', {}))?.keys.map(({ level }) => level)).toEqual([4, 3, 1])
  await call('device.learn-save', { name: 'our-pad', title: TITLE })
  expect((await call('device.profiles', {})).profiles.map(({ name }) => name)).toContain('our-pad')

  // An empty capture, one that is none, and one that is gone: each said, and what was learnt stays.
  const before = await call('device.learn', {})
  writeFileSync(join(app.parts.dir, 'captures', 'empty.kcap.jsonl'), '')
  writeFileSync(join(app.parts.dir, 'captures', 'other.kcap.jsonl'), 'bytes of something else')
  const header = JSON.stringify({ v: 1, at: 0, port: 'COM3', line: LINE })
  writeFileSync(join(app.parts.dir, 'captures', 'no-key.kcap.jsonl'), `${header}\n`)
  for (const [name, code] of [
    ['empty', 'capture/empty'],
    ['other', 'capture/not-a-capture'],
    ['gone', 'capture/unreadable'],
    ['no-key', 'learn/no-level'],
  ] as const)
    expect(
      await ask(app, session, 'device.learn-captures', { captures: [best, { name, level: null }] }),
    ).toBe(code)
  const at5 = { name: 'no-key', level: 5 as const }
  expect(await ask(app, session, 'device.learn-captures', { captures: [best, at5] })).toBe('learn/other-line')
  expect(await call('device.learn', {})).toEqual(before)
}, 40_000)

it('a disk that refuses leaves no half profile behind', async () => {
  const pad = await padOn('ff68')
  const { app, session, call } = await bench()
  await call('device.learn-start', { port: pad.port, line: LINE, levels: [5, 4], times: 1 })
  await pressAll(call, pad, [5, 4], 1)
  await over(call)
  writeFileSync(join(app.parts.dir, 'profiles'), 'a file where the folder should be')
  expect(await ask(app, session, 'device.learn-save', { name: 'our-pad', title: TITLE })).toBe(
    'capture/unwritable',
  )
  expect(await call('device.learn', {})).toMatchObject({ saved: null, learnt: { presses: 2 } })
}, 40_000)
