/** Logs that were moved aside: hall IT sees them, gets true copies that the log knows of, and nothing touches what lies there. */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { NOBODY } from '../../src/cli/pull/checks.ts'
import { rowOf, tableOf } from '../../src/cli/pull/table.ts'
import { noteDamage } from '../../src/db/recover/damage-note.ts'
import { setAside } from '../../src/db/recover/set-aside.ts'
import { takeAside } from '../../src/main/log/aside.ts'
import { fail, ok } from '../../src/shared/result.ts'
import { kit, must, serve } from '../db/log-kit.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { offering, pullOne } from '../harness/offered.ts'
import { skipReason, smallDisk } from '../harness/small-disk.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, signedIn, testApp } from '../harness/test-app.ts'

/** A data folder whose log was cut in half; what opens it moves it aside. */
const damaged = () => {
  const dir = tempDir()
  const k = kit(dir)
  const log = k.log()
  serve(k, log, [5, 4, 1, null, 3])
  log.close()
  const path = join(dir, 'log.db')
  truncateSync(path, Math.floor(statSync(path).size / 8192) * 4096)
  must(noteDamage(dir, 'check'))
  return { dir, bytes: readFileSync(path) }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Every file below a folder with its bytes and when it was last written. */
const stateOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => {
      const file = join(parentPath, name)
      return [file, sha256(readFileSync(file)), statSync(file).mtimeMs]
    })

it('hall IT sees what was moved aside and copies it, byte for byte, with an entry that says what for', async () => {
  const { dir, bytes } = damaged()
  const app = await testApp({ dir })
  const quarantine = join(dir, 'quarantine')
  const before = stateOf(quarantine)
  for (const role of ['technician', 'clerk'] as const) {
    const session = role === 'clerk' ? await signedIn(app) : app.openSession()
    if (role === 'technician') app.parts.sessions.grant(session, 'technician', null)
    expect([role, await ask(app, session, 'log.aside')]).toEqual([role, 'request/role'])
    expect(await ask(app, session, 'log.aside-copy', { why: 'x' })).toBe('request/role')
  }
  const it = app.openSession()
  app.parts.sessions.grant(it, 'it', null)
  const seen = await app.request(it, 'log.aside', {})
  const [name = ''] = readdirSync(quarantine)
  expect(seen).toMatchObject({
    value: { dir, folder: quarantine, logs: [{ name, copy: false, at: expect.any(Number) }] },
  })
  expect(await ask(app, it, 'log.aside-copy', { why: ' ' })).toBe('request/bad-input')
  const made = await app.request(it, 'log.aside-copy', { why: '信息科核查' })
  const to = join(dir, 'exports', 'quarantine')
  expect(made).toEqual({ ok: true, value: { folder: to, taken: [name] } })
  expect(readFileSync(join(to, name, 'log.db')).equals(bytes)).toBe(true)
  expect(readFileSync(join(to, name, 'SHA256SUMS'), 'utf8').split('\n')).toContain(`${sha256(bytes)}  log.db`)
  expect(statSync(join(to, name, 'log.db')).mode & 0o777).toBe(0o600)
  expect(logged(app, 'log.exported')).toMatchObject([
    { who: 'it', format: 'quarantine', why: '信息科核查', what: `quarantine ${name}` },
  ])
  // What is there is not copied again, and that is no entry.
  expect(await app.request(it, 'log.aside-copy', { why: 'x' })).toMatchObject({ value: { taken: [] } })
  expect(logged(app, 'log.exported')).toHaveLength(1)
  expect(stateOf(quarantine)).toEqual(before)
})

it('no copy is made that the log does not know of, and half a copy is never taken for one', async () => {
  const { dir } = damaged()
  const log = kit(dir).log('boot-2')
  log.close()
  const to = tempDir()
  const refused = await takeAside(dir, to, () => ({ ok: false, error: { code: 'data/disk-full' } }))
  expect([refused, readdirSync(to)]).toEqual([{ ok: false, error: { code: 'data/disk-full' } }, []])
  const [{ name = '' } = {}] = must(setAside(dir))
  // As a power cut leaves it.
  must(await takeAside(dir, join(to, 'a'), () => ok(undefined)))
  renameSync(join(to, 'a', name), join(to, 'a', `${name}.part`))
  truncateSync(join(to, 'a', `${name}.part`, 'log.db'), 10)
  expect(must(await takeAside(dir, join(to, 'a'), () => ok(undefined))).taken).toEqual([name])
  expect(readdirSync(join(to, 'a'))).toEqual([name])
  expect(await takeAside(tempDir(), to, () => ok(undefined))).toMatchObject({
    error: { code: 'quarantine/none' },
  })
})

