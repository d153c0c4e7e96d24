/** Which keys may be hotkeys at all. More comes from the site and the clash test; this much is never right. */
import type { Action, Config } from '../shared/config.ts'
import { fail, ok, type Result } from '../shared/result.ts'

/** Bare function keys and their Shift, Ctrl and Alt forms belong to the card terminal's software, F12 to Windows. */
const RESERVED = /(^|\+)F\d{1,2}$/i
/** A key without one of these is what somebody types. */
const MODIFIER = /^(Control|Ctrl|CommandOrControl|Alt|Super|Meta)\+/i

const canonical = (keys: string) =>
  keys
    .toLowerCase()
    .replace('commandorcontrol', 'control')
    .replace('ctrl', 'control')
    .split('+')
    .sort()
    .join('+')

/** config/hotkey-reserved or config/hotkey-twice with the key, or ok. */
export const checkHotkeys = (hotkeys: Config['hotkeys']): Result<void> => {
  const seen = new Map<string, Action>()
  for (const [action, keys] of Object.entries(hotkeys) as [Action, string][]) {
    if (RESERVED.test(keys) || !MODIFIER.test(keys)) return fail('config/hotkey-reserved', { keys })
    if (seen.has(canonical(keys))) return fail('config/hotkey-twice', { keys })
    seen.set(canonical(keys), action)
  }
  return ok(undefined)
}
