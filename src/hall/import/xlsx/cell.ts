/** What one cell of a workbook says: text, or why it is no text that may be taken. Pure. */
import type { Reason } from '../problems.ts'
import { unescaped } from './xml.ts'

/** A cell as the XML has it. */
export interface RawCell {
  /** `t`: s, str, inlineStr, n, b, e, d; none: a number. */
  type: string
  /** `s`: which of the workbook's formats. */
  format: number
  value: string | null
  formula: boolean
}

export interface Formats {
  dates: ReadonlySet<number>
  /** Formats of zeros alone show that many digits: 0012. */
  zeros: ReadonlyMap<number, number>
}

export type CellText = { text: string } | { odd: Reason }

/** Excel keeps no more digits of a number. */
const DIGITS = 15

const numberText = (value: string, format: number, formats: Formats): CellText => {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return { odd: 'is-error' }
  if (formats.dates.has(format)) return { odd: 'is-date' }
  if (Math.abs(number) >= 10 ** DIGITS) return { odd: 'long-number' }
  // As the sheet shows it: 0.1 + 0.2 is 0.3.
  const text = String(Number(number.toPrecision(DIGITS)))
  const zeros = formats.zeros.get(format)
  return { text: zeros !== undefined && /^\d+$/.test(text) ? text.padStart(zeros, '0') : text }
}

export const cellText = (cell: RawCell, shared: readonly string[], formats: Formats): CellText => {
  const { type, format, value, formula } = cell
  if (value === null || (value === '' && type !== 'inlineStr' && type !== 'str'))
    return formula ? { odd: 'no-value' } : { text: '' }
  switch (type) {
    case 's': {
      const text = shared[Number(value)]
      return text === undefined ? { odd: 'is-error' } : { text }
    }
    case 'str':
    case 'inlineStr':
      return { text: unescaped(value) }
    case 'n':
    case '':
      return numberText(value, format, formats)
    case 'b':
      return { odd: 'is-logical' }
    case 'd':
      return { odd: 'is-date' }
    default:
      return { odd: 'is-error' }
  }
}

/** The numbers of the built-in formats of dates and times (ECMA-376 part 1, 18.8.30, with those of East Asia). */
const BUILT_IN_DATES = new Set([
  14,
  15,
  16,
  17,
  18,
  19,
  20,
  21,
  22,
  45,
  46,
  47,
  ...range(27, 36),
  ...range(50, 58),
])

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n)
}

/** @param codes the workbook's own formats. @param used which format each style has. */
export const formatsOf = (codes: ReadonlyMap<number, string>, used: readonly number[]): Formats => {
  const dates = new Set<number>()
  const zeros = new Map<number, number>()
  for (const [style, id] of used.entries()) {
    // Colours, conditions and quoted words are not part of what shows the number.
    const code = codes.get(id)?.replaceAll(/\[[^\]]*\]|"[^"]*"|\\./g, '') ?? ''
    if (BUILT_IN_DATES.has(id) || (/[ymdhs]/i.test(code) && !/^general/i.test(code))) dates.add(style)
    if (/^0{2,}$/.test(code)) zeros.set(style, code.length)
  }
  return { dates, zeros }
}
