import type { Language } from '../../shared/errors.ts'
import { ACTION_WORDS, type Action, reasonNumber } from '../../shared/hotkeys/actions.ts'
import type { HostView } from '../../shared/views.ts'

/** @returns what a hotkey does; one that gives a reason says which. */
export const actionWords = (
  action: Action,
  reasons: HostView['unratedReasons'],
  language: Language,
): string => {
  const words = language === 'zh-CN' ? 'zh' : 'en'
  const reason = reasons[(reasonNumber(action) ?? 0) - 1]
  return ACTION_WORDS[action][words] + (reason ? ` · ${reason[words]}` : '')
}
