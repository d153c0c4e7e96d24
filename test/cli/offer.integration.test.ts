/** `guiping offer …` on a counter that runs as people run it: bin/guiping serve, and the commands beside it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { sentence } from '../../src/shared/errors.ts'
import { root } from '../harness/browser-host.ts'
import { freePort } from '../harness/offered.ts'
import { tempDir } from '../harness/temp-dir.ts'

/** stdout, stderr and the exit status of one command. */
const guiping = async (args: string[], env: Record<string, string> = {}) => {
  const child = spawn(join(root, 'bin/guiping'), args, { env: { ...process.env, ...env } })
  child.stdin.end()
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk) => {
      said[name] += chunk
    })
  const status = await new Promise<number | null>((done) => child.once('close', done))
  return { status, ...said }
}

/** A counter at its first start, with the passwords that it shows then. */
const served = async (data: string) => {
  const child: ChildProcess = spawn(join(root, 'bin/guiping'), ['serve', '--no-open', '--data', data])
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const heard = (more: Buffer) => {
      output += more.toString()
      if (/\/open\?code=/.test(output) && /^\s*it +\S+$/m.test(output)) resolve()
    }
    child.stdout?.on('data', heard)
    child.stderr?.on('data', heard)
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)))
  })
  child.removeAllListeners('exit')
  const password = (role: string) => new RegExp(`${role} +(\\S+)`).exec(output)?.[1] ?? ''
  const stop = () =>
    new Promise<number | null>((done) => {
      child.once('exit', (code) => done(code))
      child.kill('SIGTERM')
    })
  return { technician: password('technician'), it: password('it'), stop }
}

/** A port that another program holds. */
const heldPort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
    onTestFinished(() => void server.close())
  })

it('on a counter that is not running every offer command says so and what to do, and changes nothing', async () => {
  const data = tempDir()
  const out = join(data, 'token.json')
  const password = { GUIPING_PASSWORD: 'x' }
  const words = ['--who', '李技术', '--why', '装机', '--out', out]
  for (const command of [['show'], ['on'], ['off'], ['revoke'], ['token', ...words]]) {
    const run = await guiping(['offer', ...command, '--data', data], password)
    const stderr = `${sentence({ code: 'host/not-running' })}\n`
    expect([command[0], run]).toEqual([command[0], { status: 3, stdout: '', stderr }])
  }
  const english = await guiping(['offer', 'show', '--data', data], { ...password, GUIPING_LANG: 'en' })
  expect(english.stderr).toBe(`${sentence({ code: 'host/not-running' }, 'en-US')}\n`)
  expect([existsSync(out), existsSync(join(data, 'config.json'))]).toEqual([false, false])
}, 60_000)

