/** Wire keys between their bytes and the name that the key table has. */
import type { FramedProfile } from '../../shared/profile.ts'
import { fromHex, hexByte } from '../bytes.ts'

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

/** What each byte of a key is written as; undefined: no key has it. */
const NAMES: Record<Writing, readonly (string | undefined)[]> = {
  hex: Array.from({ length: 256 }, (_, byte) => hexByte(byte)),
  text: Array.from({ length: 0x7f }, (_, byte) => (byte < 0x20 ? undefined : String.fromCharCode(byte))),
  digits: Array.from({ length: 0x3a }, (_, byte) => (byte < 0x30 ? undefined : String.fromCharCode(byte))),
}

/** @returns words on what a key of this profile looks like where `name` is none, or null. */
export const keyNameProblem = ({ as, size }: FramedProfile['key'], name: string): string | null =>
  GRAMMAR[as].fits(name, size) ? null : GRAMMAR[as].words

/** @returns the name of a key on the wire, or null where the bytes are none that a key can have. */
export const keyName = (key: FramedProfile['key'], bytes: Uint8Array, at: number): string | null => {
  const names = NAMES[key.as]
  let name = ''
  for (let place = at; place < at + key.size; place += 1) {
    const part = names[bytes[place] ?? 0]
    if (part === undefined) return null
    name += part
  }
  return name
}

/** @returns the bytes of a key that the profile's grammar allows. */
export const keyBytes = ({ as }: FramedProfile['key'], name: string): Uint8Array =>
  as === 'hex' ? fromHex(name) : Uint8Array.from(Buffer.from(name, 'latin1'))
