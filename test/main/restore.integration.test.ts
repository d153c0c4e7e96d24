/** Going back to a copy: real files, a real hall, the command line as hall IT has it. */

import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { backUp } from '../../src/db/backup/back-up.ts'
import { readCopyName } from '../../src/db/backup/rotation.ts'
import { localTime } from '../../src/db/export/csv.ts'
import { readLog } from '../../src/db/log/open.ts'
import { makeVerifier } from '../../src/keys/password.ts'
import { makeKeyPair, signAnswer } from '../../src/keys/request.ts'
import type { App } from '../../src/main/app.ts'
import { systemClock } from '../../src/main/clock.ts'
import { asideView } from '../../src/main/log/aside.ts'
import { DEFAULT_CONFIG } from '../../src/shared/config.ts'
import type { Head } from '../../src/shared/entries.ts'
import { all, day } from '../db/keep-kit.ts'
import { kit, must, serve } from '../db/log-kit.ts'
import { openHall } from '../hall/kit.ts'
import { enrolmentOf } from '../harness/offered.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { testApp } from '../harness/test-app.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '..', '..')

const withPassword = async (dir: string) => {
  const roles = { it: await makeVerifier('plum'), technician: await makeVerifier('tin') }
  writeFileSync(join(dir, 'roles.json'), JSON.stringify(roles))
}

const restore = async (dir: string, ...args: string[]) => {
  const env = { ...process.env, GUIPING_PASSWORD: 'plum', GUIPING_LANG: 'en' }
  const done = await run(join(ROOT, 'bin', 'guiping'), ['log', 'restore', '--data', dir, ...args], {
    env,
  }).catch((error) => error)
  return { code: done.code ?? 0, out: `${done.stdout}${done.stderr}` }
}

const ratings = (dir: string): string[] => {
  const log = must(readLog(dir))
  expect(log.verify()).toMatchObject({ verdict: 'ok' })
  const found = all(log).flatMap(({ body }) => {
    const { kind, verdict, id } = JSON.parse(body)
    return kind === 'key.pressed' && verdict === 'counted' ? [id] : []
  })
  log.close()
  return found
}
const kinds = (dir: string) => {
  const log = must(readLog(dir))
  const found = all(log).map(({ body }) => JSON.parse(body))
  log.close()
  return found
}

const span = (entries: { at: number }[]) => {
  const times = entries.map(({ at }) => at)
  return [Math.min(...times), Math.max(...times)]
}

/** A log with a copy of it, and work after the copy. */
const worked = async () => {
  const dir = tempDir()
  await withPassword(dir)
  const k = kit(dir)
  const log = k.log()
  day(k, log, [5, 4, null])
  const copy = must(backUp(join(dir, 'log.db'), join(dir, 'backups'), k.clock.now()))
  const inCopy = ratings(dir)
  k.clock.advance(60_000)
  day(k, log, [3, 2])
  log.close()
  return { dir, copy, inCopy, id: log.id }
}

it('never puts a copy in the place of a whole log that reaches further', async () => {
  const { dir, inCopy } = await worked()
  const before = readFileSync(join(dir, 'log.db'))
  for (const args of [[], ['--yes', '--why', 'x']]) {
    const { code, out } = await restore(dir, ...args)
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining('restore/present-whole') })
    expect(out).toMatch(/The copy lacks 1\d entries of it: .*staff: A01/)
    expect(out).toContain('The hall could not be asked')
  }
  expect(await restore(dir, '--yes')).toMatchObject({ code: 2 })
  expect(readFileSync(join(dir, 'log.db')).equals(before)).toBe(true)
  expect(ratings(dir)).toHaveLength(inCopy.length + 2)
})

it('goes on from the copy where the log is gone, without a fork, and adds nothing twice', async () => {
  const { dir, copy, inCopy, id } = await worked()
  for (const part of ['', '-wal', '-shm']) rmSync(join(dir, `log.db${part}`), { force: true })
  expect(await restore(dir)).toMatchObject({ code: 0, out: expect.stringContaining('there is no log') })
  expect(existsSync(join(dir, 'log.db'))).toBe(false)
  expect(await restore(dir, '--yes', '--why', '硬盘坏了')).toMatchObject({ code: 0 })
  const entries = kinds(dir)
  expect(entries[0]).toMatchObject({
    kind: 'log.opened',
    continues: { log_id: id, seq: copy.seq, hash: copy.hash },
  })
  expect(entries.at(-1)).toMatchObject({
    ...{ kind: 'log.restored', who: 'it', why: '硬盘坏了', log_id: id, seq: copy.seq, hall: null },
  })
  expect(ratings(dir)).toEqual(inCopy)
  const again = await restore(dir, '--yes', '--why', 'x')
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('with 0 entries from the copy') })
  // Whoever finds the list empty is told where the rest is.
  expect(again.out).toMatch(/What the hall or the log here has .*was not brought.*log\.db/)
  expect(ratings(dir)).toEqual(inCopy)
})

