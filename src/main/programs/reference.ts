/**
 * A reference number as it may be stored. Whatever in it has the shape of an identity or telephone number is replaced by
 * a keyed hash in any case, under the policy `hash` the whole of it, and so is a text without a single digit, which is no
 * number and may be a name. Pure: the key is inside `mac`.
 */
import type { Policy } from '../../shared/people.ts'

/** Twenty letters, 80 bits: no digit, so that a hash has the shape of no number. */
const HASHED = /#[a-p]{20}/
const WHOLLY_HASHED = /^#[a-p]{20}$/

/** Digits that belong together although these many other signs stand between them: `138-1234-5678`, `(010) 6512 3456`. */
const MOST_BETWEEN = 2
/** The longest shape: 00, 86, an area code and a number, written in many groups. */
const MOST_DIGITS = 20

interface Group {
  /** Where it stands, in code points. */
  start: number
  end: number
  digits: string
}

interface Span {
  start: number
  end: number
  /** Digits, and an X, as one would dial or type them. */
  number: string
}

/** First two digits of an identity number: the provinces, and 91 for foreigners with permanent residence. */
const PROVINCE = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/

const isDate = (year: number, month: number, day: number) =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The check digit of GB 11643: ISO 7064 MOD 11-2. */
const checkDigit = (digits: string): string =>
  '10X98765432'[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11] ?? ''

const parts = (digits: string, from: number, ...lengths: number[]) =>
  lengths.map((length, at) => {
    const start = from + lengths.slice(0, at).reduce((sum, each) => sum + each, 0)
    return Number(digits.slice(start, start + length))
  })

const birthDate18 = (digits: string): boolean => {
  const [year = 0, month = 0, day = 0] = parts(digits, 6, 4, 2, 2)
  return year >= 1900 && year <= 2099 && isDate(year, month, day)
}

/**
 * 18 digits: the check digit is right; or it is wrong (mistyped) and the date is that of somebody born before 2020, who
 * may stand at a counter. Today's date in a case number is neither.
 */
const isIdentity18 = (number: string): boolean =>
  /^\d{17}[\dX]$/.test(number) &&
  PROVINCE.test(number) &&
  (checkDigit(number) === number[17] || (birthDate18(number) && Number(number.slice(6, 10)) < 2020))

/** 15 digits, as issued until 1999: no check digit, so the date has to be one. */
const isIdentity15 = (number: string): boolean => {
  if (!/^\d{15}$/.test(number) || !PROVINCE.test(number)) return false
  const [year = 0, month = 0, day = 0] = parts(number, 6, 2, 2, 2)
  return isDate(1900 + year, month, day)
}

const MOBILE = /^(?:(?:00)?86)?0?1[3-9]\d{9}$/
/** Area codes: 010, 02x with eight digits after them, others with seven or eight. No local number begins with 0, 1 or 9. */
const LANDLINE = /^(?:0|(?:00)?860?)(?:(?:10|2\d)[2-8]\d{7}|[3-9]\d\d[2-8]\d{6,7})$/

const isPersonal = (number: string): boolean =>
  isIdentity18(number) || isIdentity15(number) || MOBILE.test(number) || LANDLINE.test(number)

/** Each character as it would be typed on a plain keyboard: full-width and other digits are digits. */
const plainly = (characters: readonly string[]): string[] =>
  characters.map((character) => character.normalize('NFKC').toUpperCase())

const groupsOf = (plain: readonly string[]): Group[] => {
  const groups: Group[] = []
  for (const [at, character] of plain.entries()) {
    const last = groups.at(-1)
    if (!/^[0-9]+$/.test(character)) continue
    if (last?.end === at) {
      last.end = at + 1
      last.digits += character
    } else groups.push({ start: at, end: at + 1, digits: character })
  }
  return groups
}

/** Whether what stands between two groups leaves them one number: a little, and no letter. */
const joined = (plain: readonly string[], before: Group, after: Group): boolean => {
  const between = plain.slice(before.end, after.start)
  return between.length <= MOST_BETWEEN && between.every((character) => !/[\p{L}\p{N}]/u.test(character))
}

/** The longest number of the right shape that begins with group `first`. */
const longestFrom = (plain: readonly string[], groups: readonly Group[], first: number): Span | null => {
  let found: Span | null = null
  let number = ''
  for (let at = first; at < groups.length; at += 1) {
    const [before, group] = [groups[at - 1], groups[at]]
    if (!group || (at > first && before && !joined(plain, before, group))) break
    number += group.digits
    if (number.length > MOST_DIGITS) break
    const start = groups[first]?.start ?? 0
    if (isPersonal(number)) found = { start, end: group.end, number }
    if (plain[group.end] === 'X' && isIdentity18(`${number}X`))
      found = { start, end: group.end + 1, number: `${number}X` }
  }
  return found
}

/** An identity number glued into a longer row of digits: here only one with a date and the right check digit. */
const gluedIn = (plain: readonly string[], { start, digits }: Group): Span | null => {
  for (let at = 0; at + 17 <= digits.length; at += 1) {
    const tail = at + 17 < digits.length ? digits[at + 17] : plain[start + at + 17]
    const number = digits.slice(at, at + 17) + (tail ?? '')
    if (number.length === 18 && PROVINCE.test(number) && birthDate18(number) && checkDigit(number) === tail)
      return { start: start + at, end: start + at + 18, number }
  }
  return null
}

const firstPersonal = (plain: readonly string[]): Span | null => {
  const groups = groupsOf(plain)
  for (const [at, group] of groups.entries()) {
    const span = longestFrom(plain, groups, at) ?? gluedIn(plain, group)
    if (span) return span
  }
  return null
}

/** Whether some part of `text` has the shape of an identity or telephone number. */
export const holdsPersonalNumber = (text: string): boolean => firstPersonal(plainly([...text])) !== null

/** Turns a text into twenty letters a–p that nobody without the key can compute. */
export type Mac = (text: string) => string

const withoutPersonal = (text: string, mac: Mac): string => {
  const characters = [...text]
  const span = firstPersonal(plainly(characters))
  if (!span) return text
  const before = characters.slice(0, span.start).join('')
  const after = characters.slice(span.end).join('')
  return withoutPersonal(`${before}#${mac(span.number)}${after}`, mac)
}

/**
 * @param given up to 128 characters, as a person or a program gave it.
 * @returns what may be stored, null for nothing. The same text gives the same result, and a result gives itself.
 */
export const storedReference = (given: string, policy: Policy['references'], mac: Mac): string | null => {
  const text = given.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  if (text === '' || WHOLLY_HASHED.test(text)) return text || null
  const isNumber = /\d/.test(text.normalize('NFKC')) || HASHED.test(text)
  return policy === 'hash' || !isNumber ? `#${mac(text)}` : withoutPersonal(text, mac)
}
