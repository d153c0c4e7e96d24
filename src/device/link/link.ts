/** The link to one keypad: carries out what the machine decides, and never gives up until it is stopped. */
import type { Clock } from '../../shared/clock.ts'
import type { PadCommand, PadIdentity, PadMoment, Press } from '../../shared/pad.ts'
import type { CommandName, Profile } from '../../shared/profile.ts'
import { fail, type Result } from '../../shared/result.ts'
import { askWho } from '../detect/ask.ts'
import type { FrameEvent } from '../framing/framer.ts'
import type { OpenPort } from '../port/port.ts'
import type { DropWhy } from '../press/pad-key.ts'
import { openKnownSession } from './known-session.ts'
import { type FindPort, locate } from './locate.ts'
import { type LinkEffect, type LinkInput, type LinkState, stepLink } from './machine.ts'
import { type About, KINDS } from './moments.ts'
import { type Presence, portPresence } from './presence.ts'
import { createPresses } from './presses.ts'
import type { Session } from './session.ts'
import { type PadSpeech, padSpeech } from './speech.ts'
import { within } from './within.ts'

export type LinkEvent =
  | { type: 'state'; state: LinkState }
  | {
      type: 'press'
      press: Press
      /** Answers the pad as its profile says. To be called once the press is on the disk: some pads thank on it. */
      acknowledge(): void
    }
  /** A key event that is no press of its own, and why: the second report of one press, a bounce, a held key. */
  | { type: 'dropped'; press: Press; why: DropWhy }
  | { type: 'bytes'; direction: 'in' | 'out'; bytes: Uint8Array }
  | Exclude<FrameEvent, { type: 'key' }>

/** What became of one command of a moment. */
export interface Told {
  command: CommandName
  result: Result<void>
}

export interface Link {
  state(): LinkState
  /** The port that is open or was tried last: a pad that is followed by its identity may be at another than chosen. */
  port(): string
  /** Begins to connect. Nothing happens on a link that runs. */
  start(): void
  /** Closes the port and stops trying; resolves when the port is free again. */
  stop(): Promise<void>
  /** The PC is about to sleep: closes the port and tries nothing until `resume`; resolves when it is closed. */
  suspend(): Promise<void>
  /** The PC is awake again: connects at once. Nothing happens on a link that was not suspended. */
  resume(): void
  /**
   * Sends a command to the pad and resolves when the system has taken the bytes. pad/unsupported: the profile has no
   * such command, so the PC prompts instead; pad/offline; pad/not-chosen: this link only listens; pad/write-timeout:
   * not taken within 2 s, and the link is lost by it; pad/superseded and pad/too-old: not sent, see outbox.ts.
   */
  send(command: PadCommand): Promise<Result<void>>
  /** Tells the pad all that a moment of the counter means to it. @returns each command with its result, as for send. */
  perform(moment: PadMoment, about: About): Promise<Told[]>
  /** Lets the pad speak, if its turn comes within `ttlMs`. Faults as for send; pad/unsupported: the PC speaks. */
  say(text: string, ttlMs?: number): Promise<Result<void>>
  /**
   * Asks the pad who it is, within 800 ms and 64 bytes. detect/no-question: its profile cannot ask that, or nothing
   * may be sent; detect/no-answer; pad/offline.
   */
  who(): Promise<Result<string>>
  /** From the next opening on the pad is followed by this. */
  know(identity: PadIdentity): void
  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: LinkEvent) => void): () => void
}

export interface LinkOptions {
  port: string
  profile: Profile
  clock: Clock
  openPort: OpenPort
  /** 0…1, for the jitter of the back-off. */
  random(): number
  /**
   * How this port came to be this pad's: the technician chose it, or the pad was known by its fingerprint. null:
   * neither; such a link listens and sends not one byte, for scales, printers and card readers share the counter.
   */
  chosenBy: 'technician' | 'fingerprint' | null
  /** By what the pad is known again under another name; null or left out: the port's name must do. */
  identity?: PadIdentity | null
  /** Where a pad of an identity is now; without it a pad is only ever at `port`. */
  find?: FindPort
  /** What watches for a device that is gone or replaced; the real one when left out. */
  presence?: Presence
  /** The profile's own when left out. */
  speech?: PadSpeech
}

/** ms for the list of ports, which costs 45–80 ms on Linux. */
const FIND_LIMIT = 5_000

