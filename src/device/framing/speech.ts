/** What the PC says to a pad: templates made into bytes. */
import type { Checksum, Profile } from '../../shared/profile.ts'
import { addressSize, writeAddress } from './address.ts'
import { CHECKSUMS, checkSize, writeCheck } from './checksum.ts'
import { keyBytes, keyName } from './key-name.ts'
import type { Part, Template } from './template.ts'

/** What a profile gives to its templates. */
export interface Voice {
  check: Exclude<Checksum, { kind: 'none' }> | null
  address: { as: 'byte' | 'digits'; to: number } | null
  key: { size: number; bytes(name: string): Uint8Array; isListed(bytes: Uint8Array): boolean } | null
}

export const voiceOf = (profile: Profile): Voice => {
  if (profile.codec !== 'framed') return { check: null, address: null, key: null }
  const { checksum, address, key, keys } = profile
  return {
    check: checksum.kind === 'none' ? null : checksum,
    address: address ? { as: address.as, to: address.only ?? address.usual } : null,
    key: {
      size: key.size,
      bytes: (name) => keyBytes(key, name),
      isListed: (bytes) => Object.hasOwn(keys, keyName(key, bytes, 0) ?? ''),
    },
  }
}

/** What one command says beside its template. */
export interface Said {
  text?: string
  /** The clerk's number and name. */
  staff?: string
  name?: string
  number?: number
  key?: string
  address?: number
}

/** Text that cannot end the message it stands in: no control characters, no two bars together. */
const tame = (text: string): string => text.replace(/\p{Cc}/gu, ' ').replace(/\|{2,}/g, '|')

/** What stands beside other words of a message may not part them either: `|` and `,` are a tablet's (zx). */
const tameWord = (text: string): string => tame(text).replace(/[|,]/g, ' ')
const TAMED = { text: tame, staff: tameWord, name: tameWord } as const

/** Cut to `width` bytes without cutting a character, and padded with spaces. */
const fitted = (text: string, width: number): Uint8Array => {
  const bytes = Buffer.alloc(width, ' ')
  bytes.write(text, 'utf8')
  return bytes
}

/** Right-aligned decimal digits as bytes 00–09; 0A, which is what `:` gives here, is a blank (ff68, the bus paper). */
const digitsOf = (text: string, width: number): Uint8Array =>
  Uint8Array.from(
    [...text.replace(/\D/g, '').slice(-width).padStart(width, ':')].map((char) => char.charCodeAt(0) - 0x30),
  )

/** @returns the bytes of one part; null where the command lacks what the part says. */
const bytesOf = (part: Part, voice: Voice, said: Said): Uint8Array | null => {
  switch (part.is) {
    case 'bytes':
      return part.bytes
    case 'address':
      return voice.address && writeAddress(voice.address.as, said.address ?? voice.address.to)
    case 'key':
      return said.key === undefined || !voice.key ? null : voice.key.bytes(said.key)
    case 'text':
    case 'staff':
    case 'name': {
      const words = said[part.is]
      if (words === undefined) return null
      const told = TAMED[part.is](words)
      return part.width === null ? Buffer.from(told) : fitted(told, part.width)
    }
    case 'digits':
      return said.text === undefined ? null : digitsOf(said.text, part.width)
    case 'number':
      if (said.number === undefined) return null
      return part.width === null
        ? Uint8Array.of(said.number & 0xff)
        : Buffer.from(String(said.number).padStart(part.width, '0').slice(-part.width))
    case 'length':
      return Uint8Array.of(0)
    case 'check':
      return voice.check && new Uint8Array(checkSize(voice.check.kind, voice.check.as))
    case 'open':
    case 'close':
      return new Uint8Array(0)
  }
}

/** @returns the bytes of a command, or null where `said` (or the profile) lacks what its template needs. */
export const speak = (template: Template, voice: Voice, said: Said = {}): Uint8Array | null => {
  const pieces: Uint8Array[] = []
  const starts: number[] = []
  let size = 0
  for (const part of template) {
    const piece = bytesOf(part, voice, said)
    if (!piece) return null
    starts.push(size)
    pieces.push(piece)
    size += piece.length
  }
  const bytes = Uint8Array.from(Buffer.concat(pieces))
  const start = (is: Part['is']) => starts[template.findIndex((part) => part.is === is)] ?? 0
  const [from, to] = [start('open'), start('close')]
  template.forEach((part, index) => {
    if (part.is === 'length') bytes[starts[index] ?? 0] = to - from
  })
  template.forEach((part, index) => {
    if (part.is !== 'check' || !voice.check) return
    const { kind, as } = voice.check
    bytes.set(writeCheck(kind, as, CHECKSUMS[kind].of(bytes, from, to)), starts[index] ?? 0)
  })
  return bytes
}

/** @returns the size that a part always has, or null. */
export const sizeOf = (part: Part, voice: Voice): number | null => {
  switch (part.is) {
    case 'bytes':
      return part.bytes.length
    case 'address':
      return voice.address ? addressSize(voice.address.as) : null
    case 'key':
      return voice.key?.size ?? null
    case 'text':
    case 'staff':
    case 'name':
    case 'digits':
      return part.width
    case 'number':
      return part.width ?? 1
    case 'length':
      return 1
    case 'check':
      return voice.check && checkSize(voice.check.kind, voice.check.as)
    case 'open':
    case 'close':
      return 0
  }
}

/** Whether the template says all of `text`: not cut to its width, and no letter where it has digits alone. */
export const fits = (template: Template, text: string): boolean =>
  template.every((part) => {
    if (part.is === 'digits') return text.length <= part.width && /^\d*$/.test(text)
    return part.is !== 'text' || part.width === null || Buffer.byteLength(text) <= part.width
  })