it('on a share that many counters use takes only a copy of its own, and shows only these to IT', async () => {
  const share = tempDir()
  const config = JSON.stringify({ ...DEFAULT_CONFIG, backups: share })
  const [first, second] = [await worked(), await worked()]
  for (const { dir } of [first, second]) {
    writeFileSync(join(dir, 'config.json'), config)
    await run(join(ROOT, 'bin', 'guiping'), ['log', 'backup', '--data', dir])
  }
  rmSync(join(first.dir, 'log.db'))
  const { code, out } = await restore(first.dir)
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining(`Log ${first.id}`) })
  const { copies } = must(await asideView(first.dir, share, systemClock))
  expect(readdirSync(copies.folder)).toEqual([expect.stringContaining(first.id)])
  expect(copies.newest?.at).toBe(readCopyName(readdirSync(copies.folder)[0] ?? '')?.at)
  // Without its key nobody can say which copies are its.
  rmSync(join(first.dir, 'seal.json'))
  expect(await restore(first.dir)).toMatchObject({ code: 3, out: expect.stringContaining('restore/no-copy') })
})

it('moves a damaged log away first, keeps what of it can be read, and adds what only the copy has', async () => {
  const { dir, inCopy } = await worked()
  truncateSync(join(dir, 'log.db'), Math.floor(statSync(join(dir, 'log.db')).size / 4096) * 2048)
  expect(await restore(dir)).toMatchObject({ code: 0, out: expect.stringContaining('damaged') })
  expect(existsSync(join(dir, 'quarantine'))).toBe(false)
  expect(await restore(dir, '--yes', '--why', 'x')).toMatchObject({ code: 0 })
  const given = ratings(dir)
  expect(new Set(given).size).toBe(given.length)
  expect(given).toEqual(expect.arrayContaining(inCopy))
  expect(readdirSync(join(dir, 'quarantine'))).toHaveLength(2)
})

it('reopens no shift of the copy that had ended in a log that goes on', async () => {
  const dir = tempDir()
  await withPassword(dir)
  const k = kit(dir)
  const log = k.log()
  serve(k, log, [5])
  must(backUp(join(dir, 'log.db'), join(dir, 'backups'), k.clock.now()))
  log.close()
  for (const part of ['', '-wal', '-shm']) rmSync(join(dir, `log.db${part}`), { force: true })
  const next = k.log('boot-2')
  const shift = serve(k, next, [4])
  next.close()
  expect(await restore(dir, '--yes', '--why', 'x')).toMatchObject({ code: 0 })
  expect(ratings(dir)).toHaveLength(2)
  const reader = must(readLog(dir))
  expect(reader.openWork()?.shift.id).toBe(shift)
  reader.close()
})

it('says what the copy lacks against a hall, and no rating counts twice there afterwards', {
  timeout: 180_000,
}, async () => {
  const { dir, copy } = await worked()
  const { hall } = await openHall()
  const deliver = async (app: App) => {
    app.parts.deliverer.deliverNow()
    await app.parts.deliverer.idle()
    expect(app.parts.deliverer.view().trouble).toBeNull()
    await app.stop('test')
  }
  const app = await testApp({ dir })
  expect((await app.parts.deliverer.enrol(hall.url, hall.makeCode())).ok).toBe(true)
  await app.parts.deliverer.idle()
  await deliver(app)
  await withPassword(dir)
  const rated = hall.counts().rated
  expect(rated).toBe(4)
  const bodies = kinds(dir)
  for (const part of ['', '-wal', '-shm']) rmSync(join(dir, `log.db${part}`), { force: true })
  const dry = await restore(dir)
  expect(dry.out).toMatch(/The hall has \d+ entries; the copy lacks \d+ of them/)
  expect(dry.out).not.toContain('lacks 0 of them')
  const whom = /They are entries (\d+)–(\d+): (.+) to (.+); staff: (.*)/.exec(dry.out)
  const [, first, last, from = '', to = '', staff] = whom ?? []
  expect([Number(first), Number(last)]).toEqual([copy.seq + 1, hall.verify()[0]?.entries])
  expect([from, to]).toEqual(span(bodies.slice(copy.seq)).map(localTime))
  expect(staff).toBe('A01')
  expect(await restore(dir, '--yes', '--why', 'x')).toMatchObject({ code: 0 })
  expect(kinds(dir)[0]).toMatchObject({ continues: { seq: copy.seq } })
  await deliver(await testApp({ dir }))
  expect(hall.counts().rated).toBe(rated)
  expect(hall.verify().map(({ verdict }) => verdict)).not.toContain('forked')
})

