import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CaptureHeader, MAX_CHUNK, parseCapture } from '../../src/device/capture/format.ts'
import { createMask } from '../../src/device/capture/mask.ts'
import { readCapture } from '../../src/device/capture/read.ts'
import { replayCapture } from '../../src/device/capture/replay.ts'
import { createCapture } from '../../src/device/capture/write.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { must, profileNamed, ratingFrame, seeded } from './help.ts'

const header: CaptureHeader = { v: 1, at: 1_777_770_000_000, port: 'COM5', line: null }
const head = JSON.stringify(header)
const line = (t: number, hex: string, dir = 'in') => JSON.stringify({ t, dir, hex })

describe('reading a capture', () => {
  it('gives the header and the chunks', () => {
    const read = must(parseCapture(`${head}\n${line(0, 'ff68')}\n${line(12.5, '00', 'out')}\n`, 'a'))
    expect(read.header).toEqual(header)
    expect(read.chunks).toEqual([
      { t: 0, dir: 'in', bytes: Uint8Array.of(0xff, 0x68) },
      { t: 12.5, dir: 'out', bytes: Uint8Array.of(0) },
    ])
  })

  it.each([
    ['an empty file', '', 'capture/empty', {}],
    ['blank lines alone', '\n \n', 'capture/empty', {}],
    ['another kind of file', 'ff 68 03\n', 'capture/not-a-capture', { why: 'not JSON' }],
    ['JSON of another kind', '{"name":"ff68"}\n', 'capture/not-a-capture', {}],
    ['a line that is no JSON', `${head}\n${line(0, 'ff')}\nnonsense\n`, 'capture/bad-line', { line: 3 }],
    ['half a byte', `${head}\n${line(0, 'ff6')}\n`, 'capture/bad-line', { line: 2 }],
    ['a direction that is none', `${head}\n${line(0, 'ff', 'up')}\n`, 'capture/bad-line', { line: 2 }],
    ['time that goes back', `${head}\n${line(5, 'ff')}\n${line(4, 'ff')}\n`, 'capture/bad-line', { line: 3 }],
    ['a line cut off by a crash', `${head}\n${line(5, 'ff')}\n{"t":6,"di`, 'capture/bad-line', { line: 3 }],
    ['an empty line between', `${head}\n\n${line(5, 'ff')}\n`, 'capture/bad-line', { line: 2 }],
  ])('says what is wrong with %s', (_, text, code, params) => {
    expect(parseCapture(text, 'a.kcap.jsonl')).toMatchObject({
      ok: false,
      error: { code, params: { file: 'a.kcap.jsonl', ...params } },
    })
  })

  it('says that a file is not there, or no text', async () => {
    const file = join(tempDir(), 'a.kcap.jsonl')
    expect(await readCapture(file)).toMatchObject({ error: { code: 'capture/unreadable' } })
    writeFileSync(file, Buffer.of(0xff, 0xfe, 0x00))
    expect(await readCapture(file)).toMatchObject({ error: { code: 'capture/not-a-capture' } })
  })
})

describe('writing a capture', () => {
  it('gives what a reader takes, in the order of the wire, long reads in parts', async () => {
    const file = join(tempDir(), 'a.kcap.jsonl')
    const writer = must(await createCapture(file, header))
    const long = new Uint8Array(MAX_CHUNK + 10).fill(0x01)
    must(await writer.add({ t: 1, dir: 'in', bytes: Uint8Array.from(ratingFrame(1, 3)) }))
    must(await writer.add({ t: 2, dir: 'out', bytes: Uint8Array.of(0x06) }))
    must(await writer.add({ t: 3, dir: 'in', bytes: long }))
    must(await writer.close())
    const read = must(await readCapture(file))
    expect(read.chunks.map(({ t, dir, bytes }) => [t, dir, bytes.length])).toEqual([
      [1, 'in', 10],
      [2, 'out', 1],
      [3, 'in', MAX_CHUNK],
      [3, 'in', 10],
    ])
  })

  it('has binary presses on the disk before it is closed', async () => {
    const file = join(tempDir(), 'a.kcap.jsonl')
    const writer = must(await createCapture(file, header))
    must(await writer.add({ t: 1, dir: 'in', bytes: Uint8Array.from(ratingFrame(1, 3)) }))
    expect(readFileSync(file, 'utf8')).toContain('"hex":"ff680303680111031516"')
    must(await writer.close())
  })

  it('overwrites nothing', async () => {
    const file = join(tempDir(), 'a.kcap.jsonl')
    writeFileSync(file, 'mine')
    expect(await createCapture(file, header)).toMatchObject({ error: { code: 'capture/exists' } })
    expect(readFileSync(file, 'utf8')).toBe('mine')
    expect(await createCapture(join(file, 'b'), header)).toMatchObject({
      error: { code: 'capture/unwritable' },
    })
  })

  it('stops at its bound, and what came until then can be read', async () => {
    const file = join(tempDir(), 'a.kcap.jsonl')
    const writer = must(await createCapture(file, header, { limit: 1000 }))
    const answers = []
    for (let t = 0; t < 50; t += 1)
      answers.push(await writer.add({ t, dir: 'in', bytes: Uint8Array.from(ratingFrame(1, 3)) }))
    expect(answers[0]).toMatchObject({ ok: true })
    expect(answers.at(-1)).toMatchObject({ error: { code: 'capture/full', params: { mib: 1 } } })
    await writer.close()
    expect(readFileSync(file).length).toBeLessThanOrEqual(1000)
    expect(must(await readCapture(file)).chunks.length).toBeGreaterThan(5)
  })
})

