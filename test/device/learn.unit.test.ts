import { describe, expect, it } from 'vitest'
import { learn } from '../../src/device/learn/learn.ts'
import type { ProfileNames } from '../../src/device/learn/propose.ts'
import { burstsOf, lineOf, type Sample, samplesOf } from '../../src/device/learn/samples.ts'
import { textTable } from '../../src/device/learn/table.ts'
import { verify } from '../../src/device/learn/verify.ts'
import { codecOf } from '../../src/device/profiles/codec.ts'
import { LEVELS } from '../../src/shared/levels.ts'
import { profileSchema } from '../../src/shared/profile.ts'
import { must, profileNamed, ratingFrame, seeded } from './help.ts'
import { KINDS, pressed, randomPad, SHAPES } from './learn-help.ts'

const names: ProfileNames = {
  name: 'learnt',
  title: { zh: '学来的', en: 'Learnt' },
  source: 'a test',
  serial: true,
  line: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
}
const rating = (key: number, address = 1) => Uint8Array.from(ratingFrame(address, key))
/** Five keys of an ff68 pad, 00 worst. */
const ff68 = (times = 3): Sample[] =>
  LEVELS.map((level) => ({ level, bursts: Array.from({ length: times }, () => rating(level - 1)) }))
const withBursts = (samples: Sample[], level: number, bursts: Uint8Array[]): Sample[] =>
  samples.map((sample) => (sample.level === level ? { ...sample, bursts } : sample))
const codeOf = (samples: Sample[]) => {
  const learnt = learn(samples, names)
  return learnt.ok ? 'learnt' : [learnt.error.code, learnt.error.params?.['level']]
}

describe('learning a pad that is known', () => {
  it('finds key, check and frame of ff68, and says what it cannot know', () => {
    const { profile, uncertain, presses } = must(learn(ff68(), names))
    expect(presses).toBe(15)
    expect(profile).toMatchObject({
      codec: 'framed',
      framing: { shape: 'fixed', size: 10, tail: '16' },
      checksum: { kind: 'sum8', to: -2, at: -2 },
      key: { at: 7, size: 1, as: 'hex' },
      keys: { '00': 1, '01': 2, '02': 3, '03': 4, '04': 5 },
    })
    expect(uncertain).toEqual(expect.arrayContaining(['length', 'fixed-bytes']))
    expect(profileSchema.safeParse(profile).success).toBe(true)
  })

  it.each(['intehel', 'line', 'ff68-4key'])('finds frames that decode %s', (name) => {
    const known = profileNamed(name)
    const frames = new Map(
      Object.entries(known.keys)
        .filter(([, level]) => typeof level === 'number')
        .map(([key, level]) => [Number(level), codecOf(known).key(known, key)]),
    )
    const { profile } = must(learn(pressed(frames), names))
    if (profile.codec !== 'framed') throw new Error('a framed profile')
    expect(profile.keys).toEqual(known.keys['0'] === 'none' ? { 1: 4, 2: 3, 3: 2, 4: 5 } : known.keys)
    expect(profile.checksum.kind).toBe({ intehel: 'sum8-ascii-mod10', line: 'xor8' }[name] ?? 'sum8')
  })

  it('proposes a byte that changes between presses as the address', () => {
    const samples = LEVELS.map((level) => ({
      level,
      bursts: [1, 2, 9].map((address) => rating(level - 1, address)),
    }))
    const { profile, uncertain } = must(learn(samples, names))
    expect(profile).toMatchObject({ address: { at: 5, as: 'byte', only: null }, key: { at: 7 } })
    expect(uncertain).toContain('address-or-counter')
    const [event] = codecOf(profile).createFramer(profile).push(rating(4, 77))
    expect(event).toMatchObject({ type: 'key', level: 5, address: 77 })
    // The command between address and key was the same in every press: another one is no key.
    const other = Uint8Array.of(0xff, 0x68, 3, 3, 0x68, 1, 0x12, 4, 0x17, 0x16)
    expect(codecOf(profile).createFramer(profile).push(other)).not.toContainEqual(
      expect.objectContaining({ type: 'key' }),
    )
  })

  it('refuses a frame with a wrong check, since it has learnt the check', () => {
    const { profile } = must(learn(ff68(), names))
    const wrong = rating(3)
    wrong[8] = 0x00
    expect(codecOf(profile).createFramer(profile).push(wrong)).not.toContainEqual(
      expect.objectContaining({ type: 'key' }),
    )
  })
})

