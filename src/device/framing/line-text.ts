/**
 * One line of Guiping's plain protocol, without its CR LF. Source: the protocol's own description:
 * `KEY n*hh`, or `DOWN n*hh` and `UP n*hh` from a pad that tells both, `ID model serial firmware`, `OK`, `ERR code`, `PONG`.
 */
import type { SkipWhy } from './framer.ts'

/** XOR of the first `size` bytes of a latin1 text, 0–255. */
export const xorOf = (text: string, size = text.length): number => {
  let xor = 0
  for (let at = 0; at < size; at += 1) xor ^= text.charCodeAt(at)
  return xor
}

/** @returns `text*hh`. */
export const withChecksum = (text: string): string =>
  `${text}*${xorOf(text).toString(16).toUpperCase().padStart(2, '0')}`

type Edge = 'press' | 'down' | 'up'

export type LineRead =
  | { is: 'key'; key: string; edge: Edge; at: number }
  | { is: 'ack' | 'status' }
  | { is: 'identity'; text: string }
  | { is: 'not'; why: SkipWhy }

/** Anchored at the end only: noise may stand before a key, and the checksum still covers all of the key. */
const KEY = /(KEY|DOWN|UP) (\d{1,2})\*([0-9A-Fa-f]{2})$/
const KEY_WORD = /^KEY\b/
/** A switch without its check tells that a key moved; a vote it is not, since one flipped bit makes another level. */
const BARE_SWITCH = /^(?:DOWN|UP) \d{1,2}$/
const EDGES: Record<string, Edge> = { KEY: 'press', DOWN: 'down', UP: 'up' }
const ID = /^ID (\S+ \S+ \S+)$/
const ACK = /^(?:OK|PONG)$/
const ERR = /^ERR \S+$/
const PRINTABLE = /^[\x20-\x7e]+$/

const soundSum = (text: string, hex: string | undefined) =>
  hex !== undefined && Number.parseInt(hex, 16) === xorOf(text, text.length - 3)

/** Reads one line (latin1, no CR LF). `at` of a key: characters of noise before it. */
export const readLine = (line: string): LineRead => {
  const found = KEY.exec(line)
  const edge = EDGES[found?.[1] ?? '']
  if (found?.[2] && edge && soundSum(found[0], found[3]))
    return { is: 'key', key: found[2], edge, at: found.index }
  if (found || KEY_WORD.test(line)) return { is: 'not', why: 'bad-checksum' }
  if (BARE_SWITCH.test(line)) return { is: 'status' }
  const identity = ID.exec(line)
  if (identity?.[1] && PRINTABLE.test(line)) return { is: 'identity', text: identity[1] }
  if (ACK.test(line)) return { is: 'ack' }
  if (!PRINTABLE.test(line)) return { is: 'not', why: 'noise' }
  return ERR.test(line) ? { is: 'status' } : { is: 'not', why: 'unknown' }
}
