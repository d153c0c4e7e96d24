/**
 * The free text of entries and how it is searched: every two neighbouring characters are a token, so that any part of a
 * text is found, words of two Chinese characters among them (docs/decisions/025).
 */

type Fields = Record<string, unknown>

/** These kinds are most of a log: only what people wrote or chose is text in them. */
const TEXT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'matter.opened': [],
  'matter.changed': [],
  'matter.undone': [],
  'rating.asked': [],
  'shift.opened': [],
  'shift.resumed': [],
  'shift.paused': ['reason'],
  'key.pressed': ['cause'],
  'matter.closed': ['reason'],
  'matter.explained': ['reason'],
}

const ENVELOPE = ['v', 'kind', 'id', 'at', 'mono', 'boot', 'by']
/** Ids, hashes and keys are no text. */
const NO_TEXT = /^(?:[0-9a-f-]{32,}|[A-Za-z0-9+/=_-]{40,})$/

const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return NO_TEXT.test(value) ? [] : [value]
  if (Array.isArray(value)) return value.flatMap(strings)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

/** @returns the free text of an entry, empty where it has none. */
export const noteOf = (kind: string, fields: Fields): string => {
  const named = TEXT_FIELDS[kind]
  const values = named
    ? named.map((name) => fields[name])
    : Object.entries(fields).flatMap(([name, value]) => (ENVELOPE.includes(name) ? [] : [value]))
  return values.flatMap(strings).join('\n')
}

const folded = (text: string): string[] => [...text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')]

const code = (char: string) => (char.codePointAt(0) ?? 0).toString(16)

/** @returns what is indexed: a token for every two neighbouring characters, and one for the last alone. */
export const tokensOf = (text: string): string => {
  const chars = folded(text)
  return chars
    .map((char, at) => `${code(char)}g${at + 1 < chars.length ? code(chars[at + 1] ?? '') : ''}`)
    .join(' ')
}

const phrase = (word: string): string => {
  const chars = folded(word)
  if (chars.length === 1) return `${code(chars[0] ?? '')}g*`
  const pairs = chars.slice(0, -1).map((char, at) => `${code(char)}g${code(chars[at + 1] ?? '')}`)
  return `"${pairs.join(' ')}"`
}

/**
 * @param text words that must all occur, each anywhere in the note.
 * @param codes reason codes that mean what was looked for: one of them is enough.
 * @returns an FTS5 query; empty where there is nothing to look for.
 */
export const noteQuery = (text: string, codes: readonly string[] = []): string => {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const all = words.map(phrase).join(' AND ')
  return [all, ...codes.map(phrase)].filter((part) => part !== '').join(' OR ')
}
