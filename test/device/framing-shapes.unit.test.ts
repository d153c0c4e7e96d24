/** Profiles of every shape and checksum that data can say, made at random: what a site may write. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FrameEvent } from '../../src/device/framing/framer.ts'
import { profileProblem } from '../../src/device/profiles/check.ts'
import { codecOf } from '../../src/device/profiles/codec.ts'
import { type FramedProfile, framedProfileSchema } from '../../src/shared/profile.ts'
import { eventsOf, seeded } from './help.ts'

const SEED = 44_001
const keysOf = (events: FrameEvent[]) => events.filter((event) => event.type === 'key')

const LINE = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }
const CHECK_SIZES = {
  xor8: 1,
  sum8: 1,
  'sum8-ascii-mod10': 1,
  crc8: 1,
  'crc16-modbus': 2,
  lrc: 1,
}
const SIZE = 10

/** Frames of 10 bytes: head AA 55 · length or filler · filler · key · filler… · check · tail, as the shape has them. */
const profileOf = (shape: string, kind: keyof typeof CHECK_SIZES | 'none', at: number): FramedProfile => {
  const tail = shape === 'length-prefixed' ? 0 : 1
  const check = kind === 'none' ? 0 : CHECK_SIZES[kind]
  const place = -tail - check
  const shapes: Record<string, unknown> = {
    fixed: { shape, head: ['AA 55'], tail: '0D', size: SIZE },
    'length-prefixed': { shape, head: ['AA 55'], length: { at: 2, add: 3, values: [SIZE - 3] } },
    'start-end': { shape, head: ['AA 55'], tail: '0D', sizes: [6, SIZE, 14] },
    delimited: { shape, tail: '0D', sizes: [SIZE] },
  }
  return framedProfileSchema.parse({
    version: 2,
    name: 'site',
    title: { zh: '本地', en: 'site' },
    source: 'made up',
    codec: 'framed',
    line: [LINE],
    framing: shapes[shape],
    checksum: kind === 'none' ? { kind } : { kind, from: 0, to: place, at: place },
    key: { at, size: 1, as: 'hex', frameSize: SIZE },
    keys: { '31': 5, '32': 4, '33': 3, '34': 2, '35': 1 },
    commands: {},
    acknowledge: null,
  })
}

const cases = ['fixed', 'length-prefixed', 'start-end', 'delimited'].flatMap((shape) =>
  (['none', ...Object.keys(CHECK_SIZES)] as const).map(
    (kind) => [shape, kind as keyof typeof CHECK_SIZES | 'none'] as const,
  ),
)

describe(`frames of every shape and check (seed ${SEED})`, () => {
  it.each(cases)('%s with %s: a pad of it is heard, in any pieces, behind noise', (shape, kind) => {
    const profile = profileOf(shape, kind, 4)
    expect(profileProblem(profile)).toBeNull()
    const codec = codecOf(profile)
    const key = fc.constantFrom(...Object.keys(profile.keys))
    const behind =
      shape === 'delimited' && kind === 'none'
        ? fc.constantFrom([], [0x31, 0x0d])
        : fc.array(fc.nat(255), { maxLength: 9 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(behind, key), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(120), { maxLength: 10 }),
        (pairs, cuts) => {
          const frames = pairs.map(([, name]) => [...codec.key(profile, name)])
          const bytes = Uint8Array.from(pairs.flatMap(([noise], at) => [...noise, ...(frames[at] ?? [])]))
          const events = eventsOf(codec.createFramer(profile), bytes)
          const again = eventsOf(
            codec.createFramer(profile),
            bytes,
            cuts.filter((cut) => cut < bytes.length),
          )
          expect(again).toEqual(events)
          expect(keysOf(events).map((event) => event.key)).toEqual(pairs.map(([, name]) => name))
        },
      ),
      { seed: SEED, numRuns: 60 },
    )
  })

  it.each(cases.filter(([, kind]) => kind !== 'none'))(
    '%s with %s: no frame with one flipped bit is a press',
    (shape, kind) => {
      // One bit changes a sum by a power of two, which mod 10 shows unless the sum wraps at 256: the key byte does not.
      const profile = profileOf(shape, kind, 4)
      const codec = codecOf(profile)
      for (const name of Object.keys(profile.keys)) {
        const frame = codec.key(profile, name)
        for (let bit = 0; bit < 4; bit += 1) {
          const flipped = frame.map((byte, at) => (at === 4 ? byte ^ (1 << bit) : byte))
          expect(keysOf(eventsOf(codec.createFramer(profile), flipped))).toEqual([])
        }
      }
    },
  )

  it('a frame without head and check counts only behind another or after silence', () => {
    const profile = framedProfileSchema.parse({
      ...profileOf('delimited', 'none', 0),
      framing: { shape: 'delimited', tail: '0D 0A', sizes: [3] },
      key: { at: 0, size: 1, as: 'digits' },
      keys: { 5: 5 },
    })
    expect(profileProblem(profile)).toBeNull()
    const { createFramer } = codecOf(profile)
    const decode = (text: string) => keysOf(eventsOf(createFramer(profile), Buffer.from(text))).length
    expect(decode('5\r\n5\r\n')).toBe(2)
    expect(decode('15\r\n')).toBe(0)
    expect(decode('15\r\n5\r\n')).toBe(1)
    expect(decode('x\r\n5\r\n')).toBe(1)
    const framer = createFramer(profile)
    framer.push(Buffer.from('1'))
    framer.flush()
    expect(keysOf(framer.push(Buffer.from('5\r\n')))).toHaveLength(1)
  })

  it('an unlisted key refuses the frame where the profile says so', () => {
    const base = profileOf('fixed', 'sum8', 4)
    const strict: FramedProfile = { ...base, key: { ...base.key, unlisted: 'refuse' } }
    const bytes = codecOf(base).key(base, '41')
    expect(keysOf(eventsOf(codecOf(base).createFramer(base), bytes))).toMatchObject([{ level: null }])
    expect(eventsOf(codecOf(strict).createFramer(strict), bytes)).toEqual([
      { type: 'skip', count: SIZE, why: 'unknown' },
    ])
  })

  it('other commands are what the profile says, and a key frame is the rating command alone', () => {
    const base = profileOf('fixed', 'crc16-modbus', 4)
    const profile: FramedProfile = {
      ...base,
      command: { at: 3, rating: '52', others: { '49': 'identity', '41': 'ack', '53': 'status' } },
    }
    const codec = codecOf(profile)
    const typeOf = (command: string) => {
      const rating =
        command === '52' ? profile : { ...profile, command: { at: 3, rating: command, others: {} } }
      const [event] = eventsOf(codec.createFramer(profile), codec.key(rating, '31'))
      return event?.type === 'skip' ? event.why : event?.type
    }
    expect(['52', '49', '41', '53', '99'].map(typeOf)).toEqual([
      'key',
      'identity',
      'ack',
      'status',
      'unknown',
    ])
  })

  it('random bytes give at most as many presses as the check lets through', () => {
    const random = seeded(SEED)
    const profile = profileOf('start-end', 'crc8', 4)
    const framer = codecOf(profile).createFramer(profile)
    const bytes = Uint8Array.from({ length: 1_000_000 }, () => Math.floor(random() * 256))
    expect(keysOf(framer.push(bytes))).toEqual([])
  })
})
