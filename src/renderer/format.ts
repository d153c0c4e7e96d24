/** Times and numbers as people read them, by Intl. */
import type { Language } from '../shared/errors.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** @returns a duration as `03:12`, from one hour on `1:02:05`; whole seconds, rounded down. */
export const formatDuration = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** @returns seconds left, rounded up, so that 0 is shown only when the time is over. */
export const secondsLeft = (ms: number): number => Math.ceil(Math.max(0, ms) / 1000)

/**
 * One formatter a language: making one takes longer than a row of a list may, and a day has hundreds of rows. It keeps the
 * time zone that the PC had when the page was opened.
 */
const once = <F>(make: (language: Language) => F): ((language: Language) => F) => {
  const made = new Map<Language, F>()
  return (language) => {
    const known = made.get(language) ?? make(language)
    made.set(language, known)
    return known
  }
}

const MINUTES = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const toMinutes = once((language) => new Intl.DateTimeFormat(language, MINUTES))
const toSeconds = once((language) => new Intl.DateTimeFormat(language, { ...MINUTES, second: '2-digit' }))
const moment = once(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }),
)
const whole = once((language) => new Intl.NumberFormat(language))
const percent = once(
  (language) =>
    new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0, roundingMode: 'floor' }),
)

/** @returns the time of day, 24 hours, of ms UTC in the PC's zone. */
export const formatTime = (at: number, language: Language, seconds = false): string =>
  (seconds ? toSeconds : toMinutes)(language).format(at)

/** @returns day and time of ms UTC in the PC's zone. */
export const formatMoment = (at: number, language: Language): string => moment(language).format(at)

/** @returns a whole number with the language's grouping. */
export const formatCount = (count: number, language: Language): string => whole(language).format(count)

/** @returns `95%`; whole percent, rounded down so that 94.99 % never reads as 95 %. */
export const formatShare = (share: number, language: Language): string => percent(language).format(share)
