/** mulberry32: the same numbers, from 0 up to 1, for the same seed. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** @returns a whole number from 0 up to and without `below`. */
export const wholeBelow = (random: () => number, below: number): number => Math.floor(random() * below)
