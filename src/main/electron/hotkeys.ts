/**
 * System-wide hotkeys. `register` is false only where another program registered the key; keys that a program reads in
 * its own window cannot be seen from here, which is why there are reserved lists and the clash test.
 */
import type { Clock } from '../../shared/clock.ts'
import type { Action } from '../../shared/hotkeys/actions.ts'
import type { Host } from '../parts.ts'
import type { ElectronApi } from './api.ts'
import { oncePerPress } from './held.ts'

export interface SystemKeysOptions {
  shortcuts: ElectronApi['globalShortcut']
  clock: Clock
  /** The desktop (Wayland) says yes to a key that it may never bring: it works once it has come. */
  portal: boolean
  run(action: Action): void
}

export const systemHotkeys = (options: SystemKeysOptions): Pick<Host, 'hotkeys' | 'hotkeysPaused'> => {
  const { shortcuts, clock, portal, run } = options
  return {
    hotkeys: (wanted) => {
      shortcuts.unregisterAll()
      return wanted.map(({ action, keys }) => {
        const fire = oncePerPress(clock, () => run(action))
        if (!register(shortcuts, keys, fire)) return 'refused'
        return portal ? 'unproven' : 'os'
      })
    },
    hotkeysPaused: (pause) => {
      if (shortcuts.setSuspended) shortcuts.setSuspended(pause !== null)
      else if (pause) shortcuts.unregisterAll()
    },
  }
}

/** Text that is no accelerator throws; it counts as refused. */
const register = (shortcuts: ElectronApi['globalShortcut'], keys: string, fire: () => void): boolean => {
  try {
    return shortcuts.register(keys, fire)
  } catch {
    return false
  }
}
