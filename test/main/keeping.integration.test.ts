/** Old entries leave a counter that a real hall serves: by IT's hand, archived, and a hall that lacks them still gets them. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import type { Log } from '../../src/db/log/log.ts'
import { readLog } from '../../src/db/log/open.ts'
import { makeVerifier } from '../../src/keys/password.ts'
import type { App } from '../../src/main/app.ts'
import type { KeepView, LeavingView, Left } from '../../src/shared/keep.ts'
import type { DaySum, ListPage } from '../../src/shared/log-view.ts'
import { DAY, day } from '../db/keep-kit.ts'
import { asked, type Hand, matterOpened, must, rated, shiftOpened } from '../db/log-kit.ts'
import { python } from '../db/python-check.ts'
import { openHall, type TestHall } from '../hall/kit.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, signedIn, testApp, testRoster } from '../harness/test-app.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '..', '..')

const it_ = (app: App) => {
  const session = app.openSession()
  app.parts.sessions.grant(session, 'it', null)
  return session
}
const value = async <T>(app: App, method: string, input: unknown = {}): Promise<T> => {
  const reply = await app.request(it_(app), method, input)
  if (!reply.ok) throw new Error(`${method} ${reply.error.message}`)
  return reply.value as T
}

/** A program of its own on `dir`, `days` after the first; it works and delivers, and its hall's clock goes with it. */
const working = async (dir: string, hall: TestHall, days: number): Promise<App> => {
  const clock = fakeClock(BEGIN + days * DAY)
  hall.clock.setWall(clock.now())
  const roster = await testRoster()
  const app = await testApp({
    dir,
    clock,
    roster: { ...roster, policy: { ...roster.policy, keepMonths: 6 } },
  })
  if (!app.parts.settings.enrolment()) {
    const enrolled = await app.parts.deliverer.enrol(hall.hall.url, hall.hall.makeCode())
    if (!enrolled.ok) throw new Error(enrolled.error.code)
  }
  // The hall's own list has the usual months.
  await app.parts.deliverer.idle()
  must(app.parts.settings.saveRoster({ ...roster, policy: { ...roster.policy, keepMonths: 6 } }))
  const at = () => ({ at: clock.now(), mono: clock.mono(), by: 'A01' })
  day({ clock, at }, app.parts.log, [5, 1, null])
  app.parts.deliverer.deliverNow()
  await app.parts.deliverer.idle()
  return app
}

const BEGIN = Date.UTC(2025, 4, 3, 1)

/** A counter with months behind it, and its hall. */
const delivered = async () => {
  const dir = tempDir()
  const hall = await openHall()
  for (const days of [0, 30]) await (await working(dir, hall, days)).stop('test')
  return { app: await working(dir, hall, 240), hall, dir }
}

/** A day of more entries than leave in one piece. */
const longDay = (hand: Hand, log: Log) => {
  const opened = shiftOpened(hand)
  const shift = 'shift' in opened ? opened.shift : ''
  const drafts = Array.from({ length: 550 }, () => {
    const matter = matterOpened(hand, shift)
    const ask_ = asked(hand, matter.matter)
    return [matter, ask_, ...rated(hand, matter.matter, ask_.ask, 4)]
  })
  must(log.append([opened, ...drafts.flat(), { kind: 'shift.closed', ...hand.at(), shift, why: 'clerk' }]))
  must(log.seal('end'))
}

/** A counter with long days behind it: each leaves by itself. */
const longDelivered = async () => {
  const dir = tempDir()
  const hall = await openHall()
  for (const days of [0, 1, 30]) {
    const app = await working(dir, hall, days)
    const { clock, log } = app.parts
    const at = () => ({ at: clock.now(), mono: clock.mono(), by: 'A01' })
    longDay({ clock, at } as Hand, log)
    app.parts.deliverer.deliverNow()
    await app.parts.deliverer.idle()
    await app.stop('test')
  }
  return { app: await working(dir, hall, 240), dir }
}

const hallVerdict = ({ hall }: TestHall) => hall.verify()

