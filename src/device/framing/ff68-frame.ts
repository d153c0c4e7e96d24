/**
 * One ff68 frame: `FF 68 LEN LEN 68 ADDR CMD DATA… SUM 16`, LEN = 2 + data bytes, SUM = (ADDR + CMD + Σ DATA) mod 256.
 * Source: QueueSystem frmMain.cs, HallQueFront HardWareDef.h, the bus paper 21键点阵液晶呼叫器通讯协议.
 */
import type { SkipWhy } from './framer.ts'

const HEAD = 0xff
const MARK = 0x68
const TAIL = 0x16
/** Bytes of a frame beside the LEN counted ones: FF 68 LEN LEN 68 … SUM 16. */
const AROUND = 7
/** LEN of every command the sources give: beep 2, rating / start / stars 3, six digits 8. */
const LENGTHS: readonly number[] = [2, 3, 8]
export const MAX_FRAME = Math.max(...LENGTHS) + AROUND

/** Builds a frame. `payload` is CMD and its data. */
export const buildFrame = (address: number, payload: Uint8Array): Uint8Array => {
  const length = 1 + payload.length
  const sum = payload.reduce((total, byte) => total + byte, address) & 0xff
  return Uint8Array.from([HEAD, MARK, length, length, MARK, address, ...payload, sum, TAIL])
}

/** What stands at one place of a stream. `extent`: bytes that a refused frame claimed, at most MAX_FRAME. */
export type Look =
  | { is: 'frame'; size: number; address: number; command: number; data: Uint8Array }
  | { is: 'not'; why: SkipWhy; extent: number }
  | { is: 'unfinished'; why: SkipWhy }

const not = (why: SkipWhy, extent = 1): Look => ({ is: 'not', why, extent })
const claimed = (length: number) => Math.min(length + AROUND, MAX_FRAME)

/**
 * Looks for a frame at `at`, byte by byte in the order of the wire, so that the answer depends on the bytes and
 * not on how many have come. Never looks further than MAX_FRAME bytes.
 */
export const lookForFrame = (bytes: Uint8Array, at: number): Look => {
  const have = bytes.length - at
  const byte = (offset: number) => bytes[at + offset] ?? 0
  if (byte(0) !== HEAD) return not('noise')
  if (have < 2) return { is: 'unfinished', why: 'noise' }
  if (byte(1) !== MARK) return not('noise')
  if (have < 3) return { is: 'unfinished', why: 'noise' }
  const length = byte(2)
  if (!LENGTHS.includes(length)) return not('bad-length', claimed(length))
  if (have < 4) return { is: 'unfinished', why: 'bad-length' }
  if (byte(3) !== length) return not('bad-length', claimed(length))
  if (have < 5) return { is: 'unfinished', why: 'bad-length' }
  if (byte(4) !== MARK) return not('noise', claimed(length))
  const size = length + AROUND
  if (have < size) return { is: 'unfinished', why: 'bad-length' }
  let sum = 0
  for (let offset = 5; offset < size - 2; offset += 1) sum += byte(offset)
  if ((sum & 0xff) !== byte(size - 2) || byte(size - 1) !== TAIL) return not('bad-checksum', size)
  return {
    is: 'frame',
    size,
    address: byte(5),
    command: byte(6),
    data: bytes.subarray(at + 7, at + size - 2),
  }
}
