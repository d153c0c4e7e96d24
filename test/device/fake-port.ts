/** A port that the test plays: openings answered by a script, bytes given by hand. */
import type { OpenPort, PortHandlers } from '../../src/device/port/port.ts'
import type { Fault, Result } from '../../src/shared/result.ts'
import { ok } from '../../src/shared/result.ts'

export interface FakePort {
  open: OpenPort
  /** Openings so far, and how many ports are open now. */
  opened: number
  /** Their names. */
  names: string[]
  openNow: number
  /** The next openings are refused with this, until null. */
  refuse: Fault | null
  /** Writes never end. */
  stalled: boolean
  written: Uint8Array[]
  handlers: PortHandlers | null
  /** The port is lost before the opening resolves. */
  loseAtOpen: boolean
  /** Openings end only when this does. */
  hold: Promise<void>
}

export const fakePort = (): FakePort => {
  const fake: FakePort = {
    opened: 0,
    names: [],
    openNow: 0,
    refuse: null,
    stalled: false,
    loseAtOpen: false,
    written: [],
    handlers: null,
    hold: Promise.resolve(),
    open: async (name, _line, handlers) => {
      fake.opened += 1
      fake.names.push(name)
      await fake.hold
      if (fake.refuse) return { ok: false, error: fake.refuse }
      fake.openNow += 1
      fake.handlers = handlers
      if (fake.loseAtOpen) handlers.lost('close-event')
      let closed = false
      return ok({
        name,
        write: (bytes) => {
          if (fake.stalled) return new Promise<Result<void>>(() => {})
          fake.written.push(bytes)
          return Promise.resolve(ok(undefined))
        },
        close: async () => {
          if (!closed) fake.openNow -= 1
          closed = true
        },
      })
    },
  }
  return fake
}
