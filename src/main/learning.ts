/** Learning a new kind of keypad at work: collects presses key by key, keeps each, proposes what decodes them all. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Chunk } from '../device/capture/format.ts'
import { readCapture } from '../device/capture/read.ts'
import { type Collected, collect, KEY_LIMIT } from '../device/learn/collect.ts'
import { keepPresses } from '../device/learn/keep.ts'
import { type Learnt, learn } from '../device/learn/learn.ts'
import { burstsOf, chunksOf, lineOf } from '../device/learn/samples.ts'
import type { OpenPort } from '../device/port/port.ts'
import type { Clock } from '../shared/clock.ts'
import type { LearnView } from '../shared/learn.ts'
import type { Level } from '../shared/levels.ts'
import type { LineSettings, Profile } from '../shared/profile.ts'
import { type Fault, fail, ok, type Result } from '../shared/result.ts'
import type { PortLoan } from './port-loan.ts'

export interface LearnFrom {
  port: string
  line: LineSettings
  /** In the order of pressing. */
  levels: readonly Level[]
  times: number
}

export interface Learning {
  /** Begins anew; what was pressed before is forgotten (its captures stay). Fault: bench/busy. */
  start(from: LearnFrom): Result<void>
  /**
   * Learns from what was kept, without the pad; `level` null: as the capture says. Faults: bench/busy, those of the
   * files, learn/no-level, learn/other-line; what the presses themselves do not tell stands in the view.
   */
  fromCaptures(chosen: readonly { name: string; level: Level | null }[]): Promise<Result<void>>
  /** These keys anew, or with null those that are not pressed yet. Faults: learn/none, bench/busy. */
  again(levels: readonly Level[] | null): Result<void>
  view(): LearnView | null
  /** Ends the listening; finished keys are kept. */
  stop(): Promise<void>
  /** Keeps it as a profile of the site. Faults: learn/none, learn/name-taken, those of the disk and of other profile files. */
  save(name: string, title: Profile['title']): Promise<Result<void>>
}

export interface LearningOptions {
  clock: Clock
  loan: PortLoan
  openPort: OpenPort
  /** Where captures go; made when the first one is written. */
  captures: string
  profiles: ReadonlyMap<string, Profile>
  /** Writes the file and reads all profiles anew. */
  store(profile: Profile): Promise<Result<void>>
}

interface State extends LearnFrom {
  chunks: Map<Level, Chunk[]>
  /** The key to be pressed now, since when, and how often it was. */
  due: { level: Level; since: number; presses: number } | null
  fault: Fault | null
  learnt: Learnt | null
  saved: string | null
}

const isSerial = (port: string) => !/^(tcp|hid):/.test(port)

/** Presses of a key that is pressed again after captures were read; and the settings of a port that has none. */
const TIMES = 3
const NO_LINE: LineSettings = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }

/** What the proposal is called until the technician has named it. */
const UNNAMED = 'learnt'

export const createLearning = (options: LearningOptions): Learning => {
  const { clock, loan, openPort } = options
  let state: State | null = null
  let running = false

  const propose = (from: State) => {
    const samples = from.levels.map((level) => ({ level, bursts: burstsOf(from.chunks.get(level) ?? []) }))
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    const learnt = learn(samples, {
      name: UNNAMED,
      title: { zh: UNNAMED, en: UNNAMED },
      source: `learnt from presses at ${from.port}, ${day}`,
      line: from.line,
      serial: isSerial(from.port),
    })
    if (learnt.ok) from.learnt = learnt.value
    else from.fault = learnt.error
  }

  const keep = async ({ port, line }: State, pressed: readonly Collected[]) => {
    const at = clock.now()
    const time = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' }).format(at)
    // A key pressed again within the second is another capture.
    const name = `learn-${time.replace(/\D/g, '')}${String(Math.floor(at % 1000)).padStart(3, '0')}`
    await mkdir(options.captures, { recursive: true, mode: 0o700 }).catch(() => null)
    return keepPresses(pressed, { at, port, line }, (level) =>
      join(options.captures, `${name}-${level}.kcap.jsonl`),
    )
  }

  const run = async (now: State, levels: readonly Level[], signal: AbortSignal) => {
    const pressed: Collected[] = []
    const { port, line, times } = now
    const collected = await collect({
      ...{ port, line, times, levels, clock, openPort, signal },
      tell: (level, presses) => {
        const since = now.due?.level === level ? now.due.since : clock.mono()
        now.due = { level, presses, since }
      },
      done: (one) => {
        if (one.chunks.length === 0) return
        pressed.push(one)
        now.chunks.set(one.level, one.chunks)
      },
    })
    now.due = null
    if (collected.ok) propose(now)
    else now.fault = (signal.aborted ? (signal.reason as Fault | null) : null) ?? collected.error
    const kept = await keep(now, pressed)
    if (!kept.ok) now.fault ??= kept.error
  }

  const begin = (next: State, levels: readonly Level[]): Result<void> => {
    const taken = loan.take(async (signal) => {
      try {
        await run(next, levels, signal)
      } finally {
        running = false
      }
    })
    if (!taken.ok) return taken
    running = true
    state = next
    return ok(undefined)
  }

  return {
    start: (from) =>
      begin({ ...from, chunks: new Map(), due: null, fault: null, learnt: null, saved: null }, from.levels),
    fromCaptures: async (chosen) => {
      if (running) return fail('bench/busy')
      const captures = []
      for (const { name, level } of chosen) {
        const capture = await readCapture(join(options.captures, `${name}.kcap.jsonl`))
        if (!capture.ok) return capture
        captures.push({ capture: capture.value, file: name, level })
      }
      const chunks = chunksOf(captures)
      if (!chunks.ok) return chunks
      const line = lineOf(captures)
      if (!line.ok) return line
      if (running) return fail('bench/busy')
      const port = captures[0]?.capture.header.port ?? ''
      const levels = [...chunks.value.keys()]
      state = {
        ...{ port, line: line.value ?? NO_LINE, levels, times: TIMES, chunks: chunks.value },
        ...{ due: null, fault: null, learnt: null, saved: null },
      }
      propose(state)
      return ok(undefined)
    },
    again: (levels) => {
      if (!state) return fail('learn/none')
      const { chunks } = state
      const due = levels ?? state.levels.filter((level) => !chunks.has(level))
      // What was pressed before is replaced only by what is pressed now.
      return begin({ ...state, fault: null, learnt: null, saved: null }, due)
    },
    view: () => {
      if (!state) return null
      const { port, line, times, levels, chunks, due, fault, learnt, saved } = state
      return {
        ...{ port, line, times, fault, saved, listening: running },
        keys: levels.map((level) => {
          if (due?.level === level) return { level, presses: due.presses, state: 'due' }
          const bytes = chunks.get(level)
          return { level, presses: burstsOf(bytes ?? []).length, state: bytes ? 'done' : 'waiting' }
        }),
        leftMs: due && Math.max(0, KEY_LIMIT - (clock.mono() - due.since)),
        learnt: learnt && {
          rows: learnt.columns.rows,
          uncertain: learnt.uncertain,
          presses: learnt.presses,
          noise: learnt.noise,
        },
      }
    },
    stop: async () => {
      if (running) await loan.end(null)
    },
    save: async (name, title) => {
      const now = state
      if (!now?.learnt) return fail('learn/none')
      if (options.profiles.has(name)) return fail('learn/name-taken', { name })
      const stored = await options.store({ ...now.learnt.profile, name, title })
      if (stored.ok || stored.error.code === 'profile/invalid') now.saved = name
      return stored
    },
  }
}
