/** Puts the hotkeys together: files, keeper and the technician's tests. */
import type { Role } from '../../shared/views.ts'
import type { AppOptions } from '../app.ts'
import type { Settings } from '../data/settings.ts'
import { readHotkeyFiles } from './files.ts'
import { createKeeper, type HotkeyKeeper } from './keeper.ts'
import { createHotkeyTests, type HotkeyTests } from './tests.ts'

export interface HotkeyOptions extends Pick<AppOptions, 'clock' | 'host' | 'resources' | 'dir'> {
  settings: Settings
  shiftOpen(): boolean
  roles(session: string): readonly Role[]
  changed(): void
}

export const composeHotkeys = (
  options: HotkeyOptions,
): { hotkeys: HotkeyKeeper; hotkeyTests: HotkeyTests } => {
  const { clock, host, settings, shiftOpen, roles, changed } = options
  const hotkeys = createKeeper({ clock, host, settings, read: () => readHotkeyFiles(options), changed })
  const isTechnician = (session: string) => roles(session).includes('technician')
  return {
    hotkeys,
    hotkeyTests: createHotkeyTests({ clock, keeper: hotkeys, shiftOpen, isTechnician, changed }),
  }
}
