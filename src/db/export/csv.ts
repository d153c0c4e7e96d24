/** Tables for people, as spreadsheet programs read them. */

/** A field that begins so is a formula to a spreadsheet program, in full width too. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** Most fields are nothing of that, and known by one look. */
const SPECIAL = /^[=+\-@\t\uff1d\uff0b\uff0d\uff20]|[",\r\n]/

/** @returns one field: harmless to a spreadsheet, quoted where it must be. null is an empty field. */
export const csvField = (value: string | number | null): string => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (!SPECIAL.test(value)) return value
  const harmless = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** What makes spreadsheet programs read the file as UTF-8. */
export const BOM = '\ufeff'

const two = (value: number) => String(value).padStart(2, '0')

const QUARTER_MS = 15 * 60_000
/** The quarter of an hour that was asked for last: tables go from one time to the next. */
let last = { quarter: Number.NaN, hour: '', minute: 0 }

/** No zone changes its offset within a quarter of an hour. */
const quarterOf = (at: number) => {
  const quarter = Math.floor(at / QUARTER_MS)
  if (quarter === last.quarter) return last
  const d = new Date(quarter * QUARTER_MS)
  const day = `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`
  last = { quarter, hour: `${day} ${two(d.getHours())}`, minute: d.getMinutes() }
  return last
}

/** @returns local wall-clock time of a time in ms UTC, e.g. `2026-05-03 09:00:00`; empty for none. */
export const localTime = (at: number | null): string => {
  if (at === null) return ''
  const { quarter, hour, minute } = quarterOf(at)
  const seconds = Math.floor((at - quarter * QUARTER_MS) / 1000)
  return `${hour}:${two(minute + Math.floor(seconds / 60))}:${two(seconds % 60)}`
}
