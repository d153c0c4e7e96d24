/** What happens to the running program when its log is taken away, or turns out to be damaged. */
import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PAGE_HOTKEYS } from '../../src/main/hotkeys/page-keys.ts'
import { type Program, startProgram } from '../../src/main/program.ts'
import type { Level } from '../../src/shared/levels.ts'
import { fetchHttp } from '../../src/sync/http.ts'
import { kit, must, serve as served } from '../db/log-kit.ts'
import { root } from '../harness/browser-host.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { CLERKS, logged, testHost, testRoster } from '../harness/test-app.ts'

const LOOK = 4_000
/** Of our database, bytes. */
const PAGE = 2048

const running = async ({ dir = tempDir() } = {}) => {
  writeFileSync(join(dir, 'roster.json'), JSON.stringify(await testRoster()))
  const clock = fakeClock()
  const { kind, capabilities, show } = testHost
  const started = await startProgram({
    ...{ dir, clock, practice: false, http: fetchHttp, resources: join(root, 'resources') },
    ...{ backUp: null, osLog: () => {}, report: () => {} },
    host: { kind, capabilities, show, ...PAGE_HOTKEYS },
  })
  if (!started.ok) throw new Error(started.error.code)
  const program = started.value
  onTestFinished(() => program.stop('test'))
  const page = program.openSession()
  const { number, password } = CLERKS[0]
  const done = async (method: string, input: unknown = {}) => {
    const reply = await program.request(page, method, input)
    if (!reply.ok) throw new Error(`${method}: ${reply.error.code}`)
  }
  await done('session.sign-in', { number, password })
  const next = () => done('counter.next')
  const press = (level: Level) =>
    program.app().parts.counter.run({
      type: 'press',
      press: { key: `0${level - 1}`, level, bytes: 'ff', profile: 'ff68', deviceAt: null },
    }).ok
  /** Lets the watch look, and waits until the program is there again. */
  const reopened = async () => {
    const before = program.app()
    // Until a look has asked for it, and the program has done it.
    await expect
      .poll(() => {
        clock.advance(LOOK / 4)
        return program.app() !== before
      })
      .toBe(true)
    await done('session.unlock', { password })
  }
  return { dir, log: join(dir, 'log.db'), clock, program, next, press, reopened }
}

const counted = (program: Program) =>
  logged(program.app(), 'key.pressed').filter(({ verdict }) => verdict === 'counted')
const incidents = (program: Program) => logged(program.app(), 'incident').map(({ code }) => code)

describe('a log that is taken away while the clerk is at a matter', () => {
  it.each<[string, (dir: string, log: string) => void]>([
    ['its -wal is deleted', (_, log) => rmSync(`${log}-wal`)],
    ['it is deleted', (_, log) => rmSync(log)],
    [
      'it is deleted with -wal and -shm',
      (_, log) => {
        for (const part of ['', '-wal', '-shm']) rmSync(`${log}${part}`)
      },
    ],
    ['it is moved away', (dir, log) => renameSync(log, join(dir, 'elsewhere'))],
    [
      "it is replaced by another counter's",
      (_, log) => {
        const other = kit()
        const theirs = other.log()
        served(other, theirs, [1, 1, 1])
        theirs.close()
        copyFileSync(join(other.dir, 'log.db'), `${log}.other`)
        renameSync(`${log}.other`, log)
        other.end()
      },
    ],
  ])('%s: noticed by itself, nothing confirmed since is lost, nothing counts twice', async (_, take) => {
    const { dir, log, program, next, press, reopened } = await running()
    for (let step = 0; step < 2; step += 1) await next()
    expect(press(5)).toBe(true)
    await next()
    await next()
    take(dir, log)
    // Into the side file: it is confirmed all the same.
    expect(press(4)).toBe(true)
    await reopened()
    await next()
    await next()
    expect(press(3)).toBe(true)
    const levels = counted(program).map(({ level }) => level)
    expect(levels).toEqual([5, 4, 3])
    expect(incidents(program)).toContain('data/log-moved')
    expect(program.app().parts.log.waiting().entries).toBe(0)
    expect(program.app().parts.log.verify()).toMatchObject({ verdict: 'ok' })
  })
})

describe('a page of the log that is bad', () => {
  it('and that the start did not meet is found by the worker, and the counter goes on in a new log', async () => {
    const k = kit(tempDir())
    const log = k.log()
    served(k, log, Array(330).fill(5))
    must(log.setAcked(log.head().seq))
    // Beyond the last 1,000, which a start reads.
    const old = log.entries(30, 1, 1e6)[0]?.body ?? ''
    const other = k.raw()
    other.exec('pragma wal_checkpoint(truncate)')
    other.close()
    log.close()
    const path = join(k.dir, 'log.db')
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.alloc(PAGE), 0, PAGE, Math.floor(readFileSync(path).indexOf(old) / PAGE) * PAGE)
    closeSync(file)
    const { clock, program, next, press, reopened } = await running({ dir: k.dir })
    await next()
    clock.advance(8_000)
    await reopened()
    expect(incidents(program)).toContain('data/recovered')
    await next()
    expect(press(2)).toBe(true)
    expect(counted(program).map(({ level }) => level)).toEqual([2])
    expect(program.app().parts.log.verify()).toMatchObject({ verdict: 'ok' })
  })
})
