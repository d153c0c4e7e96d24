import type { Action } from '../../shared/config.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'

/** What each hotkey does, in words. */
export const ACTION_TEXT: Record<Action, PlainKey> = {
  next: 'help.action-next',
  unrated: 'help.action-unrated',
  show: 'help.action-show',
}
