/** The checks that keypad protocols put on a frame: a table, one row per kind. */
import type { ChecksumKind } from '../../shared/profile.ts'

interface Kind {
  /** Bytes of the value. */
  size: 1 | 2
  /** @returns the value over bytes[from…to). */
  of(bytes: Uint8Array, from: number, to: number): number
}

const sum = (bytes: Uint8Array, from: number, to: number): number => {
  let total = 0
  for (let at = from; at < to; at += 1) total += bytes[at] ?? 0
  return total
}

const xor = (bytes: Uint8Array, from: number, to: number): number => {
  let total = 0
  for (let at = from; at < to; at += 1) total ^= bytes[at] ?? 0
  return total
}

/** CRC-8, polynomial 07, start 0, not reflected (SMBus). */
const crc8 = (bytes: Uint8Array, from: number, to: number): number => {
  let crc = 0
  for (let at = from; at < to; at += 1) {
    crc ^= bytes[at] ?? 0
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1
  }
  return crc
}

/** CRC-16/MODBUS: polynomial 8005 reflected, start FFFF. */
const crc16 = (bytes: Uint8Array, from: number, to: number): number => {
  let crc = 0xffff
  for (let at = from; at < to; at += 1) {
    crc ^= bytes[at] ?? 0
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1
  }
  return crc
}

export const CHECKSUMS: Record<ChecksumKind, Kind> = {
  xor8: { size: 1, of: xor },
  sum8: { size: 1, of: (...range) => sum(...range) & 0xff },
  /** intehel: an ASCII digit, '0' + ((Σ mod 256) mod 10). */
  'sum8-ascii-mod10': { size: 1, of: (...range) => 0x30 + ((sum(...range) & 0xff) % 10) },
  crc8: { size: 1, of: crc8 },
  'crc16-modbus': { size: 2, of: crc16 },
  /** Modbus LRC: two's complement of the sum. */
  lrc: { size: 1, of: (...range) => -sum(...range) & 0xff },
}

type Writing = 'bytes' | 'hex'

/** @returns bytes that a check of this kind takes on the wire. */
export const checkSize = (kind: ChecksumKind, as: Writing): number =>
  CHECKSUMS[kind].size * (as === 'hex' ? 2 : 1)

/** @returns a check as it stands on the wire; in bytes crc16 has its low byte first, in hex its high digits. */
export const writeCheck = (kind: ChecksumKind, as: Writing, value: number): Uint8Array => {
  const { size } = CHECKSUMS[kind]
  if (as === 'bytes')
    return size === 1 ? Uint8Array.of(value) : Uint8Array.of(value & 0xff, (value >>> 8) & 0xff)
  return Buffer.from(
    value
      .toString(16)
      .toUpperCase()
      .padStart(size * 2, '0'),
  )
}

const hexDigit = (byte: number): number => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : Number.NaN
}

/** @returns the check that stands at `at`; NaN where hex was due and is not there. */
export const readCheck = (kind: ChecksumKind, as: Writing, bytes: Uint8Array, at: number): number => {
  const { size } = CHECKSUMS[kind]
  const byte = (place: number) => bytes[at + place] ?? 0
  if (as === 'bytes') return size === 1 ? byte(0) : byte(0) | (byte(1) << 8)
  let value = 0
  for (let place = 0; place < size * 2; place += 1) value = value * 16 + hexDigit(byte(place))
  return value
}
