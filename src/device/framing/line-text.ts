/**
 * One line of Guiping's plain protocol, without its CR LF. Source: the protocol's own description:
 * `KEY n*hh`, or `DOWN n*hh` and `UP n*hh` from a pad that tells both, `ID model serial firmware`, `OK`, `ERR code`, `PONG`.
 */
import type { SkipWhy } from './framer.ts'

/** XOR of the bytes of a latin1 text, 0–255. */
const xorOf = (text: string): number => {
  let xor = 0
  for (let at = 0; at < text.length; at += 1) xor ^= text.charCodeAt(at)
  return xor
}

/** @returns `text*hh`. */
export const withChecksum = (text: string): string =>
  `${text}*${xorOf(text).toString(16).toUpperCase().padStart(2, '0')}`

type Edge = 'press' | 'down' | 'up'

export type LineRead =
  | { is: 'key'; key: string; edge: Edge; at: number }
  | { is: 'ack' }
  | { is: 'status' | 'identity'; text: string }
  | { is: 'not'; why: SkipWhy }

const KEY_WORD = /^KEY\b/
/** A switch without its check tells that a key moved; a vote it is not, since one flipped bit makes another level. */
const BARE_SWITCH = /^(?:DOWN|UP) \d{1,2}$/
const ID = /^ID (\S+ \S+ \S+)$/
const ACK = /^(?:OK|PONG)$/
const ERR = /^ERR \S+$/
const PRINTABLE = /^[\x20-\x7e]+$/

const EDGES: readonly (readonly [word: Uint8Array, edge: Edge])[] = [
  [Buffer.from('KEY '), 'press'],
  [Buffer.from('DOWN '), 'down'],
  [Buffer.from('UP '), 'up'],
]
const STAR = 0x2a
const DIGITS = [...'0123456789']
const isDigit = (byte = 0) => byte >= 0x30 && byte <= 0x39
/** -1: no hex digit. */
const hexOf = (byte = 0): number => {
  if (isDigit(byte)) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}
const standsBefore = (word: Uint8Array, line: Uint8Array, end: number): boolean => {
  const from = end - word.length
  for (let at = 0; at < word.length; at += 1) if (line[from + at] !== word[at]) return false
  return true
}
const soundSum = (line: Uint8Array, from: number, star: number): boolean => {
  let xor = 0
  for (let at = from; at < star; at += 1) xor ^= line[at] ?? 0
  return xor === hexOf(line[star + 1]) * 16 + hexOf(line[star + 2])
}

/**
 * The key at the end of a line, read from its bytes, for most lines are keys. It is anchored at the end only: noise may
 * stand before a key, and the checksum still covers all of the key. null: there is none.
 */
const keyIn = (line: Buffer): (Extract<LineRead, { is: 'key' }> & { sound: boolean }) | null => {
  const star = line.length - 3
  if (line[star] !== STAR || !isDigit(line[star - 1])) return null
  if (hexOf(line[star + 1]) < 0 || hexOf(line[star + 2]) < 0) return null
  const from = isDigit(line[star - 2]) ? star - 2 : star - 1
  for (const [word, edge] of EDGES) {
    if (!standsBefore(word, line, from)) continue
    const key =
      from === star - 2 ? line.toString('latin1', from, star) : (DIGITS[(line[from] ?? 0) - 0x30] ?? '')
    const at = from - word.length
    return { is: 'key', key, edge, at, sound: soundSum(line, at, star) }
  }
  return null
}

const BAD: LineRead = { is: 'not', why: 'bad-checksum' }

/** Reads one line (its bytes without CR LF, which are latin1). `at` of a key: bytes of noise before it. */
export const readLine = (line: Buffer): LineRead => {
  const found = keyIn(line)
  if (found) return found.sound ? found : BAD
  const text = line.toString('latin1')
  if (KEY_WORD.test(text)) return BAD
  if (BARE_SWITCH.test(text)) return { is: 'status', text }
  const identity = ID.exec(text)
  if (identity?.[1] && PRINTABLE.test(text)) return { is: 'identity', text: identity[1] }
  if (ACK.test(text)) return { is: 'ack' }
  if (!PRINTABLE.test(text)) return { is: 'not', why: 'noise' }
  return ERR.test(text) ? { is: 'status', text } : { is: 'not', why: 'unknown' }
}
