/**
 * The messages of zx tablets, as a table of layouts: `S` and a number, fields between `||`, `E`.
 * Source: GitHub beango/zxclient (ZXClient/WorkForm.cs and its logs): several messages come glued in one read, also
 * to `RecvCmdOK`; times are not padded and sometimes URL-escaped; a follow-up looks like a rating with other fields,
 * with or without the device's address in front.
 */

/** A rating must fit a press's bytes. */
const MAX_RATING = 256

type Kind = 'rating' | 'follow-up' | 'device'

interface Field {
  sound: RegExp
  max: number
}

const field = (sound: RegExp, max: number): Field => ({ sound, max })
const TIME = field(/^\d{4}-\d{1,2}-\d{1,2}(?: |%20|\+)\d{1,2}:\d{1,2}:\d{1,2}$/, 24)
const CARD = field(/^[0-9A-Za-z]{1,24}$/, 24)
const DEVICE = field(/^[0-9A-Fa-f]{12}$/, 12)
const KEY = field(/^\d{1,2}$/, 2)
const NUMBER = field(/^-?\d{1,6}$/, 7)
const FILE = field(/^[\w.%-]{0,80}$/, 80)
const ONE = field(/^-?1$/, 2)
/** A citizen's own words, name and telephone number: read over, never kept. */
const OWN = field(/^/, 1024)

const LAYOUTS: readonly { kind: Kind; head: string; fields: readonly Field[] }[] = [
  { kind: 'rating', head: 'S02', fields: [CARD, KEY, FILE, NUMBER, TIME, FILE, FILE, ONE] },
  { kind: 'follow-up', head: 'S02', fields: [TIME, OWN, OWN, OWN] },
  { kind: 'follow-up', head: 'S02', fields: [DEVICE, TIME, OWN, OWN, OWN] },
  { kind: 'device', head: 'S99', fields: [NUMBER, DEVICE, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER] },
]
/** A whole rating at once, for most messages are that. None of its fields can hold a bar, so it ends where they end. */
const RATING = new RegExp(
  `S02\\|\\|${LAYOUTS[0]?.fields.map(({ sound }) => `(${sound.source.slice(1, -1)})\\|\\|`).join('')}E`,
  'y',
)
const ANSWERS = ['RecvCmdOK', 'SERecvCmdOK']
const BAR = '||'

export type ZxLook =
  | { is: 'message'; kind: Kind; size: number; fields: string[] }
  | { is: 'answer'; size: number }
  | { is: 'not' }
  | { is: 'unfinished' }

/** Whether `text` at `at` is `word`, or may still become it. */
const begins = (text: string, at: number, word: string): boolean | 'more' => {
  if (text.startsWith(word, at)) return true
  return at + word.length > text.length && word.startsWith(text.slice(at)) ? 'more' : false
}

const lookForLayout = (
  text: string,
  at: number,
  { kind, head, fields }: (typeof LAYOUTS)[number],
): ZxLook => {
  const start = begins(text, at, head + BAR)
  if (start !== true) return { is: start ? 'unfinished' : 'not' }
  let place = at + head.length + BAR.length
  const read: string[] = []
  for (const { sound, max } of fields) {
    const near = text.slice(place, place + max + BAR.length)
    const end = near.indexOf(BAR)
    if (end < 0) return { is: near.length < max + BAR.length ? 'unfinished' : 'not' }
    const value = near.slice(0, end)
    if (!sound.test(value)) return { is: 'not' }
    read.push(value)
    place += end + BAR.length
  }
  if (place >= text.length) return { is: 'unfinished' }
  const size = place + 1 - at
  if (text[place] !== 'E' || (kind === 'rating' && size > MAX_RATING)) return { is: 'not' }
  return { is: 'message', kind, size, fields: read }
}

/** Looks for a message at `at` of `text` (one character a byte). Needs no more than a message's length. */
export const lookForMessage = (text: string, at: number): ZxLook => {
  RATING.lastIndex = at
  const rating = RATING.exec(text)
  if (rating && rating[0].length <= MAX_RATING)
    return { is: 'message', kind: 'rating', size: rating[0].length, fields: rating.slice(1) }
  let open = false
  for (const answer of ANSWERS) {
    const begun = begins(text, at, answer)
    if (begun === true) return { is: 'answer', size: answer.length }
    open ||= begun === 'more'
  }
  for (const layout of LAYOUTS) {
    const look = lookForLayout(text, at, layout)
    if (look.is === 'message') return look
    open ||= look.is === 'unfinished'
  }
  return { is: open ? 'unfinished' : 'not' }
}

const PERCENT = 0x25

/** The numbers of a time that fits TIME; the `20` of an escaped space is none of them. */
const numbersIn = (text: string): number[] => {
  const numbers = [0]
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 0x30
    if (digit >= 0 && digit <= 9) numbers.push((numbers.pop() ?? 0) * 10 + digit)
    else numbers.push(0)
    if (text.charCodeAt(at) === PERCENT) at += 2
  }
  return numbers
}

/** @returns ms of a device's time read as local time, or null where there is no such time of day. */
export const deviceTime = (text: string): number | null => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbersIn(text)
  if (year < 1970 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return null
  const time = new Date(year, month - 1, day, hour, minute, second)
  // 31 April is no day, and the hour that summer time skips is no hour: a Date would make others of them.
  return time.getDate() === day && time.getHours() === hour ? time.getTime() : null
}
