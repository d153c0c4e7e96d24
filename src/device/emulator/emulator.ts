/** An emulated keypad of any profile: for practice, the demo and the tests. Its bytes go over a real wire. */
import type { Socket } from 'node:net'
import type { Clock } from '../../shared/clock.ts'
import type { Level } from '../../shared/levels.ts'
import type { Profile } from '../../shared/profile.ts'
import { ok, type Result } from '../../shared/result.ts'
import { meaningOf } from '../framing/meaning.ts'
import { keyProblem } from '../profiles/check.ts'
import { answerTo } from './answers.ts'
import { createEar } from './ear.ts'
import { createPtyPlug, createTcpPlug } from './plug.ts'
import { pressBytes, type WireFaults } from './press-bytes.ts'

export interface Emulator {
  /** The name to open: `tcp://127.0.0.1:N` or the pseudo-terminal's path. It stays over unplug and replug. */
  readonly port: string
  /** Wire key → level, as the profile has it; keys that mean no level are not among them. */
  readonly keys: Record<string, Level>
  /** Presses the key of `level`. @returns false when this pad has none. While unplugged, a press is lost. */
  press(level: Level, faults?: WireFaults): boolean
  /** Whether a pad of this profile can send a key of this name, listed or not. */
  canSend(key: string): boolean
  /** Presses a key by its wire name, listed or not. */
  pressKey(key: string, faults?: WireFaults): void
  /** Sends bytes as they are. */
  send(bytes: Uint8Array): void
  /** Sends only the first `bytes` bytes of a press. */
  sendPartial(level: Level, bytes: number): void
  /** A stuck key: sends it `times` times, `everyMs` apart; resolves after the last. */
  stick(key: string, times: number, everyMs: number): Promise<void>
  /** A pad that hears and says nothing (true), or speaks again. */
  silence(on: boolean): void
  /** Answers to the PC come so many ms late; 0 at once. */
  answerAfter(ms: number): void
  /** Pulls the cable and plugs another pad into the same path. */
  swap(other: Profile): Promise<Result<void>>
  /** The last commands of the PC, newest last, at most 16; acknowledgements, probes and heartbeats are not among them. */
  lights(): string[]
  /** Every command of the PC, `ack` for an acknowledgement. @returns a function that ends it. */
  onCommand(listener: (command: string) => void): () => void
  /**
   * Whether `command` has come since the last waitFor that it answered, or comes within `timeoutMs`. It uses up
   * that command and what came before it, so that one `ask` answers one waitFor.
   */
  waitFor(command: string, timeoutMs: number): Promise<boolean>
  /** Forgets what has come: the next waitFor waits for something new. */
  forget(): void
  /** The pad takes no more bytes from the PC (true), or does again. */
  mute(on: boolean): void
  unplug(): Promise<void>
  /** Resolves when the port can be opened again. */
  replug(): Promise<Result<void>>
  stop(): Promise<void>
}

export interface EmulatorOptions {
  profile: Profile
  /** A TCP port of 127.0.0.1 (0: a free one), or the path of a pseudo-terminal that socat shall make. */
  on: { tcp: number } | { pty: string }
  clock: Clock
}

const LIGHTS = 16
/** What a pad hears and does not show. */
const UNSEEN: ReadonlySet<string> = new Set(['ack', 'heartbeat', 'probe'])
const HEARD = 256
/** ms that bytes wait for a connection that is just being made, as in a converter's small buffer. */
const FRESH = 500

const levelsOf = (profile: Profile): Record<string, Level> => {
  const known = Object.keys(profile.keys).map((key) => [key, meaningOf(profile, key).level] as const)
  return Object.fromEntries(known.flatMap(([key, level]) => (level === null ? [] : [[key, level]])))
}

