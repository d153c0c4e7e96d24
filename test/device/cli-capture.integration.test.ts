/** `guiping device record|replay|probe|learn` as processes of their own, with emulated pads on TCP. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import { systemClock } from '../../src/main/clock.ts'
import type { Level } from '../../src/shared/levels.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { must, profileNamed, ratingFrame, until } from './help.ts'

const runner = join(import.meta.dirname, 'run-device.ts')
let running: ChildProcessWithoutNullStreams[] = []
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running = []
})

const begin = (...args: string[]) => {
  const child = spawn(process.execPath, ['--no-warnings', runner, ...args], {
    env: { ...process.env, GUIPING_LANG: 'en' },
  })
  running.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (text) => {
    said.out += text
  })
  child.stderr.on('data', (text) => {
    said.err += text
  })
  const ended = once(child, 'close').then(([status]) => status as number | null)
  return { child, said, ended }
}
const run = async (...args: string[]) => {
  const { said, ended } = begin(...args)
  return { status: await ended, ...said }
}
const pad = async (name: string): Promise<Emulator> => {
  const emulator = must(
    await startEmulator({ profile: profileNamed(name), on: { tcp: 0 }, clock: systemClock }),
  )
  onTestFinished(() => emulator.stop())
  return emulator
}
const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

describe('device record and replay', () => {
  it('records a pad without sending it a byte, and decodes the recording again', async () => {
    const emulator = await pad('ff68')
    const heard: string[] = []
    emulator.onCommand((command) => heard.push(command))
    const file = join(tempDir(), 'a.kcap.jsonl')
    const { child, ended } = begin('record', '--port', emulator.port, '--out', file, '--note', 'desk 7')
    const lines = () => (existsSync(file) ? jsonLines(readFileSync(file, 'utf8')) : [])
    await until('the file', () => lines().length === 1)
    // The pad keeps what it says until the recorder is connected.
    emulator.press(5)
    emulator.press(1)
    await until('the presses', () => lines().some(({ hex }) => String(hex).includes('ff68030368011100')))
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(lines()[0]).toMatchObject({ v: 1, port: emulator.port, line: null, note: 'desk 7' })
    expect(heard).toEqual([])
    const replayed = await run('replay', '--in', file, '--profile', 'ff68', '--speed', '1000')
    expect(replayed.status).toBe(0)
    expect(jsonLines(replayed.out).map(({ type, level }) => [type, level])).toEqual([
      ['key', 5],
      ['key', 1],
    ])
  })

  it('answers the pad as its profile says when told to', async () => {
    const emulator = await pad('ff68')
    const file = join(tempDir(), 'a.kcap.jsonl')
    const { child, ended } = begin('record', '--port', emulator.port, '--out', file, '--profile', 'ff68')
    await until('the file', () => existsSync(file))
    emulator.press(4)
    expect(await emulator.waitFor('ack', 10_000)).toBe(true)
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(jsonLines(readFileSync(file, 'utf8')).map(({ dir }) => dir)).toContain('out')
  })

  it('stops by itself, and says why it cannot begin without leaving a file', async () => {
    const emulator = await pad('ff68')
    const file = join(tempDir(), 'a.kcap.jsonl')
    const timed = await run('record', '--port', emulator.port, '--out', file, '--seconds', '1', '--json')
    expect([timed.status, jsonLines(timed.out)]).toEqual([0, [{ file, bytes: 0 }]])
    const again = await run('record', '--port', emulator.port, '--out', file)
    expect([again.status, again.err.includes('capture/exists')]).toEqual([3, true])
    const none = join(tempDir(), 'b.kcap.jsonl')
    const missing = await run('record', '--port', join(tempDir(), 'none'), '--out', none)
    expect([missing.status, missing.err.includes('pad/port-missing'), existsSync(none)]).toEqual([
      3,
      true,
      false,
    ])
  })

  it('says which line of a capture is wrong', async () => {
    const file = join(tempDir(), 'a.kcap.jsonl')
    writeFileSync(file, '{"v":1,"at":0,"port":"COM5","line":null}\n{"t":0,"dir":"in","hex":"f"}\n')
    const done = await run('replay', '--in', file, '--profile', 'ff68')
    expect([done.status, done.out]).toEqual([3, ''])
    expect(done.err).toMatch(/Line 2 .*capture\/bad-line/)
  })
})

describe('device probe', () => {
  it('asks a pad that can answer', async () => {
    const emulator = await pad('line')
    const { status, out } = await run('probe', '--port', emulator.port, '--json')
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ profile: 'line', identity: { by: 'answer' } })
  })

  it('recognises one that cannot from a key, and sends nothing when it may only listen', async () => {
    const emulator = await pad('intehel')
    const heard: string[] = []
    emulator.onCommand((command) => heard.push(command))
    const { said, ended } = begin('probe', '--port', emulator.port, '--listen-only')
    await until('the request', () => said.out.includes('press a key'), 10_000)
    emulator.press(5)
    expect(await ended).toBe(0)
    expect(said.out).toContain('profile: intehel @1')
    expect(heard).toEqual([])
  })

  it('ends with "no" and advice when the port does not open', async () => {
    const { status, out } = await run('probe', '--port', join(tempDir(), 'none'))
    expect(status).toBe(1)
    expect(out).toContain('pad/port-missing')
  })
})

describe('device learn', () => {
  it('learns a pad from presses in the order shown, keeps them, and learns the same from what it kept', async () => {
    const emulator = await pad('intehel')
    const dir = tempDir()
    const file = join(dir, 'hall-pad.json')
    const learning = ['learn', '--port', emulator.port, '--out', file, '--levels', '5,4,3,2', '--times', '1']
    const { said, ended } = begin(...learning, '--keep', dir)
    for (const level of [5, 4, 3, 2] as Level[]) {
      await until(`the request for ${level}`, () => said.err.includes(`→ ${level} `), 10_000)
      emulator.press(level)
    }
    expect(await ended).toBe(0)
    expect(said.out).toContain('KK')
    const profile = JSON.parse(readFileSync(file, 'utf8'))
    expect(profile).toMatchObject({
      name: 'hall-pad',
      checksum: { kind: 'sum8-ascii-mod10' },
      keys: { 1: 4, 2: 3, 3: 2, 4: 5 },
    })
    const kept = [5, 4, 3, 2].map((level) => join(dir, `level-${level}.kcap.jsonl`))
    const again = join(dir, 'again.json')
    const second = await run('learn', '--in', ...kept, '--out', again, '--json')
    expect(second.status).toBe(0)
    expect(JSON.parse(second.out)).toMatchObject({ presses: 4, profile: { keys: profile.keys } })
    // A profile that was learnt is one like any other.
    const replayed = await run('replay', '--in', kept[0] ?? '', '--profile', again)
    expect(jsonLines(replayed.out)).toMatchObject([{ type: 'key', level: 5 }])
  })

  it('saves nothing that does not decode every press, and overwrites nothing', async () => {
    const dir = tempDir()
    const capture = (level: number, ...keys: number[]) => {
      const file = join(dir, `${level}.kcap.jsonl`)
      const lines = keys.map((key, index) =>
        JSON.stringify({ t: index * 1000, dir: 'in', hex: Buffer.from(ratingFrame(1, key)).toString('hex') }),
      )
      writeFileSync(
        file,
        [`{"v":1,"at":0,"port":"COM5","line":null,"level":${level}}`, ...lines, ''].join('\n'),
      )
      return file
    }
    const out = join(dir, 'pad.json')
    const mixed = await run('learn', '--in', capture(5, 4, 4, 4), capture(4, 3, 4, 3), '--out', out)
    expect([mixed.status, existsSync(out)]).toEqual([3, false])
    expect(mixed.err).toContain('learn/')
    const good = ['learn', '--in', capture(5, 4, 4), capture(4, 3, 3), '--out', out]
    expect((await run(...good)).status).toBe(0)
    const twice = await run(...good)
    expect([twice.status, twice.err.includes('capture/exists')]).toEqual([3, true])
    expect((await run('learn', '--out', join(dir, 'b.json'))).status).toBe(2)
  })
})
