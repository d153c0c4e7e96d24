/** A pad and its port without a wire: what every real port is measured against. Bytes take a turn to arrive. */
import { createEar } from '../../src/device/emulator/ear.ts'
import type { OpenPort, PortHandlers } from '../../src/device/port/port.ts'
import type { Profile } from '../../src/shared/profile.ts'
import { fail, ok, type Result } from '../../src/shared/result.ts'
import { until } from './help.ts'
import type { ContractPad } from './port-kinds.ts'

export const memoryPad = (profile: Profile): ContractPad & { open: OpenPort } => {
  const port = 'memory'
  let plugged = true
  let muted = false
  let open: PortHandlers | null = null
  let ear = createEar(profile)
  let heard: string[] = []
  let stalled: ((result: Result<void>) => void)[] = []

  const gone = (tell: boolean) => {
    const was = open
    open = null
    for (const end of stalled) end(fail('pad/port-gone'))
    stalled = []
    if (tell) was?.lost('close-event')
  }
  return {
    port,
    send: (bytes) => {
      const copy = Uint8Array.from(bytes)
      const to = open
      setImmediate(() => {
        if (to === open) open?.data(copy)
      })
    },
    unplug: async () => {
      plugged = false
      gone(true)
    },
    replug: async () => {
      plugged = true
      ear = createEar(profile)
      return ok(undefined)
    },
    mute: (on) => {
      muted = on
    },
    waitFor: (command, ms) =>
      until(command, () => heard.includes(command), ms).then(
        () => true,
        () => false,
      ),
    stop: async () => gone(false),
    presence: async () => (plugged ? 'memory' : null),
    open: async (name, _line, handlers) => {
      if (!plugged) return fail('pad/port-missing', { port: name })
      if (open) return fail('pad/port-busy', { port: name })
      open = handlers
      return ok({
        name,
        write: (bytes) => {
          if (open !== handlers) return Promise.resolve(fail('pad/port-gone'))
          if (muted)
            return new Promise((done) => {
              stalled.push(done)
            })
          heard = [...heard, ...ear.push(bytes)]
          return Promise.resolve(ok(undefined))
        },
        close: async () => {
          if (open === handlers) gone(false)
        },
      })
    },
  }
}
