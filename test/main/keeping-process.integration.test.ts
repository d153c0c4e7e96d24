/** Old entries leave by `guiping log prune` in a real terminal, and somebody presses Ctrl+C. */
import { spawn, spawnSync } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readLog } from '../../src/db/log/open.ts'
import { makeVerifier } from '../../src/keys/password.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'
import type { Left } from '../../src/shared/keep.ts'
import { receiptText } from '../../src/shared/receipt.ts'
import { fail, type Result } from '../../src/shared/result.ts'
import { DAY } from '../db/keep-kit.ts'
import { asked, kit, matterOpened, must, rated, shiftOpened } from '../db/log-kit.ts'
import { browserHost } from '../harness/browser-host.ts'
import { tempDir } from '../harness/temp-dir.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const DAYS = 15

/** util-linux's `script` gives a program a terminal of its own. */
const terminal = spawnSync('script', ['--version']).status === 0
const skipped = terminal ? '' : ' — skipped, there is no `script` (util-linux) here'

/** A closed counter with years behind it, all of it signed for by a hall. */
const settled = async () => {
  const dir = tempDir()
  const k = kit(dir)
  k.clock.setWall(Date.UTC(2020, 4, 3))
  const log = k.log()
  for (let count = 0; count < DAYS; count += 1) {
    const opened = shiftOpened(k)
    const shift = 'shift' in opened ? String(opened.shift) : ''
    const drafts: EntryDraft[] = [opened]
    for (let matter = 0; matter < 500; matter += 1) {
      const begun = matterOpened(k, shift)
      const ask = asked(k, begun.matter)
      drafts.push(begun, ask, ...rated(k, begun.matter, ask.ask, 4))
    }
    must(log.append([...drafts, { kind: 'shift.closed', ...k.at(), shift, why: 'clerk' }]))
    must(log.seal('end'))
    k.clock.advance(DAY)
  }
  const hall = generateKeyPairSync('ed25519')
  /** The hall has all of it and signs for it now. */
  const receipt = () => {
    const { seq, hash: head } = log.head()
    const text = receiptText({ counter: 'c', station: '7', log: log.id, seq, head, at: k.clock.now() })
    const signature = sign(null, Buffer.from(text), hall.privateKey).toString('base64')
    must(log.keepReceipt(seq, { text, signature }))
    must(log.setAcked(seq))
    return seq
  }
  const seq = receipt()
  k.clock.advance(1_500 * DAY)
  must(log.append([{ kind: 'app.suspended', ...k.at() }]))
  must(log.seal('end'))
  receipt()
  log.close()
  const own = generateKeyPairSync('ed25519')
  const spki = (key: typeof own.publicKey) => key.export({ type: 'spki', format: 'der' }).toString('base64')
  const enrolment = {
    ...{ url: 'http://127.0.0.1:9', counter: 'c', hallKey: spki(hall.publicKey) },
    publicKey: spki(own.publicKey),
    privateKey: own.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  }
  const verifier = await makeVerifier('plum')
  writeFileSync(join(dir, 'enrolment.json'), JSON.stringify(enrolment))
  writeFileSync(join(dir, 'roles.json'), JSON.stringify({ technician: verifier, it: verifier }))
  return { dir, seq }
}

/** Runs it in a terminal; Ctrl+C is typed when `at` stands on the screen. */
const pruned = async (dir: string, at: RegExp | null) => {
  const command = `exec bin/guiping log prune --data ${dir} --as it --yes --why x`
  const env = { ...process.env, GUIPING_PASSWORD: 'plum', GUIPING_LANG: 'en' }
  const child = spawn('script', ['-qefc', command, '/dev/null'], { env, cwd: ROOT })
  onTestFinished(() => void child.kill('SIGKILL'))
  let screen = ''
  child.stdout.on('data', (chunk) => {
    const before = at?.test(screen) ?? true
    screen += chunk
    if (!before && at?.test(screen)) child.stdin.write('\x03')
  })
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, screen }
}

const verdict = (dir: string) => {
  const log = must(readLog(dir))
  const { verdict: found, pruned: left } = log.verify()
  log.close()
  return { verdict: found, left }
}

it.skipIf(!terminal)(
  `Ctrl+C at its progress ends it with a sentence, and the log is whole: before anything left, between two pieces${skipped}`,
  { timeout: 180_000 },
  async () => {
    const { dir, seq } = await settled()
    const archive = join(dir, 'backups', 'archive')
    const before = await pruned(dir, /checking the archive \d+%/)
    expect(before).toMatchObject({ code: 3, screen: expect.stringContaining('keep/stopped') })
    expect([verdict(dir), existsSync(archive) ? readdirSync(archive) : []]).toEqual([
      { verdict: 'ok', left: 0 },
      [],
    ])
    const between = await pruned(dir, /letting go \d+%/)
    expect(between.code).toBe(3)
    expect(between.screen).toMatch(/entries have left .*Stopped: the rest has not left/s)
    const { left } = verdict(dir)
    expect(verdict(dir)).toEqual({ verdict: 'ok', left: expect.any(Number) })
    expect(left).toBeGreaterThan(0)
    const rest = await pruned(dir, null)
    expect(rest).toMatchObject({ code: 0, screen: expect.not.stringContaining('Stopped') })
    expect(verdict(dir)).toMatchObject({ verdict: 'ok', left: expect.any(Number) })
    expect(verdict(dir).left).toBeGreaterThan(left)
    expect(verdict(dir).left).toBeLessThanOrEqual(seq)
  },
)

it.skipIf(!terminal)(
  `Ctrl+C beside the running program ends it there, and its answer is said${skipped}`,
  { timeout: 180_000 },
  async () => {
    const { dir } = await settled()
    const { parts } = (await browserHost({ dir })).program.app()
    const ended = Promise.withResolvers<Result<Left>>()
    // As long as nobody stops it.
    parts.keeping.letLeave = () => ended.promise
    parts.keeping.leaving = () => ({ step: 'check', done: 1, total: 4 })
    parts.keeping.stop = () => ended.resolve(fail('keep/stopped'))
    expect(await pruned(dir, /checking the archive 25%/)).toMatchObject({
      code: 3,
      screen: expect.stringContaining('keep/stopped'),
    })
  },
)
