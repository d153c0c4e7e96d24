/** An emulated keypad of any profile: for practice, the demo and the tests. Its bytes go over a real wire. */
import type { Socket } from 'node:net'
import type { Clock } from '../../shared/clock.ts'
import type { Level } from '../../shared/levels.ts'
import type { Profile } from '../../shared/profile.ts'
import { ok, type Result } from '../../shared/result.ts'
import { createEar } from './ear.ts'
import { createPtyPlug, createTcpPlug } from './plug.ts'
import { pressBytes, type WireFaults } from './press-bytes.ts'

export interface Emulator {
  /** The name to open: `tcp://127.0.0.1:N` or the pseudo-terminal's path. It stays over unplug and replug. */
  readonly port: string
  /** Wire key → level, as the profile has it. */
  readonly keys: Profile['keys']
  /** Presses the key of `level`. @returns false when this pad has none. While unplugged, a press is lost. */
  press(level: Level, faults?: WireFaults): boolean
  /** Presses a key by its wire name, listed or not. */
  pressKey(key: string, faults?: WireFaults): void
  /** Sends bytes as they are. */
  send(bytes: Uint8Array): void
  /** Sends only the first `bytes` bytes of a press. */
  sendPartial(level: Level, bytes: number): void
  /** The last commands of the PC, newest last, at most 16; acknowledgements are not among them. */
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
const HEARD = 256
/** ms that bytes wait for a connection that is just being made, as in a converter's small buffer. */
const FRESH = 500

/** Starts a pad, plugged in. Faults: pad/no-socat, pad/open-failed. */
export const startEmulator = async (options: EmulatorOptions): Promise<Result<Emulator>> => {
  const { profile, clock } = options
  const listeners = new Set<(command: string) => void>()
  let sockets: Socket[] = []
  let waiting: { bytes: Uint8Array; at: number }[] = []
  let lights: string[] = []
  let heard: string[] = []

  const send = (bytes: Uint8Array) => {
    for (const socket of sockets) socket.write(bytes)
    if (sockets.length === 0) waiting.push({ bytes, at: clock.mono() })
  }
  const hear = (command: string) => {
    if (command !== 'ack') lights = [...lights, command].slice(-LIGHTS)
    heard = [...heard, command].slice(-HEARD)
    if (profile.codec === 'line') answerLine(command)
    for (const listener of [...listeners]) listener(command)
  }
  const answerLine = (command: string) => {
    const answers: Record<string, string> = { 'ID?': 'ID emulated 0001 1.0', PING: 'PONG' }
    send(Buffer.from(`${answers[command] ?? (command in profile.commands ? 'OK' : 'ERR unknown')}\r\n`))
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

  return ok({
    port: plug.port,
    keys: profile.keys,
    press: (level, faults) => {
      const key = keyOf(level)
      if (key !== undefined) sendIfPlugged(pressBytes(profile, key, faults))
      return key !== undefined
    },
    pressKey: (key, faults) => sendIfPlugged(pressBytes(profile, key, faults)),
    send: sendIfPlugged,
    sendPartial: (level, bytes) => {
      const key = keyOf(level)
      if (key !== undefined) sendIfPlugged(pressBytes(profile, key).subarray(0, bytes))
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
    replug: async () => {
      const again = await plug.plugIn()
      pluggedIn = again.ok
      return again
    },
    stop: async () => {
      await unplug()
      await plug.discard()
    },
  })
}
