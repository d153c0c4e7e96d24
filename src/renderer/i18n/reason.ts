import type { Language } from '../../shared/errors.ts'
import type { SiteReason, SystemReason } from '../../shared/people.ts'
import type { HostView, MatterRow } from '../../shared/views.ts'
import type { PlainKey, Speak } from './zh-CN.ts'

const SYSTEM: Record<SystemReason, PlainKey> = {
  'no-press': 'reason.no-press',
  'next-citizen': 'reason.next-citizen',
  'pad-offline': 'reason.pad-offline',
  'shift-closed': 'reason.shift-closed',
}

const isSystem = (code: string): code is SystemReason => Object.hasOwn(SYSTEM, code)

/** @returns a reason in words: the program's own, else the site's, else the code itself (a reason since removed). */
export const reasonWords = (
  code: string,
  site: readonly SiteReason[],
  language: Language,
  t: Speak,
): string => {
  if (isSystem(code)) return t(SYSTEM[code])
  const reason = site.find((candidate) => candidate.code === code)
  if (!reason) return code
  return language === 'zh-CN' ? reason.zh : reason.en
}

/** @returns what a closed matter came to: rated or not and why, never how. */
export const outcomeWords = (row: MatterRow, host: HostView, language: Language, t: Speak): string =>
  row.outcome === 'rated'
    ? t('today.rated')
    : `${t('today.unrated')} · ${reasonWords(row.reason ?? '', host.unratedReasons, language, t)}`
