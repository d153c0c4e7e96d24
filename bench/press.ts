/**
 * From a press on the wire to committed with fsync and pushed to the page: the real browser host, an emulated keypad
 * over TCP, and a page's event stream over HTTP. Baseline: the same frame over a bare TCP connection.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmulator } from '../src/device/emulator/emulator.ts'
import type { App } from '../src/main/app.ts'
import { startBrowserHost } from '../src/main/browser/host.ts'
import { systemClock } from '../src/main/clock.ts'
import type { Figure } from './figure.ts'

const PRESSES = 200
/** No key twice within 300 ms, or it counts as stuck: five keys in turn, so far apart. ms. */
const APART = 65
const LEVELS = [5, 4, 3, 2, 1] as const
const root = join(import.meta.dirname, '..')

const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0

/** Times of one frame over a bare TCP connection, ms, sorted. */
const bareWire = async (): Promise<number[]> => {
  const times: number[] = []
  let sentAt = 0
  let arrived = () => {}
  const server = createServer((socket) =>
    socket.on('data', () => {
      times.push(performance.now() - sentAt)
      arrived()
    }),
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const socket = connect({
    host: '127.0.0.1',
    port: typeof address === 'object' && address ? address.port : 0,
    noDelay: true,
  })
  await new Promise<void>((done) => socket.once('connect', done))
  for (let count = 0; count < PRESSES; count += 1) {
    const came = new Promise<void>((done) => {
      arrived = done
    })
    sentAt = performance.now()
    socket.write(Buffer.from('ff6803036801110315' + '16', 'hex'))
    await came
  }
  socket.destroy()
  server.close()
  return times.sort((a, b) => a - b)
}

/** Calls `heard` with every piece of the page's event stream. @returns ends it. */
const listen = (url: string, cookie: string, heard: (text: string) => void) =>
  new Promise<() => void>((resolve) => {
    const request = get(`${url}/events`, { headers: { cookie } }, (response) => {
      response.setEncoding('utf8').on('data', heard)
      resolve(() => request.destroy())
    })
  })

/** A hall of its own process, an emulated keypad, and a clerk signed in, as at a real counter. */
const equip = async (dir: string, app: App, call: (method: string, input?: object) => Promise<unknown>) => {
  const words = ['hall', 'serve', '--data', join(dir, 'hall'), '--port', '0', '--sample', '--json']
  const hall = spawn(join(root, 'bin', 'guiping'), words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const { url, code } = await new Promise<{ url: string; code: string }>((resolve) => {
    let text = ''
    hall.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more
      if (text.includes('\n')) resolve(JSON.parse(text.split('\n')[0] ?? ''))
    })
  })
  const profile = app.parts.profiles.get('ff68')
  const emulator = profile && (await startEmulator({ profile, on: { tcp: 0 }, clock: systemClock }))
  if (!emulator?.ok) throw new Error('no emulated keypad')
  const password = app.parts.installers.firstPasswords()?.technician ?? ''
  await call('session.role', { role: 'technician', password })
  await call('hall.enrol', { url, code })
  await call('device.connect', { port: emulator.value.port, profile: 'ff68', address: null })
  while (app.parts.settings.roster().staff.length === 0 || app.parts.keypad.view().state !== 'online')
    await pause(5)
  await call('session.sign-in', { number: '1001', password: 'sample-1001' })
  const close = async () => {
    await emulator.value.stop()
    hall.kill()
  }
  return { emulator: emulator.value, close }
}

export const run = async (): Promise<Figure[]> => {
  const dir = mkdtempSync(join(tmpdir(), 'guiping-bench-'))
  mkdirSync(join(dir, 'pages'))
  writeFileSync(join(dir, 'pages', 'index.html'), '')
  const started = await startBrowserHost({
    dir: join(dir, 'data'),
    ports: [0],
    practice: false,
    clock: systemClock,
    resources: join(root, 'resources'),
    pages: join(dir, 'pages'),
  })
  if (!started.ok) throw new Error(started.error.code)
  const { program, server } = started.value
  const opened = await fetch(server.openUrl())
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const call = async (method: string, input: object = {}) => {
    const response = await fetch(`${server.url}/rpc`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ method, input }),
    })
    const reply = (await response.json()) as { ok: boolean; value: unknown }
    if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply)}`)
    return reply.value
  }
  const pad = await equip(dir, program.app(), call)

  const times: number[] = []
  let sentAt = 0
  let rated = () => {}
  const leave = await listen(server.url, cookie, (text) => {
    if (!text.includes('"section":"counter"') || !text.includes('"state":"idle"')) return
    times.push(performance.now() - sentAt)
    rated()
  })
  for (let count = 0; count < PRESSES; count += 1) {
    await pause(APART)
    await call('counter.next')
    const asked = pad.emulator.waitFor('ask', 5_000)
    await call('counter.next')
    await asked
    const done = new Promise<void>((resolve) => {
      rated = resolve
    })
    sentAt = performance.now()
    pad.emulator.press(LEVELS[count % 5] ?? 5)
    await done
  }
  leave()
  await started.value.stop('bench')
  await pad.close()
  rmSync(dir, { recursive: true, force: true })
  const wire = quantile(await bareWire(), 0.5)
  times.sort((a, b) => a - b)
  return ([0.5, 0.99] as const).map((q) => ({
    name: `press on the wire to committed and pushed, p${q * 100}, beyond the wire`,
    baseline: `the frame over a bare TCP connection, p50 ${wire.toFixed(2)} ms`,
    ratio: quantile(times, q) / wire,
    ours: (quantile(times, q) - wire).toFixed(2),
    unit: 'ms',
    aim: 'p99 < 10 ms',
  }))
}
