/**
 * Framing fuzz over every profile that ships. `PROOF_RUNS` is the MB of random bytes and of noise for each profile
 * (100 in the long proof), `PROOF_SEED` another seed.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FrameEvent } from '../../src/device/framing/framer.ts'
import { codecOf } from '../../src/device/profiles/codec.ts'
import { loadProfiles } from '../../src/device/profiles/load.ts'
import { eventsOf, must, shipped } from './help.ts'

const SEED = Number(process.env['PROOF_SEED'] ?? 20_261_122)
const MEGABYTES = Number(process.env['PROOF_RUNS'] ?? 2)
const RUNS = 150
const PATIENCE = 30_000 + MEGABYTES * 5_000
const DEVICE_TIME = new Date(2018, 7, 9, 16, 5, 33).getTime()

const profiles = [...must(loadProfiles([shipped])).values()]
const keysOf = (events: FrameEvent[]) => events.filter((event) => event.type === 'key')
const hexOf = (bytes: Iterable<number>) => Buffer.from(Uint8Array.from(bytes)).toString('hex')

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** Random bytes of a xorshift: fast, and the same for the same seed. */
const randomBytes = (size: number, seed: number): Uint8Array => {
  const words = new Uint32Array(size >> 2)
  let state = seed | 1
  for (let at = 0; at < words.length; at += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[at] = state
  }
  return new Uint8Array(words.buffer)
}

describe.each(profiles.map((profile) => [profile.name, profile] as const))(
  `the framer of %s (seed ${SEED}, ${MEGABYTES} MB)`,
  (_, profile) => {
    const codec = codecOf(profile)
    const create = () => codec.createFramer(profile)
    const levelKeys = Object.keys(profile.keys).filter((key) => profile.keys[key] !== 'none')
    const frame = fc.constantFrom(...levelKeys).map((key) => [...codec.key(profile, key, DEVICE_TIME)])
    const cut = fc
      .tuple(frame, fc.double({ min: 0, max: 0.99, noNaN: true }))
      .map(([bytes, share]) => bytes.slice(0, Math.floor(bytes.length * share)))
    const flipped = fc
      .tuple(frame, fc.nat(255), fc.integer({ min: 0, max: 7 }))
      .map(([bytes, place, bit]) =>
        bytes.map((byte, at) => (at === place % bytes.length ? byte ^ (1 << bit) : byte)),
      )
    const noise = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 24 })
    const anything = fc.array(fc.oneof(frame, cut, flipped, noise), { maxLength: 12 })

    it('gives the same events however the bytes are cut', () => {
      fc.assert(
        fc.property(anything, fc.array(fc.nat(600), { maxLength: 30 }), (parts, cuts) => {
          const bytes = Uint8Array.from(parts.flat())
          const whole = eventsOf(create(), bytes)
          expect(
            eventsOf(
              create(),
              bytes,
              cuts.filter((place) => place < bytes.length),
            ),
          ).toEqual(whole)
          const each = Array.from(bytes, (_byte, place) => place)
          expect(eventsOf(create(), bytes, each)).toEqual(whole)
        }),
        { seed: SEED, numRuns: RUNS },
      )
    })

    it('delivers every intact frame between noise and cut-off frames, in order, and invents none', () => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.oneof(noise, cut), frame), { minLength: 1, maxLength: 12 }),
          (pairs) => {
            const bytes = Uint8Array.from(pairs.flat(2))
            expect(keysOf(eventsOf(create(), bytes)).map((event) => event.bytes)).toEqual(
              pairs.map(([, intact]) => hexOf(intact)),
            )
          },
        ),
        { seed: SEED, numRuns: RUNS * 2 },
      )
    })

    it('accounts for every byte exactly once', () => {
      fc.assert(
        fc.property(anything, (parts) => {
          const bytes = Uint8Array.from(parts.flat())
          const sizes = eventsOf(create(), bytes).map((event) => {
            if (event.type === 'skip') return event.count
            return event.type === 'status' && event.dropped !== undefined
              ? event.dropped
              : event.bytes.length / 2
          })
          expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(bytes.length)
        }),
        { seed: SEED, numRuns: RUNS },
      )
    })

    it(
      'finds no press in random bytes',
      () => {
        const framer = create()
        let found = 0
        for (let megabyte = 0; megabyte < MEGABYTES; megabyte += 1)
          for (const event of framer.push(randomBytes(2 ** 20, SEED + megabyte * 7919)))
            if (event.type === 'key') found += 1
        console.log(`${profile.name}: ${found} false presses in ${MEGABYTES} MB of random bytes`)
        expect(found).toBe(0)
      },
      PATIENCE,
    )

    it(
      'holds no more memory after endless noise of any kind',
      () => {
        const press = codec.key(profile, levelKeys[0] ?? '', DEVICE_TIME)
        const kinds = [
          randomBytes(65_536, SEED),
          new Uint8Array(65_536).fill(press[0] ?? 0),
          Uint8Array.from({ length: 65_536 }, (_byte, at) => press[at % (press.length - 1)] ?? 0),
        ]
        const framer = create()
        collectGarbage()
        const { heapUsed, arrayBuffers } = process.memoryUsage()
        for (let pushed = 0; pushed < MEGABYTES * 16; pushed += 1) for (const kind of kinds) framer.push(kind)
        collectGarbage()
        const now = process.memoryUsage()
        expect(now.heapUsed - heapUsed + now.arrayBuffers - arrayBuffers).toBeLessThan(4 * 2 ** 20)
        expect(framer.flush().length).toBeLessThan(200)
      },
      PATIENCE,
    )

    it('needs time in proportion to the bytes on a stream of false heads, also in small pieces', () => {
      const press = codec.key(profile, levelKeys[0] ?? '', DEVICE_TIME)
      const time = (size: number) => {
        const framer = create()
        const bytes = Uint8Array.from({ length: size }, (_byte, at) => press[at % (press.length - 1)] ?? 0)
        // Of this thread alone: other tests run beside it.
        const before = process.threadCpuUsage()
        framer.push(bytes)
        for (let at = 0; at < size; at += 7) framer.push(bytes.subarray(at, at + 7))
        const used = process.threadCpuUsage(before)
        return used.user + used.system
      }
      const times = (size: number) => [1, 2, 3].map(() => time(size))
      // Ten times the bytes: about ten times the time; a quadratic framer would need a hundred times. The system
      // counts short times in steps, so that one of some ms may read as none: the longest of them counts.
      const small = Math.max(...times(20_000), 1_000)
      expect(Math.min(...times(200_000))).toBeLessThan(40 * small)
    })
  },
)
