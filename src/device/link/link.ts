/** The link to one keypad: carries out what the machine decides, and never gives up until it is stopped. */
import type { Clock } from '../../shared/clock.ts'
import type { PadCommand, Press } from '../../shared/pad.ts'
import type { Profile } from '../../shared/profile.ts'
import { fail, type Result } from '../../shared/result.ts'
import type { FrameEvent } from '../framing/framer.ts'
import type { OpenPort } from '../port/port.ts'
import { codecOf } from '../profiles/codec.ts'
import { type LinkEffect, type LinkInput, type LinkState, stepLink } from './machine.ts'
import { type Presence, portPresence } from './presence.ts'
import { openSession, type Session } from './session.ts'

export type LinkEvent =
  | { type: 'state'; state: LinkState }
  | {
      type: 'press'
      press: Press
      /** Answers the pad as its profile says. To be called once the press is on the disk: some pads thank on it. */
      acknowledge(): void
    }
  | { type: 'bytes'; direction: 'in' | 'out'; bytes: Uint8Array }
  | Exclude<FrameEvent, { type: 'key' }>

export interface Link {
  state(): LinkState
  /** Begins to connect. Nothing happens on a link that runs. */
  start(): void
  /** Closes the port and stops trying; resolves when the port is free again. */
  stop(): Promise<void>
  /**
   * Sends a command to the pad and resolves when the system has taken the bytes. pad/unsupported: the profile has no
   * such command; pad/offline; pad/write-timeout: not taken within 2 s, and the link is lost by it.
   */
  send(command: PadCommand): Promise<Result<void>>
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
  /** What watches for a device that is gone or replaced; the real one when left out. */
  presence?: Presence
}

export const createLink = (options: LinkOptions): Link => {
  const { clock, profile } = options
  const codec = codecOf(profile)
  const listeners = new Set<(event: LinkEvent) => void>()
  let state: LinkState = { name: 'stopped' }
  let session: Session | null = null
  let cancelWait = () => {}
  let opening = new AbortController()
  /** Openings and closings, one after the other: a port that is not closed yet cannot be opened again. */
  let queue: Promise<void> = Promise.resolve()

  const emit = (event: LinkEvent) => {
    for (const listener of listeners) listener(event)
  }

  const input = (given: LinkInput) => {
    const before = state
    const step = stepLink(before, given, options.random())
    state = step.state
    if (looks(before) !== looks(state)) emit({ type: 'state', state })
    for (const effect of step.effects) carryOut(effect)
  }

  const frame = (event: FrameEvent) => {
    if (event.type !== 'key') return emit(event)
    const { key, level, bytes } = event
    emit({
      type: 'press',
      press: { key, level, bytes, profile: profile.name, deviceAt: null },
      acknowledge: () => {
        const answer = codec.acknowledge(profile, event)
        // A write that fails loses the session by itself; there is nobody else to tell.
        if (answer) void session?.write(answer)
      },
    })
  }

  const open = async (signal: AbortSignal) => {
    if (signal.aborted) return
    const opened = await openSession(
      {
        ...options,
        presence: options.presence ?? portPresence,
        frame,
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

  return {
    state: () => state,
    start: () => input({ type: 'start' }),
    stop: () => {
      input({ type: 'stop' })
      return queue
    },
    send: async (command) => {
      const bytes = codec.encode(profile, command)
      if (!bytes) return fail('pad/unsupported', { command })
      return session ? session.write(bytes) : fail('pad/offline')
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

/** What a person sees of a state: another attempt alone is no news. */
const looks = (state: LinkState): string => {
  if (state.name === 'lost') return `lost ${state.why}`
  return state.name === 'blocked' ? `blocked ${JSON.stringify(state.fault)}` : state.name
}
