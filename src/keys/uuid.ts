import { randomBytes } from 'node:crypto'

/** @returns a UUIDv7 (RFC 9562): 48 bits of `at` (ms UTC), then random. A clock before 1970 counts as 1970. */
export const uuidV7 = (at: number): string => {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Math.min(Math.max(0, Math.trunc(at)), 2 ** 48 - 1), 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
