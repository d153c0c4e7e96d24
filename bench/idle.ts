/**
 * CPU time of the browser host while nothing happens: a connected keypad over TCP, a page that listens, a clerk signed
 * in at no matter. Baseline: a bare Node server with the same page. Linux: read from /proc.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmulator } from '../src/device/emulator/emulator.ts'
import { loadProfileFile } from '../src/device/profiles/load.ts'
import { systemClock } from '../src/main/clock.ts'
import type { Figure } from './figure.ts'

/** After the start has settled (ten seconds after it a worker reads the log's pages, once), so long is measured. */
const SETTLE_MS = 20_000
const MEASURE_MS = 20_000
/** Ticks of /proc/PID/stat per second; 100 on every Linux that we know. */
const TICKS = 100
const root = join(import.meta.dirname, '..')

const BARE = `require('node:http').createServer((q, r) => { r.setHeader('content-type', 'text/event-stream'); r.write('x') })
  .listen(0, '127.0.0.1', function () { console.log('http://127.0.0.1:' + this.address().port + '/') })`

/** User and system time of a process with its threads, ms. */
const cpuMs = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS
}

const started = (words: string[]) =>
  new Promise<{ child: ChildProcess; url: string }>((resolve, reject) => {
    const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more
      const found = /http:\/\/127\.0\.0\.1\S+/.exec(text)
      if (found) resolve({ child, url: found[0] })
    })
    child.once('exit', () => reject(new Error(`ended early: ${text}`)))
  })

const stream = (url: string, cookie = '') =>
  new Promise<() => void>((resolve) => {
    const request = get(url, { headers: { cookie } }, (response) => {
      response.resume()
      resolve(() => request.destroy())
    })
    request.on('error', () => {})
  })

/** Percent of one core over MEASURE_MS. */
const share = async (pid: number): Promise<number> => {
  await pause(SETTLE_MS)
  const [before, began] = [cpuMs(pid), performance.now()]
  await pause(MEASURE_MS)
  return (100 * (cpuMs(pid) - before)) / (performance.now() - began)
}

const end = async (child: ChildProcess) => {
  child.removeAllListeners('exit')
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}

export const run = async (): Promise<Figure[]> => {
  if (process.platform !== 'linux') {
    console.log('idle CPU: skipped, /proc is Linux only')
    return []
  }
  const bare = await started(['-e', BARE])
  const leaveBare = await stream(bare.url)
  const bareShare = await share(bare.child.pid ?? 0)
  leaveBare()
  await end(bare.child)

  const profile = loadProfileFile(join(root, 'resources', 'profiles', 'ff68.json'))
  if (!profile.ok) throw new Error(profile.error.code)
  const pad = await startEmulator({ profile: profile.value, on: { tcp: 0 }, clock: systemClock })
  if (!pad.ok) throw new Error(pad.error.code)
  const data = mkdtempSync(join(tmpdir(), 'guiping-bench-'))
  const words = ['--no-warnings', 'src/cli/index.ts', 'serve', '--no-open', '--port', '0', '--data', data]
  const ours = await started([...words, '--keypad', pad.value.port, '--profile', 'ff68'])
  const origin = new URL(ours.url).origin
  const opened = await fetch(ours.url, { redirect: 'manual' })
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const leave = await stream(`${origin}/events`, cookie)
  const oursShare = await share(ours.child.pid ?? 0)
  leave()
  await end(ours.child)
  await pad.value.stop()
  rmSync(data, { recursive: true, force: true })
  return [
    {
      name: 'CPU of the browser host at rest, with a connected keypad and a listening page',
      baseline: `a bare Node server with one open stream, ${bareShare.toFixed(2)} %`,
      ratio: oursShare / Math.max(bareShare, 0.05),
      ours: oursShare.toFixed(2),
      unit: '% of one core',
      aim: '< 0.5 %',
    },
  ]
}
