/** One connection from its opening to its loss: the port, its framer, the silence, the presence watch and the heart. */
import type { Clock } from '../../shared/clock.ts'
import type { Loss } from '../../shared/pad.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { FrameEvent } from '../framing/framer.ts'
import type { OpenPort, Port } from '../port/port.ts'
import { createHeart, type Heart } from './heart.ts'
import { createOutbox, type Letter } from './outbox.ts'
import type { Presence } from './presence.ts'
import type { PadSpeech } from './speech.ts'
import { within } from './within.ts'

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
  speech: PadSpeech
  clock: Clock
  openPort: OpenPort
  presence: Presence
  /** false: not one byte goes out. Scales, printers and card readers share the counter. */
  mayWrite: boolean
  frame(event: FrameEvent): void
  bytes(direction: 'in' | 'out', bytes: Uint8Array): void
  /** At most once, and only after a successful opening. */
  lost(why: Loss): void
}

export interface Session {
  /**
   * pad/write-timeout when the port has not taken the bytes within 2 s: the session is then lost. pad/not-chosen on a
   * port that nothing may be written to; pad/offline when the session is over; else as the outbox says.
   */
  send(letter: Letter): Promise<Result<void>>
  /** Ends everything; resolves when the port is closed, or after 3 s. No callback comes after the call. */
  close(): Promise<void>
}

/** Opens `port`. `signal` gives up an opening that has not ended; so do 10 s. */
export const openSession = async (options: SessionOptions, signal: AbortSignal): Promise<Result<Session>> => {
  const { clock, port: name, speech, mayWrite } = options
  const framer = speech.createFramer()
  let port: Port | null = null
  let early: Loss | null = null
  let heart: Heart | null = null
  let over = false
  let cancelSilence = () => {}
  let cancelPresence = () => {}

  const report = (events: FrameEvent[]) => {
    for (const event of events) {
      if (over) return
      heart?.heard(event.type)
      options.frame(event)
    }
  }
  const settle = () => {
    cancelSilence()
    cancelPresence()
    heart?.stop()
    report(framer.flush())
    over = true
    outbox.clear('pad/offline')
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
  const write = async (bytes: Uint8Array): Promise<Result<void>> => {
    if (over || !port) return fail('pad/offline')
    options.bytes('out', bytes)
    const written = await within(clock, WRITE_LIMIT, port.write(bytes))
    if (written) return written
    lose('write-timeout')
    return fail('pad/write-timeout')
  }
  const outbox = createOutbox(clock, write)
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
    speech.line,
    {
      data: (bytes) => {
        if (over) return
        options.bytes('in', bytes)
        heart?.heard('any')
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
  if (mayWrite && speech.heartbeat)
    heart = createHeart({
      clock,
      heartbeat: speech.heartbeat,
      beat: (bytes) => void outbox.send({ kind: 'beat', name: 'heartbeat', bytes }),
      dead: () => lose('missed-heartbeat'),
    })
  return ok({
    send: async (letter) => {
      if (over) return fail('pad/offline')
      return mayWrite ? outbox.send(letter) : fail('pad/not-chosen', { port: name })
    },
    close,
  })
}