export const createLink = (options: LinkOptions): Link => {
  const { clock, profile, presence = portPresence } = options
  const speech = options.speech ?? padSpeech(profile)
  const mayWrite = options.chosenBy !== null
  const look: FindPort = options.find ?? (async () => options.port)
  /** A system that does not answer, or with an error, has not shown the pad; it is asked again. */
  const find: FindPort = (wanted) =>
    within(
      clock,
      FIND_LIMIT,
      look(wanted).catch(() => null),
    )
  const listeners = new Set<(event: LinkEvent) => void>()
  let state: LinkState = { name: 'stopped' }
  let identity = options.identity ?? null
  let port = options.port
  let session: Session | null = null
  let cancelWait = () => {}
  let opening = new AbortController()
  /** Openings and closings, one after the other: a port that is not closed yet cannot be opened again. */
  let queue: Promise<void> = Promise.resolve()

  const subscribe: Link['subscribe'] = (listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
  const emit = (event: LinkEvent) => {
    for (const listener of listeners) listener(event)
  }
  const presses = createPresses({
    clock,
    profile: profile.name,
    emit,
    answer: (event) => {
      const bytes = speech.acknowledge(event)
      // A write that fails loses the session by itself; there is nobody else to tell.
      if (bytes) void session?.send({ kind: 'answer', name: 'acknowledge', bytes })
    },
  })

  const input = (given: LinkInput) => {
    const before = state
    const step = stepLink(before, given, options.random())
    state = step.state
    // Before the listeners hear of it: a press that waited for its key-up belongs to the connection that ends.
    if (before.name === 'online' && state.name !== 'online') presses.lost()
    if (looks(before) !== looks(state)) emit({ type: 'state', state })
    for (const effect of step.effects) carryOut(effect)
  }

  const frame = (event: FrameEvent) => (event.type === 'key' ? presses.key(event) : emit(event))

  const open = async (signal: AbortSignal) => {
    if (signal.aborted) return
    const place = await locate({ port: options.port, identity, find, presence })
    if (signal.aborted) return
    if (!place.ok) return input({ type: 'refused', fault: place.error })
    port = place.value
    presses.connected()
    const opened = await openKnownSession(
      {
        ...{ port, identity, speech, clock, presence, mayWrite, frame },
        openPort: async (...given) => {
          const open = await options.openPort(...given)
          // Again: an opening may take seconds, and only now can the pad tell which keys are down.
          presses.connected()
          return open
        },
        bytes: (direction, bytes) => emit({ type: 'bytes', direction, bytes }),
        lost: (why) => input({ type: 'lost', why }),
      },
      signal,
    )
    if (signal.aborted) {
      if (opened.ok) await opened.value.close()
      return
    }
    if (!opened.ok) return input({ type: 'refused', fault: opened.error })
    session = opened.value
    input({ type: 'opened' })
  }

  const carryOut = (effect: LinkEffect) => {
    switch (effect.do) {
      case 'open': {
        opening = new AbortController()
        const { signal } = opening
        queue = queue.then(() => open(signal))
        return
      }
      case 'close': {
        cancelWait()
        opening.abort()
        const closing = session?.close()
        session = null
        queue = queue.then(() => closing)
        return
      }
      case 'wait':
        cancelWait = clock.after(effect.ms, () => input({ type: 'retry' }))
    }
  }

  const post = (command: CommandName, bytes: Uint8Array | null, ttlMs?: number): Promise<Result<void>> => {
    if (!bytes) return Promise.resolve(fail('pad/unsupported', { command }))
    if (!session) return Promise.resolve(fail('pad/offline'))
    return session.send({
      ...KINDS[command],
      name: command,
      bytes,
      ...(ttlMs === undefined ? {} : { ttlMs }),
    })
  }

  return {
    state: () => state,
    port: () => port,
    start: () => input({ type: 'start' }),
    stop: () => {
      input({ type: 'stop' })
      return queue
    },
    suspend: () => {
      input({ type: 'suspend' })
      return queue
    },
    resume: () => input({ type: 'resume' }),
    send: (command) => post(command, speech.command(command)),
    perform: (moment, about) =>
      Promise.all(
        speech
          .moment(moment, about)
          .map(async ({ command, bytes }) => ({ command, result: await post(command, bytes) })),
      ),
    say: (text, ttlMs) => post('say', speech.say(text), ttlMs),
    who: async () => {
      if (!mayWrite || !speech.probe) return fail('detect/no-question', { profile: profile.name })
      let end = () => {}
      const write = async (bytes: Uint8Array): Promise<Result<void>> =>
        session ? session.send({ kind: 'answer', name: 'probe', bytes }) : fail('pad/offline')
      const hear = (listener: ((bytes: Uint8Array) => void) | null) => {
        end()
        if (listener)
          end = subscribe((event) => {
            if (event.type === 'bytes' && event.direction === 'in') listener(event.bytes)
          })
      }
      return askWho({ write, hear }, profile, clock)
    },
    know: (learnt) => {
      identity = learnt
    },
    subscribe,
  }
}

/** What a person sees of a state: another attempt alone is no news. */
const looks = (state: LinkState): string => {
  if (state.name === 'lost') return `lost ${state.why}`
  return state.name === 'blocked' ? `blocked ${JSON.stringify(state.fault)}` : state.name
}