it('leaves by IT’s hand, archived, in the log, in the lists; and the hall keeps all', {
  timeout: 180_000,
}, async () => {
  const { app, hall, dir } = await delivered()
  const before = await value<DaySum[]>(app, 'log.days')
  const view = await value<KeepView>(app, 'log.keep')
  expect(view).toMatchObject({ months: 6, leastDays: 180, why: null, archives: [] })
  const { to = 0 } = view.leaving ?? {}
  expect(to).toBeGreaterThan(10)
  expect(await ask(app, it_(app), 'log.prune', { to, why: ' ' })).toBe('request/bad-input')
  expect(await ask(app, it_(app), 'log.prune', { to: to + 1, why: 'x' })).toBe('keep/changed')
  expect(await ask(app, app.openSession(), 'log.prune', { to, why: 'x' })).toBe('request/role')
  const left = await value<Left>(app, 'log.prune', { to, why: '满期' })
  expect(left).toMatchObject({ to, entries: to, smaller: true })
  expect(existsSync(left.archive)).toBe(true)
  expect(logged(app)[0]).toMatchObject({ kind: 'log.sealed' })
  expect(logged(app, 'log.pruned')).toMatchObject([
    { who: 'it', why: '满期', to, archive: { file: left.archive } },
  ])
  expect(await value(app, 'log.verify')).toMatchObject({ verdict: 'ok', pruned: to })
  const { archives, leaving } = await value<KeepView>(app, 'log.keep')
  expect({ archives, leaving }).toEqual({ archives: [{ to, file: left.archive }], leaving: null })
  // The lists are of what stays, and its days are as they were.
  const after = await value<DaySum[]>(app, 'log.days')
  const strip = (days: DaySum[]) => days.map(({ day: name, levels, matters }) => ({ name, levels, matters }))
  expect(strip(after).slice(0, -1)).toEqual(strip(before).slice(-after.length, -1))
  const page = await value<ListPage>(app, 'log.list', { list: 'entries', order: 'oldest' })
  expect(page.entries[0]?.seq).toBe(to + 1)
  // The archive is whole by itself, and so is the rest beside it.
  app.parts.deliverer.deliverNow()
  await app.parts.deliverer.idle()
  expect(app.parts.deliverer.view().state).toBe('delivered')
  expect(hallVerdict(hall)).toMatchObject([{ ok: true, entries: app.parts.log.head().seq }])
  await app.stop('test')
  expect(python([[left.archive], [join(dir, 'log.db')]])).toMatchObject([
    { code: 0, report: { verdict: 'ok', pruned: 0 } },
    { code: 0, report: { verdict: 'ok', pruned: to } },
  ])
})

it('leaves not while somebody is on shift', { timeout: 180_000 }, async () => {
  const { app } = await delivered()
  const { leaving } = await value<KeepView>(app, 'log.keep')
  await signedIn(app)
  expect(await ask(app, it_(app), 'log.prune', { to: leaving?.to, why: 'x' })).toBe('keep/shift-open')
  expect(logged(app, 'log.pruned')).toEqual([])
})

it('a clerk who signs in while entries leave works on at once; what has left has left, the rest another time', {
  timeout: 180_000,
}, async () => {
  const { app } = await longDelivered()
  const { log, counter } = app.parts
  const { leaving } = await value<KeepView>(app, 'log.keep')
  const agreed = leaving?.to ?? 0
  const letGo = log.letGo
  let pieces = 0
  log.letGo = (cut, told) => {
    const left = letGo(cut, told)
    pieces += 1
    // In the breath between two pieces.
    if (pieces === 1)
      setImmediate(() => counter.run({ type: 'sign-in', staff: { number: '1001', name: '张甲' } }))
    return left
  }
  const left = await value<Left>(app, 'log.prune', { to: agreed, why: '满期' })
  // The clerk came before the second piece, which was refused.
  expect(pieces).toBe(2)
  expect(counter.state().shift).not.toBeNull()
  expect(left.to).toBeLessThan(agreed)
  expect(left).toMatchObject({ entries: left.to, smaller: false })
  expect(logged(app, 'log.pruned')).toMatchObject([{ to: left.to, why: '满期' }])
  const [first] = log.entries(1, 1, 1e6)
  expect(first?.seq).toBe(left.to + 1)
  expect(counter.run({ type: 'next' })).toMatchObject({ ok: true })
  log.letGo = letGo
  expect(await ask(app, it_(app), 'log.prune', { to: agreed, why: 'x' })).toBe('keep/shift-open')
  expect(log.verify()).toMatchObject({ verdict: 'ok', pruned: left.to })
  expect(counter.run({ type: 'sign-out', why: 'clerk' })).toMatchObject({ ok: true })
  const rest = await value<KeepView>(app, 'log.keep')
  expect(rest.leaving?.to).toBe(agreed)
  expect(await value<Left>(app, 'log.prune', { to: agreed, why: '满期' })).toMatchObject({ to: agreed })
  expect(log.verify()).toMatchObject({ verdict: 'ok', pruned: agreed })
})

