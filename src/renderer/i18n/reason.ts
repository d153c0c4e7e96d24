import type { Language } from '../../shared/errors.ts'
import type { SiteReason, SystemReason } from '../../shared/people.ts'
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