/** Starts a pad, plugged in. Faults: pad/no-socat, pad/open-failed. */
export const startEmulator = async (options: EmulatorOptions): Promise<Result<Emulator>> => {
  const { clock } = options
  let { profile } = options
  let silent = false
  let replyAfter = 0
  const listeners = new Set<(command: string) => void>()
  let sockets: Socket[] = []
  let waiting: { bytes: Uint8Array; at: number }[] = []
  let lights: string[] = []
  let heard: string[] = []

  const send = (bytes: Uint8Array) => {
    if (silent || bytes.length === 0) return
    for (const socket of sockets) socket.write(bytes)
    if (sockets.length === 0) waiting.push({ bytes, at: clock.mono() })
  }
  const hear = (command: string) => {
    if (!UNSEEN.has(command)) lights = [...lights, command].slice(-LIGHTS)
    heard = [...heard, command].slice(-HEARD)
    reply(answerTo(profile, command))
    for (const listener of [...listeners]) listener(command)
  }
  const reply = (bytes: Uint8Array) => {
    if (replyAfter === 0) return send(bytes)
    clock.after(replyAfter, () => sendIfPlugged(bytes))
  }
  const connected = (socket: Socket) => {
    const ear = createEar(profile)
    sockets.push(socket)
    socket.on('close', () => {
      sockets = sockets.filter((other) => other !== socket)
    })
    socket.on('data', (bytes) => ear.push(bytes).forEach(hear))
    const since = clock.mono() - FRESH
    for (const { bytes, at } of waiting) if (at >= since) socket.write(bytes)
    waiting = []
  }

  const made = await ('tcp' in options.on
    ? createTcpPlug(options.on.tcp, { connected })
    : createPtyPlug(options.on.pty, { connected }))
  if (!made.ok) return made
  const plug = made.value
  let pluggedIn = true
  const plugged = await plug.plugIn()
  if (!plugged.ok) {
    await plug.discard()
    return plugged
  }

  const sendIfPlugged = (bytes: Uint8Array) => {
    if (pluggedIn) send(bytes)
  }
  const press = (key: string, faults?: WireFaults) =>
    sendIfPlugged(pressBytes(profile, key, faults, clock.now()))
  const keyOf = (level: Level) => Object.keys(profile.keys).find((key) => profile.keys[key] === level)
  const takeHeard = (command: string) => {
    const at = heard.indexOf(command)
    if (at >= 0) heard = heard.slice(at + 1)
    return at >= 0
  }
  const unplug = async () => {
    pluggedIn = false
    waiting = []
    await plug.pullOut()
  }

  const replug = async () => {
    const again = await plug.plugIn()
    pluggedIn = again.ok
    return again
  }

  return ok({
    port: plug.port,
    get keys() {
      return levelsOf(profile)
    },
    press: (level, faults) => {
      const key = keyOf(level)
      if (key !== undefined) press(key, faults)
      return key !== undefined
    },
    canSend: (key) => keyProblem(profile, key) === null,
    pressKey: press,
    stick: (key, times, everyMs) =>
      new Promise((resolve) => {
        const again = (left: number) => {
          if (left <= 0) return resolve()
          press(key)
          clock.after(everyMs, () => again(left - 1))
        }
        again(times)
      }),
    silence: (on) => {
      silent = on
    },
    answerAfter: (ms) => {
      replyAfter = ms
    },
    swap: async (other) => {
      await unplug()
      profile = other
      return replug()
    },
    send: sendIfPlugged,
    sendPartial: (level, bytes) => {
      const key = keyOf(level)
      if (key !== undefined) sendIfPlugged(pressBytes(profile, key, {}, clock.now()).subarray(0, bytes))
    },
    lights: () => lights,
    onCommand: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    waitFor: (command, timeoutMs) =>
      new Promise((resolve) => {
        if (takeHeard(command)) return resolve(true)
        const listener = () => {
          if (takeHeard(command)) end(true)
        }
        const cancel = clock.after(timeoutMs, () => end(false))
        const end = (came: boolean) => {
          cancel()
          listeners.delete(listener)
          resolve(came)
        }
        listeners.add(listener)
      }),
    forget: () => {
      heard = []
    },
    mute: plug.mute,
    unplug,
    replug,
    stop: async () => {
      await unplug()
      await plug.discard()
    },
  })
}