const disk = smallDisk('8m')
if (!('why' in disk)) afterAll(disk.unmount)

it.skipIf('why' in disk)(
  `a stick needs room for the copy alone; the disk of the data folder keeps room for ratings${skipReason(disk)}`,
  async () => {
    const { dir } = damaged()
    kit(dir).log('boot-2').close()
    const stick = 'dir' in disk ? disk.dir : ''
    const made = await takeAside(dir, join(stick, 'copies'), () => ok(undefined))
    expect(must(made).taken).toHaveLength(1)
    const here = join(stick, 'data')
    cpSync(join(dir, 'quarantine'), join(here, 'quarantine'), { recursive: true })
    expect(await takeAside(here, join(stick, 'more'), () => ok(undefined))).toMatchObject({
      error: { code: 'quarantine/no-room', params: { need: 501 } },
    })
  },
)

it('says how far a copy is, and one that is stopped leaves nothing but its entry', async () => {
  const { dir } = damaged()
  kit(dir).log('boot-2').close()
  const [{ bytes = 0 } = {}] = must(setAside(dir))
  const to = tempDir()
  const stopping = new AbortController()
  const seen: number[][] = []
  const entries: string[] = []
  const record = (what: string) => ok(entries.push(what))
  const progress = (...now: number[]) => {
    seen.push(now)
    stopping.abort()
  }
  const stopped = await takeAside(dir, to, record, { progress, stopped: stopping.signal })
  expect([stopped, readdirSync(to), entries.length]).toEqual([fail('quarantine/stopped'), [], 1])
  const watch = { progress: (...now: number[]) => void seen.push(now), stopped: new AbortController().signal }
  expect(must(await takeAside(dir, to, record, watch)).taken).toHaveLength(1)
  expect(seen.at(-1)).toEqual([bytes, bytes])
})

it('hall IT sees how far a copy is, ends it, and two never run at once', async () => {
  const { dir } = damaged()
  const app = await testApp({ dir })
  const it = app.openSession()
  app.parts.sessions.grant(it, 'it', null)
  const [{ bytes = 0 } = {}] = must(setAside(dir))
  const state = async () => (await app.request(it, 'log.aside-state', {})) as { value?: unknown }
  expect(await state()).toMatchObject({ value: { done: 0, total: 0 } })
  const seen: unknown[] = []
  const { view } = app.parts.asides
  const first = ask(app, it, 'log.aside-copy', { why: 'x' })
  expect(await ask(app, it, 'log.aside-copy', { why: 'x' })).toBe('export/busy')
  expect(await ask(app, it, 'log.aside-stop')).toBe('ok')
  expect(await first).toBe('quarantine/stopped')
  const second = ask(app, it, 'log.aside-copy', { why: 'x' })
  const watch = setInterval(() => seen.push(view()), 0)
  expect(await second).toBe('ok')
  clearInterval(watch)
  expect(seen).toContainEqual({ done: expect.any(Number), total: bytes })
  expect(await state()).toMatchObject({ value: { done: 0, total: 0 } })
})

it('a pull says of each counter how many logs were moved aside there', async () => {
  const { dir } = damaged()
  const counter = await offering({ dir, clock: fakeClock() })
  const token = counter.app.parts.offer.token({ who: '王信息', why: '核对', hours: 1 })
  const had = await pullOne(counter, must(token), tempDir())
  expect(had).toMatchObject({ fault: null, quarantined: 1 })
  expect(tableOf([rowOf(had, NOBODY)])).toContain('该窗口有 1 份移开的日志')
  const whole = await offering({ station: '8' })
  const other = must(whole.app.parts.offer.token({ who: '王信息', why: '核对', hours: 1 }))
  expect(tableOf([rowOf(await pullOne(whole, other, tempDir()), NOBODY)])).not.toContain('移开')
  expect(existsSync(join(dir, 'quarantine'))).toBe(true)
})