it("takes no copy of another counter's where a hall knows whose it is, and without a hall says that it may be one", {
  timeout: 180_000,
}, async () => {
  const [theirs, ours] = [await worked(), await worked()]
  const { hall } = await openHall()
  for (const { dir } of [theirs, ours]) {
    const alone = await restore(dir, '--from', theirs.copy.file)
    expect(alone.out.includes("may be another counter's")).toBe(dir === ours.dir)
    const app = await testApp({ dir })
    expect((await app.parts.deliverer.enrol(hall.url, hall.makeCode())).ok).toBe(true)
    app.parts.deliverer.deliverNow()
    await app.parts.deliverer.idle()
    await app.stop('test')
    await withPassword(dir)
  }
  for (const part of ['', '-wal', '-shm']) rmSync(join(ours.dir, `log.db${part}`), { force: true })
  const tried = await restore(ours.dir, '--from', theirs.copy.file, '--yes', '--why', 'x')
  expect(tried).toMatchObject({ code: 1, out: expect.stringContaining('restore/not-ours') })
  expect(existsSync(join(ours.dir, 'log.db'))).toBe(false)
})

it('a new PC in the place of one that died goes on from its copy: the hall gets what it lacked, and nothing twice', {
  timeout: 180_000,
}, async () => {
  const { hall } = await openHall()
  const deliver = async (dir: string, code?: string) => {
    const app = await testApp({ dir })
    if (code) expect(await app.parts.deliverer.enrol(hall.url, code)).toMatchObject({ ok: true })
    app.parts.deliverer.deliverNow()
    await app.parts.deliverer.idle()
    const { trouble } = app.parts.deliverer.view()
    await app.stop('test')
    await withPassword(dir)
    return trouble?.code ?? null
  }
  const died = tempDir()
  const k = kit(died)
  const log = k.log()
  day(k, log, [5, 4, null])
  log.close()
  expect(await deliver(died, hall.makeCode())).toBeNull()
  const [counter] = hall.counts().counters
  const again = k.log('boot-2')
  day(k, again, [3])
  again.close()
  const copy = must(backUp(join(died, 'log.db'), tempDir(), k.clock.now()))
  expect(hall.counts().rated).toBe(2)

  // Enrolled as a counter of its own, a PC cannot have the other's copy, nor take its place any more.
  const stranger = tempDir()
  expect(await deliver(stranger, hall.makeCode())).toBeNull()
  expect((await restore(stranger, '--from', copy.file, '--yes', '--why', 'x')).out).toContain(
    'restore/not-ours',
  )
  const late = await testApp({ dir: stranger })
  expect(await late.parts.deliverer.enrol(hall.url, hall.makeCode(counter?.counter))).toMatchObject({
    error: { code: 'hall/other-counter' },
  })
  await late.stop('test')

  const dir = tempDir()
  expect(await deliver(dir, hall.makeCode(counter?.counter))).toBeNull()
  expect(await restore(dir, '--from', copy.file, '--yes', '--why', '硬盘坏了')).toMatchObject({ code: 0 })
  expect(await deliver(dir)).toBeNull()
  expect(hall.counts()).toMatchObject({ rated: 3, unrated: 1 })
  expect(hall.counts().counters.find((one) => one.counter === counter?.counter)).toMatchObject({ rated: 3 })
  expect(hall.verify().map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'ok'])
  // The key of the PC before opens nothing any more.
  expect(await deliver(died)).toBe('hall/bad-signature')
})

/** A hall from before halls said when what they have was and whom it names. */
const olderHall = async (head: Head, at: string) => {
  const keys = makeKeyPair()
  const server = createServer((request, answer) => {
    const body = Buffer.from(JSON.stringify({ acked: head.seq, head: head.hash, at, clock: Date.now() }))
    const time = Number(request.headers['guiping-time'])
    const signature = signAnswer({ status: 200, time, body }, keys.privateKey)
    answer.writeHead(200, { 'guiping-signature': signature }).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { ...enrolmentOf(keys, 'counter-7'), url: `http://127.0.0.1:${port}` }
}

it('of an older hall it says which entries only the hall has, and that this hall says no more', async () => {
  const { dir, copy, id } = await worked()
  const head = must(readLog(dir)).head()
  writeFileSync(join(dir, 'enrolment.json'), JSON.stringify(await olderHall(head, copy.hash)))
  for (const part of ['', '-wal', '-shm']) rmSync(join(dir, `log.db${part}`), { force: true })
  const places = `${copy.seq + 1}–${head.seq}`
  const english = await restore(dir)
  expect(english).toMatchObject({ code: 0, out: expect.stringContaining(id) })
  expect(english.out).toContain(
    `They are entries ${places}; this hall is older and does not say when they were or whom they name.`,
  )
  expect(english.out).not.toContain('staff:')
})
