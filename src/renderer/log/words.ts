/** The log in words of the page's language. */
import type { Language } from '../../shared/errors.ts'
import { LABELS, type LabelSet, type Level, levelSchema } from '../../shared/levels.ts'
import { type EntryLine, type MatterLine, outcomeSchema } from '../../shared/log-view.ts'
import { verdictSchema } from '../../shared/pad.ts'
import type { SiteReason } from '../../shared/people.ts'
import { formatDuration } from '../format.ts'
import { reasonWords } from '../i18n/reason.ts'
import { type PlainKey, type Speak, zhCN } from '../i18n/zh-CN.ts'

/** What words need to know of this hall. */
export interface Speech {
  t: Speak
  language: Language
  labels: LabelSet
  reasons: readonly SiteReason[]
}

export const kindWords = (kind: string, t: Speak): string => {
  const key = `kind.${kind}`
  return Object.hasOwn(zhCN, key) ? t(key as PlainKey) : kind
}

export const levelWords = (level: Level, { language, labels }: Speech): string =>
  `${level} ${LABELS[labels][level][language === 'zh-CN' ? 'zh' : 'en']}`

export const verdictWords = (verdict: unknown, t: Speak): string => {
  const known = verdictSchema.safeParse(verdict)
  return known.success ? t(`log.verdict-${known.data}`) : String(verdict)
}

/** @returns the level, or why there is none. */
export const matterNote = (matter: MatterLine, speech: Speech): string => {
  const { outcome, level, reason, explained } = matter
  const { t, language, reasons } = speech
  if (outcome === 'open') return ''
  if (outcome === 'rated') return level === null ? t('log.with-visit') : levelWords(level, speech)
  return [reason, explained]
    .flatMap((code) => (code === null ? [] : reasonWords(code, reasons, language, t)))
    .join(' · ')
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** @returns what a press means: its key, what the key stands for, and what the counter made of it. */
export const pressWords = ({ fields }: EntryLine, speech: Speech): string => {
  const level = levelSchema.safeParse(fields['level'])
  const cause = typeof fields['cause'] === 'string' ? ` · ${fields['cause']}` : ''
  const meaning = level.success ? levelWords(level.data, speech) + cause : speech.t('log.press-unlisted')
  const verdict = verdictWords(fields['verdict'], speech.t)
  return speech.t('log.press-means', { key: shown(fields['key']), meaning, verdict })
}

/** Ids say nothing to a person who reads a list. */
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/

/** @returns the value of a field: reasons and outcomes in words, durations as people read them. */
const valueWords = (name: string, value: unknown, { t, language, reasons }: Speech): string => {
  if (typeof value === 'object' && value !== null && 'name' in value) return shown(value.name)
  if (name.endsWith('Ms') && typeof value === 'number') return formatDuration(value)
  if ((name === 'reason' || name === 'why') && typeof value === 'string')
    return reasonWords(value, reasons, language, t)
  const word = `log.value-${name}-${String(value)}`
  if (Object.hasOwn(zhCN, word)) return t(word as PlainKey)
  const outcome = name === 'outcome' ? outcomeSchema.safeParse(value) : null
  return outcome?.success ? t(`log.outcome-${outcome.data}`) : shown(value)
}

const nameWords = (name: string, t: Speak): string => {
  const key = `log.field-${name}`
  return Object.hasOwn(zhCN, key) ? t(key as PlainKey) : name
}

/** @returns an entry in one line: a press by its meaning, others by their own fields. */
export const entryWords = (entry: EntryLine, speech: Speech): string => {
  if (entry.raw !== null) return entry.raw
  if (entry.withheld)
    return `${verdictWords(entry.fields['verdict'], speech.t)} · ${speech.t('log.withheld')}`
  if (entry.kind === 'key.pressed') return pressWords(entry, speech)
  return Object.entries(entry.fields)
    .filter(([, value]) => value !== null && !(typeof value === 'string' && ID.test(value)))
    .map(([name, value]) =>
      name === 'item'
        ? valueWords(name, value, speech)
        : `${nameWords(name, speech.t)} ${valueWords(name, value, speech)}`,
    )
    .join(' · ')
}

/** @returns hex in pairs, as people read bytes aloud. */
export const hexPairs = (hex: unknown): string =>
  String(hex)
    .replace(/(..)(?=.)/g, '$1 ')
    .toUpperCase()
