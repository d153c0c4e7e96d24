/**
 * Bytes to the pad as a profile writes them. A template is a row of parts with spaces between: `FF 68` hex bytes,
 * `'ASK'` text (UTF-8), `{address}`, `{key}` of the rating that is answered, `{text}` or `{text:6}` (6 bytes, padded
 * with spaces), `{staff}` and `{name}` of the clerk (as `{text}`), `{digits:6}` (six bytes 00–09, 0A for a blank),
 * `{number}` a byte or `{number:2}` two decimal digits, and `{length}` and `{check}` over what stands between `(` and `)`.
 */
import { fromHex } from '../bytes.ts'

export type Part =
  | { is: 'bytes'; bytes: Uint8Array }
  | { is: 'address' | 'key' | 'length' | 'check' | 'open' | 'close' }
  | { is: 'text' | 'staff' | 'name' | 'number'; width: number | null }
  | { is: 'digits'; width: number }

export type Template = readonly Part[]

const TOKEN =
  /\s*(?:([0-9a-f]{2})(?![0-9a-z])|'([^'\p{Cc}]+)'|\{([a-z]+)(?::([1-9]\d?))?\}|([()]))(?=\s|$)/iuy
const PLAIN: ReadonlyMap<string, Part> = new Map(
  (['address', 'key', 'length', 'check'] as const).map((is) => [is, { is }]),
)

const WORDS = ['text', 'staff', 'name'] as const

/** Whether a part holds words of a person's choosing. */
export const isWords = (is: string): is is (typeof WORDS)[number] => (WORDS as readonly string[]).includes(is)

const placeholder = (name: string, digits: string | undefined): Part | null => {
  const width = digits === undefined ? null : Number(digits)
  if (name === 'number' || isWords(name)) return { is: name, width }
  if (name === 'digits' && width !== null) return { is: name, width }
  return width === null ? (PLAIN.get(name) ?? null) : null
}

const readPart = ([, pair, text, name, digits, mark]: RegExpExecArray): Part | null => {
  if (pair !== undefined) return { is: 'bytes', bytes: fromHex(pair) }
  if (text !== undefined) return { is: 'bytes', bytes: Buffer.from(text) }
  if (name !== undefined) return placeholder(name, digits)
  return { is: mark === '(' ? 'open' : 'close' }
}

const place = (parts: Template, is: Part['is']) => parts.findIndex((part) => part.is === is)
const count = (parts: Template, is: Part['is']) => parts.filter((part) => part.is === is).length

/** A group must stand where a length or a check counts it, once, and before the check. */
const groupProblem = (parts: Template): string | null => {
  const [open, close] = [place(parts, 'open'), place(parts, 'close')]
  if (open >= 0 !== close >= 0) return '( and ) belong together'
  if (count(parts, 'open') > 1 || count(parts, 'close') > 1 || open > close)
    return 'one ( and then one ) at most'
  const counts = place(parts, 'check') >= 0 || place(parts, 'length') >= 0
  if (counts && open < 0) return '{check} and {length} need ( ) around what they count'
  const check = place(parts, 'check')
  if (check >= 0 && check < close) return '{check} stands after )'
  const loose = parts.some(
    (part, at) =>
      isWords(part.is) &&
      'width' in part &&
      part.width === null &&
      at < parts.length - 1 &&
      parts[at + 1]?.is !== 'bytes',
  )
  return loose ? '{text}, {staff} and {name} without a width stand before hex bytes, text or the end' : null
}

/** @returns the parts, or words on what is wrong with the text. */
export const parseTemplate = (text: string): Template | string => {
  const parts: Part[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(text)
    const part = token && readPart(token)
    if (!part) return `not understood at character ${at + 1}`
    parts.push(part)
  }
  return groupProblem(parts) ?? (parts.length === 0 ? 'nothing to send' : parts)
}