const RATING = 'S02||0||1||NULL||3||2031-8-9%2015:55:23||||||1||E'
const FOLLOW_UPS = [
  'S02||2031-8-9%2015:55:23||王小明||13800138000||太慢了||E',
  'S02||02AB00000001||2031-8-9%2016:46:58||Esther||0571-88880000||ES02 is slow||E',
  'S02||2031-8-9%2015:55:23||SEan||1234567||RecvCmdOKay||E',
  'S04||10011|name,张三,测试1|x||E',
  'S06||请李四到二号窗口||E',
]
const SECRETS = /王小明|13800138000|太慢|Esther|88880000|slow|ean|1234567|ay|张三|李四|10011|二号/

/** The whole stream through a writer, cut at random. */
const written = async (text: string, zx: boolean, random: () => number) => {
  const file = join(tempDir(), 'a.kcap.jsonl')
  const writer = must(await createCapture(file, header, { zx }))
  const bytes = Buffer.from(text)
  for (let at = 0, t = 0; at < bytes.length; t += 1) {
    const next = at + 1 + Math.floor(random() * 12)
    must(await writer.add({ t, dir: 'in', bytes: bytes.subarray(at, next) }))
    at = next
  }
  must(await writer.close())
  return must(await readCapture(file))
}
const textOf = (chunks: { bytes: Uint8Array }[]) => Buffer.concat(chunks.map(({ bytes }) => bytes)).toString()

describe('people in a capture', () => {
  const seed = Number(process.env['PROOF_SEED'] ?? 20260503)
  const runs = Number(process.env['PROOF_RUNS'] ?? 40)
  it(`no name, no telephone number and no spoken text is ever written, however it is cut (seed ${seed})`, async () => {
    const random = seeded(seed)
    for (let run = 0; run < runs; run += 1) {
      const parts = [RATING, ...FOLLOW_UPS, RATING, 'RecvCmdOK', 'SE', 'S99||3||02AB00000001||0||80||0||E']
      const text = parts.sort(() => random() - 0.5).join('')
      const { chunks } = await written(text, random() < 0.5, random)
      expect(textOf(chunks)).not.toMatch(SECRETS)
      expect(textOf(chunks)).toHaveLength(Buffer.from(text).length)
    }
  })

  it('a masked capture still decodes to its ratings, and to as many follow-ups', async () => {
    const text = FOLLOW_UPS.slice(0, 3)
      .map((one) => RATING + one)
      .join('')
    const capture = await written(text, false, () => 0.99)
    const zx = profileNamed('zx')
    const events = [...replayCapture(capture, zx)].map(({ event }) => event)
    expect(events.filter((event) => event.type === 'key')).toHaveLength(3)
    expect(events.filter((event) => event.type === 'status')).toHaveLength(3)
    expect(textOf(capture.chunks)).toContain(RATING)
  })

  it('a recording that begins inside a message is covered where the profile is known', () => {
    const bytes = Buffer.from('王小明13800138000')
    const mask = createMask(true)
    mask.push(bytes)
    mask.end()
    expect(bytes.toString()).toMatch(/^x+$/)
  })

  it('text before the first separator of a stream is covered too, once the separator shows', () => {
    const bytes = Buffer.from('王小明||13800138000||E')
    const mask = createMask(false)
    mask.push(bytes.subarray(0, 5))
    mask.push(bytes.subarray(5))
    mask.end()
    expect(bytes.toString()).toBe('xxxxxxxxx||xxxxxxxxxxx||E')
  })

  it('other pads are recorded as they are, text and all, and nothing is held for long', () => {
    const text = Buffer.from('KEY 5*42\r\nKEY 4*43|\r\n')
    const mask = createMask(false)
    mask.push(text)
    expect(text.toString()).toBe('KEY 5*42\r\nKEY 4*43|\r\n')
    expect(mask.held()).toBe(0)
    mask.push(Buffer.alloc(5_000, '7'))
    expect(mask.held()).toBeLessThanOrEqual(256)
  })
})

describe('replaying a capture', () => {
  it('gives the events of the recording at its times, and gives up an unfinished frame in silence as the link does', () => {
    const frame = Uint8Array.from(ratingFrame(1, 4))
    const chunks = [
      { t: 100, dir: 'in', bytes: frame.subarray(0, 4) },
      { t: 120, dir: 'in', bytes: frame.subarray(4) },
      { t: 130, dir: 'out', bytes: frame },
      { t: 1000, dir: 'in', bytes: frame.subarray(0, 4) },
      { t: 2000, dir: 'in', bytes: frame.subarray(4) },
    ] as const
    const events = [...replayCapture({ header, chunks: [...chunks] }, profileNamed('ff68'))]
    expect(events.map(({ t, event }) => [t, event.type])).toEqual([
      [120, 'key'],
      [1250, 'skip'],
      [2250, 'skip'],
    ])
    expect(events[0]?.event).toMatchObject({ level: 5 })
  })
})
