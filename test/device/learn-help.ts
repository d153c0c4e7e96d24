/** Random pads for the learning tests: frames of every shape with every check, built here and not by the code under test. */
import { CHECKSUMS, writeCheck } from '../../src/device/framing/checksum.ts'
import type { Sample } from '../../src/device/learn/samples.ts'
import { LEVELS } from '../../src/shared/levels.ts'
import type { ChecksumKind } from '../../src/shared/profile.ts'

export const SHAPES = ['fixed', 'length-prefixed', 'start-end', 'delimited'] as const
export const KINDS = ['none', 'xor8', 'sum8', 'sum8-ascii-mod10', 'crc8', 'crc16-modbus', 'lrc'] as const

export interface Pad {
  shape: (typeof SHAPES)[number]
  kind: (typeof KINDS)[number]
  frames: Map<number, Uint8Array>
}

/** A pad with five keys. Several lengths for all shapes but `fixed`. */
export const randomPad = (random: () => number, shape: Pad['shape'], kind: Pad['kind']): Pad => {
  const below = (n: number) => Math.floor(random() * n)
  const bytes = (n: number) => Array.from({ length: n }, () => below(256))
  const head = shape === 'delimited' ? [] : bytes(1 + below(3))
  const tail = shape === 'start-end' || shape === 'delimited' ? [0x0d, 0x0a] : bytes(below(2))
  const fixed = bytes(below(4))
  const filler = bytes(below(3))
  const first = below(200)
  const step = 1 + below(10)
  const as = random() < 0.3 && kind !== 'sum8-ascii-mod10' ? 'hex' : 'bytes'
  const covered = random() < 0.5 ? 0 : head.length
  const frames = new Map<number, Uint8Array>()
  for (const [index, level] of LEVELS.entries()) {
    const key = first + index * step
    const more = shape === 'fixed' ? filler : [...filler, ...Array(index % 3).fill(0x41)]
    const checkBytes = kind === 'none' ? 0 : CHECKSUMS[kind].size * (as === 'hex' ? 2 : 1)
    const body = [...fixed, key, ...more]
    const size = head.length + (shape === 'length-prefixed' ? 1 : 0) + body.length + checkBytes + tail.length
    const data = [...head, ...(shape === 'length-prefixed' ? [size] : []), ...body]
    const check = kind === 'none' ? [] : checkOf(kind, as, data, covered)
    frames.set(level, Uint8Array.from([...data, ...check, ...tail]))
  }
  return { shape, kind, frames }
}

const checkOf = (kind: ChecksumKind, as: 'bytes' | 'hex', data: number[], from: number) => [
  ...writeCheck(kind, as, CHECKSUMS[kind].of(Uint8Array.from(data), from, data.length)),
]

/** Every key pressed `times` times. */
export const pressed = (frames: ReadonlyMap<number, Uint8Array>, times = 3): Sample[] =>
  LEVELS.filter((level) => frames.has(level)).map((level) => ({
    level,
    bursts: Array.from({ length: times }, () => frames.get(level) ?? new Uint8Array(0)),
  }))
