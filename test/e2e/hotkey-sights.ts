/** The hotkeys as a program has them, made by the resolver itself on the rules that ship. */

import { type Layer, NO_LAYER } from '../../src/shared/hotkeys/layer.ts'
import { resolveHotkeys } from '../../src/shared/hotkeys/resolve.ts'
import type { HotkeysView } from '../../src/shared/hotkeys/view.ts'
import { shippedRules } from '../harness/hotkey-rules.ts'

const rules = shippedRules()

/** What `hotkeys.preview` answers for `pc`. */
export const decisionsFor = (pc: Partial<Layer>) =>
  resolveHotkeys({ site: NO_LAYER, pc: { ...NO_LAYER, ...pc } }, rules)

/** What `hotkeys.get` answers, every key reaching as far as `reach`. */
export const hotkeysView = (
  pc: Partial<Layer> = {},
  more: Partial<HotkeysView> & { reach?: 'page' | 'os' | 'unproven' } = {},
): HotkeysView => {
  const { reach = 'page', ...rest } = more
  return {
    actions: decisionsFor(pc).map((decision) => {
      const { action, keys } = decision
      const code = reach === 'os' ? ('works' as const) : reach
      return keys === null
        ? { ...decision, reach: 'off', fired: false }
        : { ...decision, reach, fired: action === 'next', why: { code, keys, action } }
    }),
    site: NO_LAYER,
    pc: { ...NO_LAYER, ...pc },
    pos: [...rules.pos.values()].map(({ name, zh, en }) => ({ name, zh, en })),
    layouts: [...rules.layouts.values()].map(({ name, zh, en }) => ({ name, zh, en })),
    test: null,
    ...rest,
  }
}
