/** Wire keys between their bytes and the name that the key table has. */
import type { FramedProfile } from '../../shared/profile.ts'
import { fromHex } from '../bytes.ts'

type Writing = FramedProfile['key']['as']

const GRAMMAR: Record<Writing, { words: string; fits(name: string, size: number): boolean }> = {
  hex: {
    words: 'hex digits, two for each byte of the key',
    fits: (name, size) => /^[0-9a-f]*$/i.test(name) && name.length === size * 2,
  },
  text: {
    words: 'printable ASCII, one character for each byte of the key',
    fits: (name, size) => /^[\x20-\x7e]*$/.test(name) && name.length === size,
  },
  digits: {
    words: 'decimal digits, one for each byte of the key',
    fits: (name, size) => /^\d*$/.test(name) && name.length === size,
  },
}

/** @returns words on what a key of this profile looks like where `name` is none, or null. */
export const keyNameProblem = ({ as, size }: FramedProfile['key'], name: string): string | null =>
  GRAMMAR[as].fits(name, size) ? null : GRAMMAR[as].words

/** @returns the name of a key on the wire, or null where the bytes are none that a key can have. */
export const keyName = (key: FramedProfile['key'], bytes: Uint8Array, at: number): string | null => {
  let name = ''
  for (let place = at; place < at + key.size; place += 1) {
    const byte = bytes[place] ?? 0
    name += key.as === 'hex' ? HEX[byte] : String.fromCharCode(byte)
  }
  return key.as === 'hex' || GRAMMAR[key.as].fits(name, key.size) ? name : null
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, '0'))

/** @returns the bytes of a key that the profile's grammar allows. */
export const keyBytes = ({ as }: FramedProfile['key'], name: string): Uint8Array =>
  as === 'hex' ? fromHex(name) : Uint8Array.from(Buffer.from(name, 'latin1'))