const seed = Number(process.env['PROOF_SEED'] ?? 20260503)
const runs = Number(process.env['PROOF_RUNS'] ?? 12)
describe(`learning random pads (seed ${seed}, ${runs} of each kind)`, () => {
  for (const shape of SHAPES)
    it(`${shape}: every check; every press decodes, a spoilt check does not`, () => {
      const random = seeded(seed + SHAPES.indexOf(shape))
      for (let run = 0; run < runs; run += 1)
        for (const kind of KINDS) {
          const { frames } = randomPad(random, shape, kind)
          const told = `${kind} run ${run}: ${[...frames.values()].map((one) => Buffer.from(one).toString('hex')).join(' ')}`
          const learnt = learn(pressed(frames), names)
          expect(learnt, told).toMatchObject({ ok: true })
          const { profile, uncertain } = must(learnt)
          for (const [level, frame] of frames) {
            const events = codecOf(profile).createFramer(profile).push(frame)
            expect(
              events.filter((event) => event.type === 'key'),
              told,
            ).toMatchObject([{ level }])
          }
          const found = profile.codec === 'framed' ? profile.checksum : { kind: 'none' as const }
          // The digit of mod10 may be the same for every key.
          if (kind !== 'none' && kind !== 'sum8-ascii-mod10') expect(found.kind, told).not.toBe('none')
          if (found.kind !== kind)
            expect(uncertain.includes('checksum') || uncertain.includes('no-checksum'), told).toBe(true)
          // The digit of mod10 lets one change in ten through; without a head a part of a spoilt frame may be whole.
          if (uncertain.includes('no-head')) continue
          if (found.kind === 'none' || found.kind === 'sum8-ascii-mod10') continue
          for (const frame of frames.values()) {
            const spoilt = Uint8Array.from(frame)
            const at = frame.length + found.at
            spoilt[at] = (frame[at] ?? 0) ^ 0x01
            const events = codecOf(profile).createFramer(profile).push(spoilt)
            expect(
              events.some((event) => event.type === 'key'),
              told,
            ).toBe(false)
          }
        }
    })
})

describe('captures that teach nothing', () => {
  it.each([
    ['no bytes at all', ff68().map(({ level }) => ({ level, bursts: [] })), ['learn/empty', undefined]],
    ['a key that sends nothing', withBursts(ff68(), 2, []), ['learn/silent-key', 2]],
    ['one key alone', ff68().slice(0, 1), ['learn/too-few-keys', undefined]],
    [
      'two keys that send the same',
      withBursts(ff68(), 2, [rating(3), rating(3)]),
      ['learn/same-bytes', undefined],
    ],
    [
      'one key of another pad',
      withBursts(ff68(), 3, Array(3).fill(Uint8Array.from(Buffer.from('@011c00004000', 'latin1')))),
      ['learn/another-pad', 3],
    ],
    [
      'one key of the same kind of pad at another address',
      withBursts(ff68(), 3, [rating(2, 9), rating(2, 9)]),
      ['learn/another-pad', 3],
    ],
    [
      'single bytes without a frame',
      LEVELS.map((level) => ({ level, bursts: [Uint8Array.of(level), Uint8Array.of(level)] })),
      ['learn/no-frame', undefined],
    ],
  ])('%s', (_, samples, code) => {
    expect(codeOf(samples)).toEqual(code)
  })
})

describe('captures that are not clean', () => {
  it('noise around presses and between them is seen through', () => {
    const noisy = Uint8Array.from([0x00, 0x7f, ...rating(3)])
    const samples = withBursts(ff68(), 4, [rating(3), noisy, Uint8Array.of(0x55), rating(3), rating(3)])
    const learnt = must(learn(samples, names))
    expect(learnt).toMatchObject({ presses: 16, noise: 1, profile: { keys: { '03': 4 } } })
  })

  it('other noise before each press of a key is seen through', () => {
    const noisy = [1, 2].map((size) => Uint8Array.from([...Array(size).fill(0x20 + size), ...rating(3)]))
    expect(must(learn(withBursts(ff68(), 4, noisy), names)).profile.keys).toMatchObject({ '03': 4 })
  })

  it('a pad that says its key again until it is answered', () => {
    const again = Uint8Array.from([...rating(1), ...rating(1), ...rating(1)])
    expect(must(learn(withBursts(ff68(), 2, [again, rating(1)]), names)).profile.keys).toMatchObject({
      '01': 2,
    })
  })

  it('a pad that says every key three times', () => {
    const frames = new Map(LEVELS.map((level) => [level, [1, 2, 3].flatMap(() => [...rating(level - 1)])]))
    const samples = LEVELS.map((level) => ({ level, bursts: [Uint8Array.from(frames.get(level) ?? [])] }))
    expect(must(learn(samples, names)).profile).toMatchObject({ framing: { size: 10 } })
  })

  it('one press of each key is enough, and the doubt is said', () => {
    expect(must(learn(ff68(1), names)).uncertain).toContain('single-press')
    expect(must(learn(ff68(2), names)).uncertain).not.toContain('single-press')
  })

  it('nothing is learnt from captures of which one press is of another key', () => {
    const mixed = withBursts(ff68(), 4, [rating(3), rating(3), rating(0), rating(3)])
    expect(codeOf(mixed)).toEqual(['learn/replay', 4])
  })
})