it('says how far it is, and ends when it is told to: before anything left, or between two pieces', {
  timeout: 180_000,
}, async () => {
  const { app, dir } = await longDelivered()
  const { log } = app.parts
  const state = () => value<LeavingView | null>(app, 'log.prune-state')
  expect(await state()).toBeNull()
  const agreed = (await value<KeepView>(app, 'log.keep')).leaving?.to ?? 0
  const first = ask(app, it_(app), 'log.prune', { to: agreed, why: 'x' })
  await expect.poll(state).not.toBeNull()
  expect(await ask(app, it_(app), 'log.prune', { to: agreed, why: 'x' })).toBe('keep/busy')
  expect(await ask(app, it_(app), 'log.prune-stop')).toBe('ok')
  expect(await first).toBe('keep/stopped')
  expect(await state()).toBeNull()
  const archive = join(dir, 'backups', 'archive')
  expect([logged(app, 'log.pruned'), existsSync(archive) ? readdirSync(archive) : []]).toEqual([[], []])

  const letGo = log.letGo
  const seen: unknown[] = []
  log.letGo = (cut, told) => {
    const left = letGo(cut, told)
    setImmediate(() => {
      seen.push(app.parts.keeping.leaving())
      app.parts.keeping.stop()
    })
    return left
  }
  const left = await value<Left>(app, 'log.prune', { to: agreed, why: '满期' })
  expect(left.to).toBeLessThan(agreed)
  expect(seen).toEqual([{ step: 'leave', done: left.entries, total: agreed }])
  expect(log.verify()).toMatchObject({ verdict: 'ok', pruned: left.to })
  log.letGo = letGo
  expect(await value<Left>(app, 'log.prune', { to: agreed, why: '满期' })).toMatchObject({ to: agreed })
})

it('a hall that lacks what has left gets it from the archive, and says so where that is not there', {
  timeout: 180_000,
}, async () => {
  const { app } = await delivered()
  const { leaving } = await value<KeepView>(app, 'log.keep')
  const { archive } = await value<Left>(app, 'log.prune', { to: leaving?.to, why: '满期' })
  renameSync(archive, `${archive}.away`)
  const other = await openHall()
  const enrolled = await app.parts.deliverer.enrol(other.hall.url, other.hall.makeCode())
  expect(enrolled.ok).toBe(true)
  await app.parts.deliverer.idle()
  expect(app.parts.deliverer.view().trouble).toMatchObject({
    code: 'hall/needs-archive',
    params: { seq: 1, path: archive },
  })
  expect(logged(app, 'incident')).toMatchObject([{ code: 'hall/needs-archive' }])
  renameSync(`${archive}.away`, archive)
  app.parts.deliverer.deliverNow()
  await app.parts.deliverer.idle()
  expect(app.parts.deliverer.view()).toMatchObject({ state: 'delivered', trouble: null })
  expect(other.hall.counts().entries).toBe(app.parts.log.head().seq)
})

it('an archive that cannot be made keeps everything where it is', { timeout: 180_000 }, async () => {
  const { app, dir } = await delivered()
  const { leaving } = await value<KeepView>(app, 'log.keep')
  must(app.parts.settings.saveConfig({ ...app.parts.settings.config(), backups: join(dir, 'file') }))
  writeFileSync(join(dir, 'file'), 'no folder')
  expect(await ask(app, it_(app), 'log.prune', { to: leaving?.to, why: 'x' })).toBe('data/backup-place')
  expect(logged(app)[0]).toMatchObject({ kind: 'log.opened' })
})

it('from the command line: says what may leave, and lets it only with --yes and --why', {
  timeout: 180_000,
}, async () => {
  const { app, dir } = await delivered()
  await app.stop('test')
  const roles = { it: await makeVerifier('plum'), technician: await makeVerifier('tin') }
  const file = join(dir, 'roles.json')
  const stands = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...stands, ...roles }))
  const guiping = async (...args: string[]) => {
    const env = { ...process.env, GUIPING_PASSWORD: 'plum', GUIPING_LANG: 'en' }
    const done = await run(join(ROOT, 'bin', 'guiping'), ['log', 'prune', '--data', dir, ...args], {
      env,
    }).catch((error) => error)
    return { code: done.code ?? 0, out: `${done.stdout}${done.stderr}` }
  }
  const dry = await guiping()
  expect(dry).toMatchObject({ code: 0, out: expect.stringMatching(/entries may leave .*--yes --why/s) })
  expect(await guiping('--yes')).toMatchObject({ code: 2 })
  expect(must(readLog(dir)).anchors()).toEqual([])
  const gone = await guiping('--yes', '--why', '满期')
  expect(gone).toMatchObject({ code: 0, out: expect.stringContaining('have left') })
  const log = must(readLog(dir))
  expect(log.verify()).toMatchObject({ verdict: 'ok', pruned: log.anchors()[0]?.seq })
  log.close()
  expect(await guiping()).toMatchObject({ code: 1 })
  rmSync(join(dir, 'enrolment.json'))
  expect(await guiping()).toMatchObject({ code: 1, out: expect.stringContaining('keep/no-hall') })
})
