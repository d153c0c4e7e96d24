/** The command line as people run it: bin/guiping, real processes. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { root } from '../harness/browser-host.ts'
import { tempDir } from '../harness/temp-dir.ts'

const guiping = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(join(root, 'bin/guiping'), args, { encoding: 'utf8', env: { ...process.env, ...env } })

/** Starts a process and waits for `text` on its standard output. */
const startedWith = async (
  command: string,
  args: string[],
  text: RegExp,
): Promise<{ child: ChildProcess; output: string }> => {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' } })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const heard = (more: Buffer) => {
      output += more.toString()
      if (text.test(output)) resolve()
    }
    child.stdout?.on('data', heard)
    child.stderr?.on('data', heard)
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)))
  })
  child.removeAllListeners('exit')
  return { child, output }
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((done) => child.once('exit', (code) => done(code)))

it('the demo serves 20 matters over a pseudo-terminal and TCP, through every trouble, and all of it agrees', () => {
  const run = guiping(['demo', '--matters', '20', '--json'])
  expect(run.stderr).toBe('')
  const result = JSON.parse(run.stdout)
  expect(result).toMatchObject({ matters: 20, verified: true, ok: true })
  expect(result.rated + result.unrated).toBe(20)
  expect(result.presses.counted).toBe(result.rated)
  expect(result.presses).toMatchObject({ repeat: 2, 'not-asked': 2 })
  expect(result.counterEntries).toBe(result.hallEntries)
  expect(result.keypads[0]).not.toContain('tcp://')
  expect(result.keypads[1]).toContain('tcp://')
  expect(run.status).toBe(0)
})

it('without a desktop, start says why there is no Electron, prints a URL, and closes cleanly on Ctrl+C', async () => {
  const data = tempDir()
  const node = join(root, 'node_modules/.bin/node')
  const { child, output } = await startedWith(
    node,
    ['scripts/start.ts', '--data', data],
    /http:\/\/127\.0\.0\.1:\d+\/open\?code=/,
  )
  expect(output).toMatch(/没有 Electron[\s\S]*\(host\/no-electron\)/)
  expect(output).toMatch(/technician +[a-z0-9-]{14}\n +it +[a-z0-9-]{14}/)
  const second = guiping(['serve', '--data', data, '--no-open'])
  expect([second.status, second.stderr]).toEqual([0, ''])
  const [link = ''] = /http:\/\/127\.0\.0\.1:\d+\/open\?code=\S+/.exec(second.stdout) ?? []
  const opened = await fetch(link)
  expect([opened.status, opened.headers.get('set-cookie')]).toEqual([200, expect.stringMatching(/^guiping=/)])
  const used = await fetch(link)
  expect([used.status, await used.text()]).toEqual([401, expect.stringContaining('这个链接已用过')])
  expect(guiping(['do', 'state', '--data', data]).stdout).toContain('"signed-out"')
  const reset = guiping(['staff', 'reset', 'technician', '--data', data])
  expect([reset.status, reset.stderr]).toEqual([3, expect.stringMatching(/先关闭柜评.*\(staff\/running\)/)])
  const refused = guiping(['do', 'next', '--data', data])
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('counter/signed-out')])
  const end = ended(child)
  child.kill('SIGINT')
  expect(await end).toBe(0)
  expect(guiping(['do', 'state', '--data', data]).stderr).toContain('host/not-running')
  expect(guiping(['log', 'verify', '--data', data]).status).toBe(0)
}, 60_000)

it('a program that was killed leaves a data folder that opens again, and the command line does not take it for running', async () => {
  const data = tempDir()
  const { child } = await startedWith(
    join(root, 'bin/guiping'),
    ['serve', '--try', '--no-open', '--data', data],
    /http/,
  )
  const end = ended(child)
  child.kill('SIGKILL')
  await end
  expect(guiping(['do', 'next', '--data', data])).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('host/not-running'),
  })
  const again = await startedWith(
    join(root, 'bin/guiping'),
    ['serve', '--try', '--no-open', '--data', data],
    /http/,
  )
  const end2 = ended(again.child)
  again.child.kill('SIGTERM')
  expect(await end2).toBe(0)
}, 60_000)

it.each([
  ['pause', 'meeting|meal|handover'],
  ['unrated', 'declined|left|not-finished|phone|other'],
])('do %s without a reason is wrong usage and lists the reasons', (action, reasons) => {
  const run = guiping(['do', action, '--data', tempDir()])
  expect([run.status, run.stderr]).toEqual([2, expect.stringContaining(`do ${action} ${reasons}`)])
})

it.each([
  [['serve', '--port', 'x'], 2],
  [['do', 'pause', 'sleeping'], 2],
  [['nonsense'], 2],
  [['demo', '--matters', '0'], 2],
  [['serve', '--no-open', '--keypad', 'not a port'], 3],
  [['log', 'list', '--data', '/nowhere/at/all'], 3],
  [['do', 'dance'], 2],
  [['staff', 'reset', 'king'], 2],
])('guiping %j ends with %i and says why', (args, status) => {
  const data = tempDir()
  const run = guiping([...args, ...(args.includes('--data') ? [] : ['--data', data])])
  expect(run.status, run.stdout + run.stderr).toBe(status)
  expect(run.stderr.length).toBeGreaterThan(5)
})

it('a forgotten technician’s password is made anew by whoever owns the account', () => {
  const data = tempDir()
  expect(guiping(['staff', 'reset', 'technician', '--data', data]).stdout).toMatch(
    /^technician 的新密码 [a-z0-9-]{14}\n$/,
  )
})
