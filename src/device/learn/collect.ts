/** Listens while the technician presses one key after the other, in the order shown. Nothing is sent. */
import type { Clock } from '../../shared/clock.ts'
import type { Level } from '../../shared/levels.ts'
import type { LineSettings } from '../../shared/profile.ts'
import { type Fault, ok, type Result } from '../../shared/result.ts'
import type { Chunk } from '../capture/format.ts'
import type { OpenPort } from '../port/port.ts'
import { burstsOf } from './samples.ts'

/** ms of silence after which a press is over; longer than the pause that parts two presses. */
const SILENCE = 400
/** ms in which a key must have been pressed often enough. */
export const KEY_LIMIT = 20_000

export interface CollectOptions {
  port: string
  line: LineSettings
  /** The keys in the order in which they are to be pressed, and how often each. */
  levels: readonly Level[]
  times: number
  clock: Clock
  openPort: OpenPort
  signal: AbortSignal
  /** Which key is due, and how many presses of it have come. */
  tell(level: Level, presses: number): void
  /** A key is done: it stays whatever becomes of the port at the next one. */
  done?(collected: Collected): void
}

/** What came while one key was due; `t` in ms since the first key was. */
export interface Collected {
  level: Level
  chunks: Chunk[]
}

/** @returns what each key sent, perhaps nothing. Faults: of the port, pad/port-gone, learn/stopped by the technician. */
export const collect = async (options: CollectOptions): Promise<Result<Collected[]>> => {
  const { clock, levels, signal } = options
  const begin = clock.mono()
  let hear: (chunk: Chunk) => void = () => {}
  let trouble: Fault | null = null
  let giveUp = () => {}
  const stopWith = (fault: Fault) => {
    trouble ??= fault
    giveUp()
  }
  const opened = await options.openPort(
    options.port,
    options.line,
    {
      data: (bytes) => hear({ t: clock.mono() - begin, dir: 'in', bytes: Uint8Array.from(bytes) }),
      lost: () => stopWith({ code: 'pad/port-gone' }),
    },
    signal,
  )
  if (!opened.ok) return opened
  const stopped = () => stopWith({ code: 'learn/stopped' })
  signal.addEventListener('abort', stopped, { once: true })
  if (signal.aborted) stopped()

  const pressesOf = (level: Level) =>
    new Promise<Chunk[]>((resolve) => {
      const chunks: Chunk[] = []
      let cancelSilence = () => {}
      const end = () => {
        cancelSilence()
        cancelLimit()
        resolve(chunks)
      }
      const cancelLimit = clock.after(KEY_LIMIT, end)
      giveUp = end
      hear = (chunk) => {
        chunks.push(chunk)
        cancelSilence()
        cancelSilence = clock.after(SILENCE, () => {
          const presses = burstsOf(chunks).length
          options.tell(level, presses)
          if (presses >= options.times) end()
        })
      }
      options.tell(level, 0)
    })

  const collected: Collected[] = []
  for (const level of levels) {
    if (trouble) break
    const one = { level, chunks: await pressesOf(level) }
    if (trouble) break
    collected.push(one)
    options.done?.(one)
  }
  hear = () => {}
  signal.removeEventListener('abort', stopped)
  await opened.value.close()
  return trouble ? { ok: false, error: trouble } : ok(collected)
}
