/** Random faults of the wire, the same for the same seed: what an emulated pad does to each press. */
import type { WireFaults } from './press-bytes.ts'

/** Numbers 0…1 (the mulberry32 generator). */
export const seededRandom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

/** A fault and its share of the presses; the rest come as they should. */
const SHARES: readonly (readonly [share: number, make: (random: () => number) => WireFaults])[] = [
  [0.15, (random) => ({ noise: Uint8Array.from({ length: 1 + random() * 12 }, () => random() * 256) })],
  [0.1, () => ({ doubledHead: true })],
  [0.1, () => ({ wrongSum: true })],
  [0.1, () => ({ half: true })],
  [0.1, () => ({ twice: true })],
]

/** @returns a source of faults, one for each press. */
export const faultSource = (seed: number): (() => WireFaults) => {
  const random = seededRandom(seed)
  return () => {
    let place = random()
    for (const [share, make] of SHARES) {
      if (place < share) return make(random)
      place -= share
    }
    return {}
  }
}

/** Whether a press with this fault can still be heard. */
export const isAudible = ({ wrongSum, half }: WireFaults): boolean => !wrongSum && !half
