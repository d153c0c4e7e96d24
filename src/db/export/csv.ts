/** Tables for people, as spreadsheet programs read them. */

/** A field that begins so is a formula to a spreadsheet program, in full width too. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** @returns one field: harmless to a spreadsheet, quoted where it must be. null is an empty field. */
export const csvField = (value: string | number | null): string => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const harmless = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** @returns one line with its end. */
export const csvLine = (fields: readonly (string | number | null)[]): string =>
  `${fields.map(csvField).join(',')}\r\n`

/** What makes spreadsheet programs read the file as UTF-8. */
export const BOM = '\ufeff'

const two = (value: number) => String(value).padStart(2, '0')

/** @returns local wall-clock time of a time in ms UTC, e.g. `2026-05-03 09:00:00`; empty for none. */
export const localTime = (at: number | null): string => {
  if (at === null) return ''
  const d = new Date(at)
  const day = `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`
  return `${day} ${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`
}
