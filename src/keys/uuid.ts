import { randomFillSync } from 'node:crypto'

/** Random bytes are fetched for many ids at once: one at a time costs more than the rest of an append. */
const pool = Buffer.alloc(10 * 256)
let used = pool.length

const randomTen = (): Buffer => {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 10
  return pool.subarray(used - 10, used)
}

/** @returns a UUIDv7 (RFC 9562): 48 bits of `at` (ms UTC), then random. A clock before 1970, or none, counts as 1970. */
export const uuidV7 = (at: number): string => {
  const time = Math.min(Math.max(0, Math.trunc(at) || 0), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0')
  const random = randomTen()
  random[0] = ((random[0] ?? 0) & 0x0f) | 0x70
  random[2] = ((random[2] ?? 0) & 0x3f) | 0x80
  const hex = random.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`
}
