/**
 * System-wide hotkeys. `register` is false only where another program registered the key; keys that a program reads in
 * its own window cannot be seen from here, which is why only Ctrl+Alt combinations are the default and bare F-keys
 * belong to the card terminal.
 */
import type { Clock } from '../../shared/clock.ts'
import type { Action } from '../../shared/config.ts'
import type { HostView } from '../../shared/views.ts'
import type { ElectronApi } from './api.ts'

/** A held key repeats its callback on Windows about every 30 ms; a person presses slower than this. */
const HELD_MS = 300

type Hotkeys = HostView['hotkeys']

/** @returns a function that registers the wanted keys in place of the present ones and says how far each reaches. */
export const hotkeyRegistrar =
  (shortcuts: ElectronApi['globalShortcut'], clock: Clock, run: (action: Action) => void) =>
  (wanted: Hotkeys): Hotkeys => {
    shortcuts.unregisterAll()
    return wanted.map((hotkey) => {
      const fire = once(clock, () => run(hotkey.action))
      return { ...hotkey, reach: register(shortcuts, hotkey.keys, fire) ? 'os' : 'refused' }
    })
  }

/** Text that is no accelerator throws; it counts as refused. */
const register = (shortcuts: ElectronApi['globalShortcut'], keys: string, fire: () => void): boolean => {
  try {
    return shortcuts.register(keys, fire)
  } catch {
    return false
  }
}

/** Calls `run` once per press, however long the key is held. */
const once = (clock: Clock, run: () => void) => {
  let last = Number.NEGATIVE_INFINITY
  return () => {
    const now = clock.mono()
    const held = now - last < HELD_MS
    last = now
    if (!held) run()
  }
}
