/** What a technician has beside the keypad itself: the check, captures, the monitor, finding a pad and learning one. */
import { join } from 'node:path'
import { loadBridges } from '../device/detect/bridges.ts'
import { watchedPort } from '../device/link/watched-port.ts'
import { listPorts } from '../device/port/list.ts'
import { openPort } from '../device/port/open.ts'
import type { Result } from '../shared/result.ts'
import type { AppOptions } from './app.ts'
import { createCaptures } from './captures.ts'
import { createPadCheck } from './check.ts'
import { createDetection } from './detection.ts'
import { createLearning } from './learning.ts'
import type { Parts } from './parts.ts'
import { holderOf } from './port-holders.ts'
import { createPortLoan } from './port-loan.ts'
import { writeSiteProfile } from './site-profiles.ts'
import { createWireMonitor } from './wire-monitor.ts'

export interface KeypadToolsOptions extends Pick<Parts, 'keypad' | 'profiles' | 'settings' | 'storeKeypad'> {
  options: Pick<AppOptions, 'dir' | 'clock' | 'resources' | 'report'>
  shiftOpen(): boolean
  /** After a learnt profile was written. */
  reloadProfiles(): Result<void>
}

export const composeKeypadTools = (
  parts: KeypadToolsOptions,
): Pick<Parts, 'check' | 'wire' | 'captures' | 'loan' | 'bridges' | 'detection' | 'learning'> => {
  const { keypad, profiles, settings, storeKeypad, shiftOpen, reloadProfiles } = parts
  const { dir, clock, resources, report } = parts.options
  const configured = () => settings.config().keypad
  const wire = createWireMonitor(clock)
  keypad.watch(wire.hear)
  const check = createPadCheck({
    ...{ clock, keypad, profiles, shiftOpen, configured, listPorts, holderOf },
    store: storeKeypad,
  })
  const captureDir = join(dir, 'captures')
  const captures = createCaptures({
    ...{ dir: captureDir, clock, keypad, profiles, shiftOpen },
    used: () => check.used() ?? configured(),
  })
  const loan = createPortLoan(keypad, report)
  const bridges = loadBridges(join(resources, 'usb'))
  const open = watchedPort(openPort, clock)
  return {
    ...{ check, wire, captures, loan, bridges },
    detection: createDetection({ clock, loan, profiles, bridges, listPorts, openPort: open }),
    learning: createLearning({
      ...{ clock, loan, openPort: open, profiles, captures: captureDir },
      store: async (profile) => {
        const written = await writeSiteProfile(join(dir, 'profiles'), profile)
        return written.ok ? reloadProfiles() : written
      },
    }),
  }
}
