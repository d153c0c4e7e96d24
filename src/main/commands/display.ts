/** The customer's screen, and what a technician sets up for it. */

import { fail, ok } from '../../shared/result.ts'
import { fingerprintOf } from '../certificate.ts'
import { CODE_MS } from '../display/book.ts'
import { networkAddresses } from '../display/own-address.ts'
import type { Parts } from '../parts.ts'
import type { Runs } from './table.ts'

const changed = (parts: Parts, what: string) =>
  parts.counter.record({ kind: 'config.changed', ...parts.byRole(), role: 'technician', what: [what] })

export const displayRuns = {
  'display.get': (parts) => {
    parts.display.heard()
    return ok(parts.display.view())
  },
  'display.press': (parts, touch) => {
    parts.display.heard()
    const pressed = parts.display.press(touch)
    return pressed.ok ? ok({}) : pressed
  },
  'display.setup': (parts) => {
    const { screen, tablet, device } = parts.displayBook.now()
    return ok({
      screen,
      tablet,
      url: parts.tablet.url(),
      trouble: parts.tablet.trouble(),
      fingerprint: fingerprintOf(parts.dir, 'display'),
      addresses: networkAddresses(),
      device: device && { pairedAt: device.pairedAt, here: parts.display.here() },
      faces: parts.display.standsIn(),
    })
  },
  'display.set': async (parts, { screen, tablet }) => {
    if (tablet && !parts.practice && !networkAddresses().includes(tablet.address))
      return fail('display/not-own-address', { address: tablet.address })
    const saved = parts.displayBook.set({ screen, tablet })
    if (!saved.ok) return saved
    changed(parts, 'display')
    parts.host.screen?.(screen)
    const used = await parts.tablet.use(tablet)
    return used.ok ? ok({}) : used
  },
  'display.pair': (parts) =>
    parts.tablet.url() === null
      ? fail('display/no-tablet')
      : ok({ code: parts.displayBook.makeCode(), minutes: CODE_MS / 60_000 }),
  'display.unpair': (parts) => {
    const saved = parts.displayBook.set({ device: null })
    if (!saved.ok) return saved
    changed(parts, 'display.device')
    parts.tablet.hangUp()
    return ok({})
  },
} satisfies Partial<Runs>
