/**
 * Ports for detection and learning, which have no link around them: with the link's watch over unplugs that the serial
 * binding misses, and its limits on opening and closing.
 */
import type { Clock } from '../../shared/clock.ts'
import type { Loss } from '../../shared/pad.ts'
import { ok } from '../../shared/result.ts'
import type { OpenPort } from '../port/port.ts'
import { type Presence, portPresence } from './presence.ts'
import { within } from './within.ts'

/** ms between two looks whether the port is still there, and still the same. */
const PRESENCE_EVERY = 500
const OPEN_LIMIT = 10_000
/** ms to wait for a port to close; some drivers hold it while data is unsent. */
const CLOSE_LIMIT = 3_000

/** @returns `openPort` under watch: a port that is gone or replaced is lost within half a second. */
export const watchedPort =
  (openPort: OpenPort, clock: Clock, presence: Presence = portPresence): OpenPort =>
  async (name, line, handlers, signal) => {
    let over = false
    let cancelWatch = () => {}
    const lose = (why: Loss) => {
      if (over) return
      over = true
      cancelWatch()
      handlers.lost(why)
    }
    const watch = (there: string) => {
      cancelWatch = clock.after(PRESENCE_EVERY, async () => {
        const now = await presence(name)
        if (over) return
        if (now !== there) return lose(now === null ? 'path-gone' : 'path-replaced')
        watch(there)
      })
    }
    const before = await presence(name)
    const limit = new AbortController()
    const cancelLimit = clock.after(OPEN_LIMIT, () => limit.abort())
    const either = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal
    const data = (bytes: Uint8Array) => {
      if (!over) handlers.data(bytes)
    }
    const opened = await openPort(name, line, { data, lost: lose }, either)
    cancelLimit()
    if (!opened.ok) return opened
    const { value: port } = opened
    const there = before ?? (await presence(name))
    // Some drivers' ports stand in no list: what cannot be seen cannot be missed.
    if (there !== null && !over) watch(there)
    return ok({
      name: port.name,
      write: port.write,
      close: async () => {
        over = true
        cancelWatch()
        await within(clock, CLOSE_LIMIT, port.close())
      },
    })
  }
