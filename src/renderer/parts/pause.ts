import type { PauseReason } from '../../shared/people.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'

export const PAUSE_TEXT: Record<PauseReason, PlainKey> = {
  meeting: 'pause.meeting',
  meal: 'pause.meal',
  handover: 'pause.handover',
}

export const PAUSE_REASONS: readonly PauseReason[] = ['meeting', 'meal', 'handover']

/** @returns the pause reason that a menu's key names, or null. */
export const asPauseReason = (key: string): PauseReason | null =>
  PAUSE_REASONS.find((reason) => reason === key) ?? null
