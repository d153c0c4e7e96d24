import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FrameEvent } from '../../src/device/framing/framer.ts'
import { withAddress } from '../../src/device/profiles/address.ts'
import { codecOf } from '../../src/device/profiles/codec.ts'
import { bytesOf, eventsOf, profileNamed, ratingFrame } from './help.ts'

const SEED = 680_311
const profile = profileNamed('ff68')
const createFf68Framer = (of = profile) => codecOf(of).createFramer(of)
const decode = (hex: string) => eventsOf(createFf68Framer(), bytesOf(hex))
const keysOf = (events: FrameEvent[]) => events.filter((event) => event.type === 'key')

const key = fc.integer({ min: 0, max: 255 })
const rating = fc
  .tuple(fc.integer({ min: 0, max: 255 }), key)
  .map(([address, code]) => ratingFrame(address, code))
/** What stands between frames: noise, truncated frames, heads that promise a frame, wrong sums. Never a whole frame. */
const rubbish = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 20 }),
  fc.tuple(rating, fc.integer({ min: 1, max: 9 })).map(([frame, count]) => frame.slice(0, count)),
  fc.constantFrom(
    [0xff],
    [0xff, 0xff],
    [0xff, 0x68],
    [0xff, 0x68, 0x03, 0x03, 0x68],
    [0xff, 0x68, 0x08, 0x08, 0x68, 0x01],
  ),
  rating.map((frame) => frame.map((byte, at) => (at === 8 ? byte ^ 0x40 : byte))),
)

describe(`ff68 framer (seed ${SEED})`, () => {
  it.each([
    ['grade 3, address 1', 'FF 68 03 03 68 01 11 03 15 16', '03', 4, 0x01],
    ['grade 4, address 81', 'FF 68 03 03 68 81 11 04 96 16', '04', 5, 0x81],
    ['a sum equal to the head byte', 'FF 68 03 03 68 EE 11 00 FF 16', '00', 1, 0xee],
    ['a sum equal to the tail byte', 'FF 68 03 03 68 01 11 04 16 16', '04', 5, 0x01],
    ['a doubled head', 'FF FF 68 03 03 68 01 11 03 15 16', '03', 4, 0x01],
  ])('reads %s', (_, hex, name, level, address) => {
    expect(keysOf(decode(hex))).toEqual([expect.objectContaining({ type: 'key', key: name, level, address })])
  })

  it('gives a sound frame with a key that the profile does not list no level', () => {
    expect(decode('FF 68 03 03 68 01 11 09 1B 16')).toEqual([
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

  it.each([
    ['a wrong sum', 'FF 68 03 03 68 01 11 03 16 16', 10, 'bad-checksum'],
    ['a wrong end', 'FF 68 03 03 68 01 11 03 15 17', 10, 'bad-checksum'],
    ['a length that the bus does not know', 'FF 68 04 04 68 01 11 03 15 16', 10, 'bad-length'],
    ['two lengths that differ', 'FF 68 03 02 68 01 11 03 15 16', 10, 'bad-length'],
    ['a frame that stops', 'FF 68 03 03 68 01 11', 7, 'bad-length'],
    ['a rating without a key', 'FF 68 02 02 68 01 11 12 16', 9, 'bad-length'],
    ['a rating with more than a key', 'FF 68 08 08 68 01 11 03 00 00 00 00 00 15 16', 15, 'bad-length'],
    ['an echo of a key that the pad does not have', 'FF 68 03 03 68 01 01 2A 2C 16', 10, 'unknown'],
    ['a command that is none of the profile', 'FF 68 03 03 68 01 22 03 26 16', 10, 'unknown'],
    ['bytes that begin no frame', '00 01 68 03 16', 5, 'noise'],
  ])('skips %s and says why', (_, hex, count, why) => {
    expect(decode(hex)).toEqual([{ type: 'skip', count, why }])
  })

  it('takes the commands of the PC that an adapter echoes as an answer, never as a key', () => {
    const echoed = decode(
      'FF 68 03 03 68 01 01 0B 0D 16 FF 68 02 02 68 01 03 04 16 FF 68 03 03 68 01 01 03 05 16',
    )
    expect(echoed.map((event) => event.type)).toEqual(['ack', 'ack', 'ack'])
  })

  it('hears only the address that a technician fixed', () => {
    const both = Uint8Array.from([...ratingFrame(0x01, 3), ...ratingFrame(0x81, 4)])
    expect(eventsOf(createFf68Framer(withAddress(profile, 0x81)), both)).toEqual([
      { type: 'skip', count: 10, why: 'unknown' },
      expect.objectContaining({ type: 'key', key: '04', address: 0x81 }),
    ])
  })

  it('delivers a frame that begins inside a frame that was cut off', () => {
    expect(keysOf(decode('FF 68 03 03 68 01 11 FF 68 03 03 68 01 11 03 15 16'))).toHaveLength(1)
  })

  it('gives the same events however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(rating, rubbish), { maxLength: 12 }),
        fc.array(fc.nat(200), { maxLength: 30 }),
        (parts, cuts) => {
          const bytes = Uint8Array.from(parts.flat())
          const within = cuts.filter((cut) => cut < bytes.length)
          expect(eventsOf(createFf68Framer(), bytes, within)).toEqual(eventsOf(createFf68Framer(), bytes))
        },
      ),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('delivers every intact frame between noise, cut-off frames and false heads, and invents none', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(rubbish, rating), { minLength: 1, maxLength: 12 }), (pairs) => {
        const bytes = Uint8Array.from(pairs.flatMap(([before, frame]) => [...before, ...frame]))
        const events = eventsOf(createFf68Framer(), bytes)
        const found = keysOf(events).map((event) => event.bytes)
        expect(found).toEqual(pairs.map(([, frame]) => Buffer.from(frame).toString('hex')))
      }),
      { seed: SEED, numRuns: 1_000 },
    )
  })

  it('accounts for every byte exactly once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(rating, rubbish), { maxLength: 12 }), (parts) => {
        const bytes = Uint8Array.from(parts.flat())
        const sizes = eventsOf(createFf68Framer(), bytes).map((event) =>
          event.type === 'skip' ? event.count : event.bytes.length / 2,
        )
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(bytes.length)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it('reports endless noise before it ends', () => {
    const events = createFf68Framer().push(new Uint8Array(10_000))
    expect(events).toEqual(Array(2).fill({ type: 'skip', count: 4096, why: 'noise' }))
  })
})