it('on, show, token, a pull with it, revoke and off, from the command line of a running counter', async () => {
  const work = tempDir()
  const data = join(work, 'counter')
  const counter = await served(data)
  const offer = (args: string[], password = counter.technician, env: Record<string, string> = {}) =>
    guiping(['offer', ...args, '--data', data], { GUIPING_PASSWORD: password, ...env })
  const port = await freePort()
  const at = ['--address', '127.0.0.1', '--port', String(port)]
  const out = join(work, 'token.json')
  const token = ['token', '--who', '李技术', '--why', '装机', '--hours', '1']

  expect(await offer(['show'])).toEqual({ status: 0, stdout: '没有开放取日志\n', stderr: '' })
  // Whose password was asked for is in the sentence: IT's own is wrong where the technician's is.
  const wrong = await offer(['on', ...at], 'wrong')
  expect([wrong.status, wrong.stderr]).toEqual([
    3,
    expect.stringMatching(/^技术人员的密码不对。.*reset technician/),
  ])
  const asIt = await offer(['on', ...at, '--as', 'it'])
  expect([asIt.status, asIt.stderr]).toEqual([3, expect.stringMatching(/^大厅管理员的密码不对。.*reset it /)])
  const nobody = await offer(['on', ...at], '')
  expect([nobody.status, nobody.stderr]).toEqual([3, expect.stringContaining('cli/no-password')])
  const early = await offer([...token, '--out', out])
  expect([early.status, early.stderr, existsSync(out)]).toEqual([
    1,
    expect.stringContaining('offer/not-on'),
    false,
  ])

  const foreign = await offer(['on', '--address', '192.0.2.1'])
  expect([foreign.status, foreign.stderr]).toEqual([1, expect.stringContaining('offer/not-own-address')])
  const held = await heldPort()
  const blocked = await offer(['on', '--address', '127.0.0.1', '--port', String(held)])
  expect([blocked.status, blocked.stderr]).toEqual([1, expect.stringContaining('offer/cannot-listen')])
  const waiting = await offer(['show'])
  expect(waiting.stdout).toContain(`还不能访问 127.0.0.1:${held}\n`)
  expect(waiting.stdout).toContain('(offer/cannot-listen)')

  expect(await offer(['on', ...at])).toEqual({ status: 0, stdout: '已开放\n', stderr: '' })
  const shown = await offer(['show'])
  const line =
    new RegExp(`^127\\.0\\.0\\.1:${port},1,([0-9A-F]{2}:){31}[0-9A-F]{2}$`, 'm').exec(shown.stdout)?.[0] ?? ''
  expect(shown.stdout).toMatch(new RegExp(`^已开放 127\\.0\\.0\\.1:${port}\\n证书指纹 ([0-9A-F]{2}:){31}`))
  expect(line, shown.stdout).not.toBe('')
  const english = await offer(['show', '--as', 'it'], counter.it, { GUIPING_LANG: 'en' })
  expect(english.stdout).toContain(`Offered 127.0.0.1:${port}\n`)
  expect(JSON.parse((await offer(['show', '--json'])).stdout)).toMatchObject({ listening: true, line })

  const signed = await offer([...token, '--out', out])
  expect([signed.status, signed.stderr]).toEqual([0, ''])
  expect(statSync(out).mode & 0o777).toBe(0o600)
  const twice = await offer([...token, '--out', out])
  expect([twice.status, twice.stderr]).toEqual([3, expect.stringContaining('data/exists')])
  const list = join(work, 'hosts.csv')
  writeFileSync(list, `${line}\n`)
  const pull = ['pull', '--hosts', list, '--token', out, '--out', join(work, 'logs')]
  const pulled = await guiping(pull)
  expect([pulled.stderr, pulled.status]).toEqual(['', 0])
  expect((await offer(['show', '--json'])).stdout).toContain('"who":"李技术"')

  const revoked = await offer(['revoke'])
  expect([revoked.status, revoked.stderr]).toEqual([0, ''])
  expect((await offer(['show'])).stdout).toMatch(/^\d{4}-.+Z 以前签发的令牌已作废\n/)
  const refused = await guiping(pull)
  expect([refused.status, refused.stdout]).toEqual([1, expect.stringContaining('(offer/revoked)')])

  expect(await offer(['off'])).toEqual({ status: 0, stdout: '已关闭\n', stderr: '' })
  expect((await offer(['show'])).stdout).toContain('没有开放取日志\n')
  const off = await guiping(pull)
  expect([off.status, off.stdout]).toEqual([1, expect.stringContaining('(pull/unreachable)')])

  expect(await counter.stop()).toBe(0)
  expect((await offer(['show'])).stderr).toContain('host/not-running')
  const kept = JSON.parse(readFileSync(join(data, 'config.json'), 'utf8'))
  expect(kept).toMatchObject({ offer: null, tokensRevokedAt: expect.any(Number) })
  const entries = await guiping(['log', 'list', '--data', data, '--as', 'it', '--json'], {
    GUIPING_PASSWORD: counter.it,
  })
  const kinds = entries.stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text))
  const of = (kind: string) => kinds.filter((entry) => entry.kind === kind)
  expect(of('log.offered').map((entry) => entry.port)).toEqual([held, port, null])
  expect(of('log.pulled')).toMatchObject([{ who: '李技术', issuer: 'counter' }])
  expect(of('incident').map((entry) => entry.code)).toContain('offer/revoked')
}, 120_000)
