/** Hall IT's afternoon as real processes: a hall, a counter of it, list and token from the hall, a pull, a stick. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemClock } from '../../src/main/clock.ts'
import { fetchHttp } from '../../src/sync/http.ts'
import { openHall } from '../hall/kit.ts'
import { root } from '../harness/browser-host.ts'
import { freePort } from '../harness/offered.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { ask, logged, signedIn, testApp, testRoster } from '../harness/test-app.ts'

/** Not spawnSync where the program of this process must answer meanwhile. */
const guiping = async (args: string[], env: Record<string, string> = {}) => {
  const child = spawn(join(root, 'bin/guiping'), args, { env: { ...process.env, ...env } })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const status = await new Promise<number | null>((done) => child.once('close', done))
  return { status, stdout, stderr }
}

it('list and token come from the hall, the pull is whole and checked against the hall’s receipts, a stick adds nothing twice', async () => {
  const { hall, data } = await openHall({ clock: systemClock, roster: await testRoster() })
  const app = await testApp({ http: fetchHttp })
  const it = app.openSession()
  app.parts.sessions.grant(it, 'it', null)
  const at = { address: '127.0.0.1', port: await freePort() }
  const code = hall.makeCode()
  expect(await ask(app, it, 'hall.enrol', { url: hall.url, code })).toBe('ok')
  expect(await ask(app, it, 'offer.set', { at })).toBe('ok')
  await signedIn(app)
  app.parts.deliverer.deliverNow()
  await expect.poll(() => app.parts.log.receipts().length, { timeout: 15_000 }).toBeGreaterThan(0)
  await expect.poll(() => app.parts.log.head().seq - app.parts.log.acked(), { timeout: 15_000 }).toBe(0)

  const work = tempDir()
  const hosts = await guiping(['hall', 'hosts', '--data', data])
  expect([hosts.status, hosts.stdout]).toEqual([
    0,
    expect.stringMatching(/^127\.0\.0\.1:\d+,1,[0-9a-f]{64}\n$/),
  ])
  const list = join(work, 'hosts.csv')
  writeFileSync(list, hosts.stdout)
  const token = join(work, 'token.json')
  const wanted = ['hall', 'pull-token', '--data', data, '--who', '王信息', '--why', '十一月', '--out', token]
  expect((await guiping(wanted)).status).toBe(0)
  expect(statSync(token).mode & 0o777).toBe(0o600)
  expect((await guiping(wanted)).stderr).toContain('data/exists')
  expect((await guiping([...wanted, '--station', '99'])).status).toBe(2)

  const out = join(work, 'logs')
  const pull = ['pull', '--hosts', list, '--token', token, '--out', out]
  const first = await guiping([...pull, '--json'])
  expect(first.stderr).toBe('')
  expect(first.status).toBe(0)
  const said = JSON.parse(first.stdout)
  expect(said).toMatchObject({
    ok: true,
    counters: [{ station: '1', verdict: 'ok', signer: 'known', fault: null }],
  })
  expect(said.counters[0].receipts).toBeGreaterThan(0)
  expect(logged(app, 'log.pulled')).toMatchObject([{ who: '王信息', why: '十一月', from: 1, issuer: 'hall' }])

  // The stick is made while the program runs, by the command line.
  const stick = join(work, '1.glog')
  const password = app.parts.installers.firstPasswords()?.it ?? ''
  const made = spawnSync(
    join(root, 'bin/guiping'),
    ['log', 'glog', '--data', app.dir, '--out', stick, '--why', '取日志'],
    {
      encoding: 'utf8',
      env: { ...process.env, GUIPING_PASSWORD: password },
    },
  )
  // Nobody serves this folder's door in a test: the entry could not be written, and no file is left.
  expect([made.status, existsSync(stick)]).toEqual([3, false])
  await app.stop('test')
  const again = await guiping(['log', 'glog', '--data', app.dir, '--out', stick, '--why', '取日志'], {
    GUIPING_PASSWORD: password,
  })
  expect([again.stderr, again.status]).toEqual(['', 0])
  const merged = await guiping(['pull', '--glog', stick, '--token', token, '--out', out, '--json'])
  expect(merged.status).toBe(0)
  expect(JSON.parse(merged.stdout).merged).toMatchObject({ twice: said.counters[0].entries, parted: [] })

  const checker = spawnSync('python3', [join(root, 'resources/check/guiping_check.py'), stick], {
    encoding: 'utf8',
  })
  expect([checker.stderr, checker.status]).toEqual(['', 0])

  // The counter is off now: the table says so, and the exit status is no.
  const off = await guiping(pull)
  expect(off.status).toBe(1)
  expect(off.stdout).toContain('(pull/unreachable)')
  expect(readFileSync(join(out, 'matters.csv'), 'utf8')).toMatch(/^\ufeff窗口,/)
})

it('a token that the hall calls back is taken by no counter that has heard from the hall since; a new one is', async () => {
  const { hall, data } = await openHall({ clock: systemClock, roster: await testRoster() })
  const before = await testApp({ http: fetchHttp })
  const it = before.openSession()
  before.parts.sessions.grant(it, 'it', null)
  const at = { address: '127.0.0.1', port: await freePort() }
  expect(await ask(before, it, 'hall.enrol', { url: hall.url, code: hall.makeCode() })).toBe('ok')
  expect(await ask(before, it, 'offer.set', { at })).toBe('ok')
  before.parts.deliverer.deliverNow()
  await expect.poll(() => before.parts.log.head().seq - before.parts.log.acked(), { timeout: 15_000 }).toBe(0)
  const work = tempDir()
  const list = join(work, 'hosts.csv')
  writeFileSync(list, (await guiping(['hall', 'hosts', '--data', data])).stdout)
  const sign = async (file: string) => {
    const out = join(work, file)
    const words = ['--who', '王信息', '--why', '十一月', '--out', out]
    expect((await guiping(['hall', 'pull-token', '--data', data, ...words])).status).toBe(0)
    return ['pull', '--hosts', list, '--token', out, '--out', join(work, 'logs')]
  }
  const lost = await sign('lost.json')
  const revoked = await guiping(['hall', 'revoke-tokens', '--data', data, '--json'])
  expect([revoked.stderr, revoked.status]).toEqual(['', 0])
  // A start is one of the times at which a counter fetches its lists.
  await before.stop('test')
  const app = await testApp({ dir: before.dir, http: fetchHttp, roster: null })
  await expect
    .poll(() => app.parts.settings.roster().policy.tokensRevokedAt, { timeout: 15_000 })
    .toBe(JSON.parse(revoked.stdout).revokedAt)
  await expect.poll(() => app.parts.offer.listening(), { timeout: 15_000 }).toBe(true)
  // Staff and items are as they were.
  expect(app.parts.settings.roster()).toMatchObject({ staff: [{ number: '1001' }, { number: '1002' }] })
  const refused = await guiping(lost)
  expect([refused.status, refused.stdout]).toEqual([1, expect.stringContaining('offer/revoked')])
  const fresh = await guiping(await sign('fresh.json'))
  expect([fresh.stderr, fresh.status]).toEqual(['', 0])
})

it('wrong usage is said as such', async () => {
  const out = join(tempDir(), 'x')
  expect((await guiping(['pull', '--out', out])).status).toBe(2)
  expect((await guiping(['pull', '--out', out, '--hosts', '/nowhere'])).status).toBe(2)
  expect((await guiping(['offer', 'show', '--data', tempDir()], { GUIPING_PASSWORD: 'x' })).stderr).toContain(
    'host/not-running',
  )
})