describe('before anything is saved', () => {
  it('a profile that misses a press, or reads it as another level, is refused', () => {
    const profile = profileNamed('ff68')
    expect(verify(profile, ff68(), 10)).toMatchObject({ ok: true, value: { presses: 15, noise: 0 } })
    const swapped = { ...profile, keys: { ...profile.keys, '03': 5 as const, '04': 4 as const } }
    expect(verify(swapped, ff68(), 10)).toMatchObject({ error: { code: 'learn/replay' } })
    const fewer = { ...profile, keys: { '00': 1 as const } }
    expect(verify(fewer, ff68(), 10)).toMatchObject({ error: { code: 'learn/replay' } })
  })
})

describe('what the technician sees', () => {
  it('the bytes as columns, the ones that differ marked', () => {
    const samples = ff68().filter(({ level }) => level >= 4)
    expect(textTable(must(learn(samples, names)).columns)).toEqual([
      '  5   FF  68  03  03  68  01  11 [04][16] 16 ',
      '  4   FF  68  03  03  68  01  11 [03][15] 16 ',
      '      hh  hh  hh  hh  hh  hh  hh  KK  CC  tt',
    ])
  })

  it('reads become presses by the silence between them, and what was sent is no press', () => {
    const at = (t: number, hex: string, dir: 'in' | 'out' = 'in') => ({
      t,
      dir,
      bytes: Uint8Array.from(Buffer.from(hex, 'hex')),
    })
    const bursts = burstsOf([at(0, 'ff'), at(20, '68'), at(30, 'aa', 'out'), at(1000, '01')])
    expect(bursts.map((burst) => Buffer.from(burst).toString('hex'))).toEqual(['ff68', '01'])
    const header = { v: 1, at: 0, port: 'COM5', line: null } as const
    const of = (level: 4 | 5) => ({
      file: 'a',
      capture: { header: { ...header, level }, chunks: [at(0, 'ff')] },
    })
    expect(must(samplesOf([of(5), of(4), of(5)])).map(({ level, bursts }) => [level, bursts.length])).toEqual(
      [
        [5, 2],
        [4, 1],
      ],
    )
    expect(samplesOf([{ file: 'b', capture: { header, chunks: [] } }])).toMatchObject({
      error: { code: 'learn/no-level', params: { file: 'b' } },
    })
  })
})

describe('the line settings', () => {
  const line = (baudRate: number) => ({ baudRate, dataBits: 8, parity: 'none', stopBits: 1 }) as const
  const read = (settings: ReturnType<typeof line> | null) => ({
    file: settings === null ? 'tcp' : String(settings.baudRate),
    capture: { header: { v: 1 as const, at: 0, port: 'COM3', line: settings }, chunks: [] },
  })
  it('of captures that are learnt from together are the same', () => {
    expect(must(lineOf([read(line(9600)), read(line(9600))]))).toEqual(line(9600))
    expect(must(lineOf([read(null), read(null)]))).toBeNull()
    expect(lineOf([read(line(9600)), read(line(4800))])).toMatchObject({
      error: { code: 'learn/other-line', params: { one: '9600', other: '4800' } },
    })
  })
  it('are in doubt where no check proves them, and not at a port that has none', () => {
    const bare = pressed(new Map([5, 4, 3].map((level) => [level, Uint8Array.of(0xaa, 0x55, level, 0x0d)])))
    expect(must(learn(bare, names)).uncertain).toContain('line')
    expect(must(learn(bare, { ...names, serial: false })).uncertain).not.toContain('line')
    expect(must(learn(ff68(), names)).uncertain).not.toContain('line')
  })
  it('are in doubt where eight bits look like seven and a parity bit', () => {
    const even = (byte: number) =>
      byte | (([...byte.toString(2)].filter((bit) => bit === '1').length % 2) << 7)
    const text = (level: number) => Uint8Array.from(Buffer.from(`@PAD7,RATE=${level};`), even)
    const frames = new Map([5, 4, 3, 2].map((level) => [level, text(level)]))
    expect(must(learn(pressed(frames), names)).uncertain).toContain('seven-bits')
    const plain = new Map([...frames].map(([level, bytes]) => [level, bytes.map((byte) => byte & 0x7f)]))
    expect(must(learn(pressed(plain), names)).uncertain).not.toContain('seven-bits')
  })
})
