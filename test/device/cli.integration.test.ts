/** `guiping device decode|emulate|list|monitor` as processes of their own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { tempDir } from '../harness/temp-dir.ts'
import { profileNamed, ratingFrame, shipped, until } from './help.ts'

const runner = join(import.meta.dirname, 'run-device.ts')
let running: ChildProcessWithoutNullStreams[] = []
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running = []
})

const begin = (...args: string[]) => {
  const child = spawn(process.execPath, ['--no-warnings', runner, ...args], {
    env: { ...process.env, PATH: process.env['PATH'] ?? '', GUIPING_LANG: 'en' },
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

const run = async (args: string[], input: string | Uint8Array = '') => {
  const { child, said, ended } = begin(...args)
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return { status: await ended, ...said }
}

const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

describe('device decode', () => {
  it('prints a JSON line per event of raw bytes on standard input', async () => {
    const { status, out } = await run(
      ['decode', '--profile', 'ff68'],
      Uint8Array.from([0x00, ...ratingFrame(1, 3), ...ratingFrame(1, 9)]),
    )
    expect(status).toBe(0)
    expect(jsonLines(out)).toEqual([
      { type: 'skip', count: 1, why: 'noise' },
      {
        type: 'key',
        key: '03',
        level: 4,
        edge: 'press',
        deviceAt: null,
        address: 1,
        bytes: 'ff680303680111031516',
      },
      {
        type: 'key',
        key: '09',
        level: null,
        edge: 'press',
        deviceAt: null,
        address: 1,
        bytes: 'ff680303680111091b16',
      },
    ])
  })

  it('reads hex from a file, in either letter case and with spaces or without', async () => {
    const file = join(tempDir(), 'capture.txt')
    writeFileSync(file, 'FF 68 03 03 68 01 11 03 15 16\nff6803036881 1104,96:16\n')
    const { status, out } = await run(['decode', '--profile', 'ff68', '--in', file, '--hex'])
    expect(status).toBe(0)
    expect(jsonLines(out).map((event) => event['level'])).toEqual([4, 5])
  })

  it('marks a key frame that repeats the one before it', async () => {
    const { out } = await run(
      ['decode', '--profile', 'line'],
      'KEY 5*42\r\nKEY 5*42\r\nOK\r\nKEY 5*42\r\nKEY 4*43\r\nKEY 5*42\r\n',
    )
    const keys = jsonLines(out).filter((event) => event['type'] === 'key')
    expect(keys.map((event) => event['duplicate'])).toEqual([undefined, true, true, undefined, undefined])
  })

  it('takes the path of a profile file', async () => {
    const { out } = await run(
      ['decode', '--profile', join(shipped, 'ff68-4key.json'), '--hex'],
      'FF680303680111031516',
    )
    expect(jsonLines(out)).toMatchObject([{ key: '03', level: 5 }])
  })

  it('marks a rating of a zx tablet that comes again by card, time and key, wherever it comes', async () => {
    const rating = (card: string, key: number, second: number) =>
      `S02||${card}||${key}||NULL||0||2019-3-4%209:5:${second}||||||1||E`
    const text = [
      rating('7', 0, 1) + rating('7', 0, 1),
      rating('7', 0, 2),
      `S02||0A0B0C0D0E0F||2019-3-4%209:5:1||王小明||13800000000||||ERecvCmdOK`,
      rating('7', 0, 1) + rating('8', 0, 1) + rating('7', 1, 1),
    ]
    const { out } = await run(['decode', '--profile', 'zx'], text.join(''))
    const keys = jsonLines(out).filter((event) => event['type'] === 'key')
    expect(keys.map((event) => event['duplicate'] === true)).toEqual([
      ...[false, true, false],
      ...[true, false, false],
    ])
    expect(out).not.toMatch(/王小明|13800000000|e78e8b/)
  })

  it('gives a key with a cause its level and its cause', async () => {
    const { out } = await run(
      ['decode', '--profile', 'ff68-3key-reasons', '--hex'],
      Buffer.from(ratingFrame(1, 0x11)).toString('hex'),
    )
    expect(jsonLines(out)).toMatchObject([{ type: 'key', key: '11', level: 2, reason: '业务不熟' }])
  })

  it('takes a profile of the data folder by its name, over one that ships', async () => {
    const data = tempDir()
    mkdirSync(join(data, 'profiles'))
    const own = { ...profileNamed('ff68'), keys: { '03': 1 } }
    writeFileSync(join(data, 'profiles', 'ff68.json'), JSON.stringify(own))
    writeFileSync(join(data, 'profiles', 'our-pad.json'), JSON.stringify({ ...own, name: 'our-pad' }))
    const frame = Buffer.from(ratingFrame(1, 3)).toString('hex')
    for (const name of ['ff68', 'our-pad']) {
      const { out } = await run(['decode', '--profile', name, '--data', data, '--hex'], frame)
      expect(jsonLines(out)).toMatchObject([{ key: '03', level: 1 }])
    }
    const without = await run(['decode', '--profile', 'our-pad', '--hex'], frame)
    expect(without.err).toContain('(profile/unknown)')
  })

  it('cuts no HID report in two, however long the input is', async () => {
    const file = join(tempDir(), 'hid-pad.json')
    const hid = {
      ...{ version: 2, name: 'hid-pad', title: { zh: 'x', en: 'x' }, source: 'made up', codec: 'report' },
      ...{ keys: { '0': 5 }, commands: {} },
      report: { size: 3, marks: [{ at: 0, bytes: '01' }], keys: { as: 'bitmap', at: 1, bytes: 2 } },
    }
    writeFileSync(file, JSON.stringify(hid))
    // Key down, key up, and a report of another kind: 3 bytes do not divide the 64 KiB of a read.
    const block = Buffer.from('010100010000020000', 'hex')
    const { status, out } = await run(
      ['decode', '--profile', file],
      Buffer.concat([...Array.from({ length: 20_000 }, () => block), Buffer.of(1)]),
    )
    expect(status).toBe(0)
    expect(out.match(/"edge":"down"/g)).toHaveLength(20_000)
    expect(out.match(/"edge":"up"/g)).toHaveLength(20_000)
    expect(jsonLines(out).at(-1)).toEqual({ type: 'skip', count: 1, why: 'bad-length' })
  }, 20_000)

  it('streams large inputs', async () => {
    const file = join(tempDir(), 'large.bin')
    const sink = createWriteStream(file)
    const block = Buffer.from(Array.from({ length: 1_000 }, (_, at) => ratingFrame(1, at % 5)).flat())
    for (let blocks = 0; blocks < 100; blocks += 1) sink.write(block)
    sink.end()
    await once(sink, 'close')
    const { status, out } = await run(['decode', '--profile', 'ff68', '--in', file])
    expect(status).toBe(0)
    expect(out.match(/"type":"key"/g)).toHaveLength(100_000)
  })

  it.each([
    ['a profile that there is not', ['--profile', 'none'], 'profile/unknown', 3],
    [
      'a profile file that is not one',
      ['--profile', runner.replace('run-device.ts', 'help.ts')],
      'profile/invalid',
      3,
    ],
    ['a file that does not exist', ['--profile', 'ff68', '--in', '/nonexistent/file'], 'cli/file', 3],
    ['text that is no hex', ['--profile', 'ff68', '--hex'], 'cli/usage', 2],
  ])('says what is wrong and what to do: %s', async (_, args, code, status) => {
    const done = await run(['decode', ...args], 'zz')
    expect(done.status).toBe(status)
    expect(done.out).toBe('')
    expect(done.err).toContain(`(${code})`)
  })

  it('ends quietly when nobody reads its output any more', async () => {
    const { child, said, ended } = begin('decode', '--profile', 'ff68')
    child.stdin.on('error', () => {})
    child.stdout.once('data', () => child.stdout.destroy())
    const block = Buffer.from(Array.from({ length: 5_000 }, () => ratingFrame(1, 3)).flat())
    for (let blocks = 0; blocks < 40; blocks += 1) child.stdin.write(block)
    child.stdin.end()
    expect(await ended).toBe(0)
    expect(said.err).toBe('')
  })
})

describe('device list', () => {
  it('prints one JSON value', async () => {
    const { status, out } = await run(['list', '--json'])
    expect(status).toBe(0)
    expect(Array.isArray(JSON.parse(out))).toBe(true)
  })
})

describe('device emulate and monitor', () => {
  it.each([
    ['tcp', () => 'tcp://127.0.0.1:0'],
    ['a pseudo-terminal', () => join(tempDir(), 'pad')],
  ])('speak to each other over %s', async (_, place) => {
    const pad = begin('emulate', '--profile', 'ff68', '--port', place())
    await until('the port name', () => pad.said.out.includes('\n'))
    const port = pad.said.out.split('\n')[0] ?? ''
    const watch = begin('monitor', '--profile', 'ff68', '--port', port, '--json')
    const events = () => jsonLines(watch.said.out.slice(0, watch.said.out.lastIndexOf('\n') + 1))
    const onlines = () => events().filter((event) => JSON.stringify(event).includes('"online"')).length
    await until('online', () => onlines() === 1)
    pad.child.stdin.write('press 5\nkey 09\nraw 00\n')
    await until('both keys', () => events().filter((event) => event['type'] === 'key').length === 2)
    await until('the acknowledgement', () => pad.said.out.includes('< ack'))
    pad.child.stdin.write('unplug\n')
    await until('lost', () => watch.said.out.includes('"lost"'))
    pad.child.stdin.write('replug\n')
    await until('online again', () => onlines() === 2, 15_000)
    expect(events().filter((event) => event['type'] === 'key')).toMatchObject([
      { key: '04', level: 5 },
      { key: '09', level: null },
    ])
    expect(events()).toContainEqual(
      expect.objectContaining({ type: 'bytes', direction: 'out', hex: 'ff680303680101040616' }),
    )
    watch.child.kill('SIGINT')
    expect(await watch.ended).toBe(0)
    // How much was refused, by reason: the lone byte was noise.
    expect(events().at(-1)).toMatchObject({ type: 'refused', bytes: { noise: 1, 'bad-checksum': 0 } })
    pad.child.stdin.write('nonsense\nquit\n')
    expect(await pad.ended).toBe(0)
    expect(pad.said.err).not.toContain('The input has ended')
    expect(pad.said.err).toContain('cli/usage')
  })

  it('follows orders: faults, a stuck key, another pad, and says which orders there are', async () => {
    const pad = begin('emulate', '--profile', 'ff68')
    await until('the port name', () => pad.said.out.includes('\n'))
    const port = pad.said.out.split('\n')[0] ?? ''
    const watch = begin('monitor', '--profile', 'ff68', '--port', port, '--json')
    await until('online', () => watch.said.out.includes('"online"'))
    const levels = () =>
      jsonLines(watch.said.out.slice(0, watch.said.out.lastIndexOf('\n') + 1))
        .filter((event) => event['type'] === 'key')
        .map((event) => event['level'])
    pad.child.stdin.write('noise 5\ndouble 4\nbadsum 3\nhalf 3\nstuck 00 2 1\nwait 5\n')
    // Before the cable goes: what nobody has read by then is lost with it.
    await until('the presses', () => levels().length === 4)
    expect(levels()).toEqual([5, 4, 1, 1])
    pad.child.stdin.write('swap ff68-4key\npress 1\nstuck 00 x\nquit\n')
    expect(await pad.ended).toBe(0)
    const orders = ['noise', 'double', 'badsum', 'half', 'stuck', 'wait', 'swap']
    expect(pad.said.out.split('\n').filter((line) => line.startsWith('ok '))).toEqual(
      orders.map((order) => `ok ${order}`),
    )
    expect(pad.said.err).toContain('no key of level 1')
    expect(pad.said.err).toContain('stuck KEY TIMES MS')
  })

  it('refuses a port name that is none', async () => {
    const done = await run(['monitor', '--profile', 'ff68', '--port', 'ttyUSB0'])
    expect([done.status, done.err.includes('pad/bad-port-name')]).toEqual([3, true])
  })

  it('says in words why a port is blocked, and goes on', async () => {
    const port = join(tempDir(), 'pad')
    const watch = begin('monitor', '--profile', 'ff68', '--port', port)
    await until('the sentence', () => watch.said.out.includes('pad/port-missing'))
    const pad = begin('emulate', '--profile', 'ff68', '--port', port)
    await until('online', () => watch.said.out.includes('online'), 15_000)
    await until('what can be typed', () => pad.said.err.startsWith('Type press 5 '))
    expect(pad.said.err).not.toContain('ended')
    pad.child.stdin.end()
    expect(await pad.ended).toBe(0)
    expect(pad.said.err).toMatch(/The input has ended.*\n$/)
  })

  it('emulates no pad on a pseudo-terminal where socat is missing, and says how to get it', async () => {
    const port = join(tempDir(), 'pad')
    const child = spawn(
      process.execPath,
      ['--no-warnings', runner, 'emulate', '--profile', 'ff68', '--port', port],
      { env: { ...process.env, PATH: tempDir(), GUIPING_LANG: 'en' } },
    )
    running.push(child)
    let err = ''
    child.stderr.on('data', (text) => {
      err += text
    })
    const [status] = await once(child, 'close')
    expect(status).toBe(3)
    expect(err).toContain('pad/no-socat')
  })
})
