/** One connection from its opening to its loss: the port, its framer, the silence and the presence watch. */
import type { Clock } from '../../shared/clock.ts'
import type { Loss } from '../../shared/pad.ts'
import type { Profile } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { FrameEvent } from '../framing/framer.ts'
import type { OpenPort, Port } from '../port/port.ts'
import { codecOf } from '../profiles/codec.ts'
import type { Presence } from './presence.ts'

/** ms without a byte after which an unfinished frame is given up: many times a frame's length on the wire. */
const SILENCE = 200
/** ms of a second look: after a stall of this PC, timers run before the bytes that waited are read. */
const SECOND_LOOK = 50
const PRESENCE_EVERY = 500
const WRITE_LIMIT = 2_000
const OPEN_LIMIT = 10_000
/** ms to wait for a port to close; some drivers hold it while data is unsent. */
const CLOSE_LIMIT = 3_000

export interface SessionOptions {
  port: string
  profile: Profile
  clock: Clock
  openPort: OpenPort
  presence: Presence
  frame(event: FrameEvent): void
  bytes(direction: 'in' | 'out', bytes: Uint8Array): void
  /** At most once, and only after a successful opening. */
  lost(why: Loss): void
}

export interface Session {
  /** pad/write-timeout when the port has not taken the bytes within 2 s: the session is then lost. */
  write(bytes: Uint8Array): Promise<Result<void>>
  /** Ends everything; resolves when the port is closed, or after 3 s. No callback comes after the call. */
  close(): Promise<void>
}

/** Opens `port`. `signal` gives up an opening that has not ended; so do 10 s. */
export const openSession = async (options: SessionOptions, signal: AbortSignal): Promise<Result<Session>> => {
  const { clock, port: name, profile } = options
  const framer = codecOf(profile).createFramer(profile)
  let port: Port | null = null
  let early: Loss | null = null
  let over = false
  let cancelSilence = () => {}
  let cancelPresence = () => {}

  const report = (events: FrameEvent[]) => {
    for (const event of events) if (!over) options.frame(event)
  }
  const settle = () => {
    cancelSilence()
    cancelPresence()
    report(framer.flush())
    over = true
  }
  const lose = (why: Loss) => {
    if (over) return
    if (!port) {
      early = why
      return
    }
    settle()
    options.lost(why)
  }
  const armSilence = () => {
    cancelSilence()
    cancelSilence = clock.after(SILENCE, () => {
      cancelSilence = clock.after(SECOND_LOOK, () => report(framer.flush()))
    })
  }
  const watch = (there: string) => {
    cancelPresence = clock.after(PRESENCE_EVERY, async () => {
      const now = await options.presence(name)
      if (over) return
      if (now === null) return lose('path-gone')
      if (now !== there) return lose('path-replaced')
      watch(there)
    })
  }

  const before = await options.presence(name)
  const limit = new AbortController()
  const cancelLimit = clock.after(OPEN_LIMIT, () => limit.abort())
  const opened = await options.openPort(
    name,
    profile.line[0],
    {
      data: (bytes) => {
        if (over) return
        options.bytes('in', bytes)
        report(framer.push(bytes))
        armSilence()
      },
      lost: lose,
    },
    AbortSignal.any([signal, limit.signal]),
  )
  cancelLimit()
  if (!opened.ok) {
    settle()
    return opened
  }
  const open = opened.value
  const close = async () => {
    if (!over) settle()
    await within(clock, CLOSE_LIMIT, open.close())
  }
  const there = before ?? (await options.presence(name))
  if (early) {
    await close()
    return fail('pad/port-gone')
  }
  port = open
  // Some drivers' ports stand in no list: what cannot be seen cannot be missed.
  if (there !== null) watch(there)
  return ok({
    write: async (bytes) => {
      if (over) return fail('pad/offline')
      options.bytes('out', bytes)
      const written = await within(clock, WRITE_LIMIT, open.write(bytes))
      if (written) return written
      lose('write-timeout')
      return fail('pad/write-timeout')
    },
    close,
  })
}

/** @returns what `work` gives, or null after `ms`. */
const within = <T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | null> =>
  new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(null))
    void work.then((value) => {
      cancel()
      resolve(value)
    })
  })
