/** Which checks explain a set of frames: every kind, written in every way, over every range that ends before it. */
import type { Checksum, ChecksumKind } from '../../shared/profile.ts'
import { CHECKSUMS, checkSize, readCheck } from '../framing/checksum.ts'

/** `from` counts from the frame's start, `to` and `at` from its end (negative). */
export type Check = Exclude<Checksum, { kind: 'none' }>

/** The commonest first: where several fit, the first is proposed and the doubt is said. */
const KINDS: readonly ChecksumKind[] = ['sum8', 'xor8', 'lrc', 'crc16-modbus', 'crc8', 'sum8-ascii-mod10']
const WRITINGS = ['bytes', 'hex'] as const
/** Bytes that stand between what is counted and the check, e.g. the `*` of `KEY 5*42`. */
const GAPS = [0, 1, 2] as const
/** A check stands near the end. */
const FARTHEST = 16

const explains = ({ kind, as, from, to, at }: Check, frames: readonly Uint8Array[]): boolean =>
  frames.every((bytes) => {
    const end = bytes.length
    return readCheck(kind, as, bytes, end + at) === CHECKSUMS[kind].of(bytes, from, end + to)
  })

/** Whether the check's own bytes differ between frames: one that never changes proves nothing. */
const varies = ({ kind, as, at }: Check, frames: readonly Uint8Array[]): boolean => {
  const values = frames.map((bytes) => readCheck(kind, as, bytes, bytes.length + at))
  return values.some((value) => value !== values[0])
}

/** A digit as hex is a check only where it is one: NaN equals nothing, so readCheck says no by itself. */
export const findChecks = (frames: readonly Uint8Array[]): Check[] => {
  const shortest = Math.min(...frames.map((bytes) => bytes.length))
  const found: Check[] = []
  for (const gap of GAPS)
    for (const as of WRITINGS)
      for (const kind of KINDS) {
        // The digit of mod10 is text already.
        if (kind === 'sum8-ascii-mod10' && as === 'hex') continue
        const size = checkSize(kind, as)
        for (let at = -size; at >= -Math.min(shortest - 1, FARTHEST); at -= 1) {
          if (!varies({ kind, as, at, from: 0, to: at }, frames)) continue
          for (let from = 0; from < shortest + at - gap; from += 1) {
            const check = { kind, as, from, to: at - gap, at }
            if (explains(check, frames)) found.push(check)
          }
        }
      }
  return found
}
