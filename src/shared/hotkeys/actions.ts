/** What a hotkey can do, and the key that it has where nobody says otherwise. */
import { z } from 'zod'

/** In the order of use: of two actions with one key in the same layer, the first keeps it. */
export const ACTIONS = [
  'next',
  'unrated',
  'ask-again',
  'unrated-1',
  'unrated-2',
  'unrated-3',
  'unrated-4',
  'unrated-5',
  'search',
  'pause',
  'show',
] as const
export const actionSchema = z.enum(ACTIONS)
export type Action = z.infer<typeof actionSchema>

/**
 * No function keys: they belong to the card terminal. `unrated-n` is reason n of the site's list, so n stands in its
 * key, with Shift against the accident of ending a matter unrated.
 */
export const DEFAULT_KEYS: Readonly<Record<Action, string>> = {
  next: 'Control+Alt+1',
  unrated: 'Control+Alt+2',
  'ask-again': 'Control+Alt+3',
  'unrated-1': 'Control+Alt+Shift+1',
  'unrated-2': 'Control+Alt+Shift+2',
  'unrated-3': 'Control+Alt+Shift+3',
  'unrated-4': 'Control+Alt+Shift+4',
  'unrated-5': 'Control+Alt+Shift+5',
  search: 'Control+Alt+8',
  pause: 'Control+Alt+9',
  show: 'Control+Alt+0',
}

export const ACTION_WORDS: Readonly<Record<Action, { zh: string; en: string }>> = {
  next: { zh: '下一步', en: 'Next step' },
  unrated: { zh: '未评价，再选原因', en: 'Not rated, then choose why' },
  'ask-again': { zh: '再请一次', en: 'Ask again' },
  'unrated-1': { zh: '未评价：原因 1', en: 'Not rated: reason 1' },
  'unrated-2': { zh: '未评价：原因 2', en: 'Not rated: reason 2' },
  'unrated-3': { zh: '未评价：原因 3', en: 'Not rated: reason 3' },
  'unrated-4': { zh: '未评价：原因 4', en: 'Not rated: reason 4' },
  'unrated-5': { zh: '未评价：原因 5', en: 'Not rated: reason 5' },
  search: { zh: '查找事项', en: 'Find an item' },
  pause: { zh: '暂停或恢复', en: 'Pause or resume' },
  show: { zh: '显示或隐藏柜评', en: 'Show or hide Guiping' },
}

/** @returns n of `unrated-n`, or null for any other action. */
export const reasonNumber = (action: Action): number | null => {
  const found = /^unrated-(\d)$/.exec(action)
  return found ? Number(found[1]) : null
}
