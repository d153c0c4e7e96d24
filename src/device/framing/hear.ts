/** Whether bytes are a template's: for a pad's ear, and for telling the PC's own echo from a pad's frame. */
import { CHECKSUMS, readCheck } from './checksum.ts'
import { sizeOf, type Voice } from './speech.ts'
import { isWords, type Part, type Template } from './template.ts'

/** `said`: what the command says beside its fixed bytes, e.g. the text or the number; several with spaces between. */
export interface Heard {
  size: number
  said: string
}

/** Bytes that free text may have. */
const MAX_TEXT = 256

const equal = (bytes: Uint8Array, at: number, wanted: Uint8Array): boolean => {
  const have = Math.min(wanted.length, bytes.length - at)
  for (let place = 0; place < have; place += 1) if (bytes[at + place] !== wanted[place]) return false
  return true
}

/** @returns the size of free text before `next`, `more` where its end has not come, null where it is too long. */
const freeText = (bytes: Uint8Array, at: number, next: Part | undefined): number | 'more' | null => {
  const end = next?.is === 'bytes' ? Buffer.from(bytes).indexOf(next.bytes, at) : bytes.length
  if (end < 0) return bytes.length - at > MAX_TEXT ? null : 'more'
  return end - at > MAX_TEXT ? null : end - at
}

const saidIn = (part: Part, bytes: Uint8Array): string => {
  // A width is filled up with spaces.
  if (isWords(part.is)) return Buffer.from(bytes).toString('utf8').trimEnd()
  if (part.is === 'digits') return Array.from(bytes, (byte) => (byte > 9 ? '' : byte)).join('')
  if (part.is === 'number')
    return part.width === null ? String(bytes[0]) : Buffer.from(bytes).toString('latin1')
  return ''
}

/** Looks for `template` at the start of `bytes`. `more`: as far as it goes it fits; null: it is not there. */
export const hear = (template: Template, voice: Voice, bytes: Uint8Array): Heard | 'more' | null => {
  let at = 0
  const said: string[] = []
  let from = 0
  let to = 0
  const lengths: number[] = []
  for (const [index, part] of template.entries()) {
    const size = sizeOf(part, voice) ?? (isWords(part.is) ? freeText(bytes, at, template[index + 1]) : null)
    if (size === null || size === 'more') return size
    if (part.is === 'bytes' && !equal(bytes, at, part.bytes)) return null
    if (at + size > bytes.length) return 'more'
    if (part.is === 'key' && !voice.key?.isListed(bytes.subarray(at, at + size))) return null
    if (part.is === 'open') from = at
    if (part.is === 'close') to = at
    if (part.is === 'length') lengths.push(bytes[at] ?? 0)
    if (part.is === 'check' && voice.check) {
      const { kind, as } = voice.check
      if (readCheck(kind, as, bytes, at) !== CHECKSUMS[kind].of(bytes, from, to)) return null
    }
    said.push(saidIn(part, bytes.subarray(at, at + size)))
    at += size
  }
  return lengths.every((length) => length === to - from)
    ? { size: at, said: said.filter((word) => word !== '').join(' ') }
    : null
}
