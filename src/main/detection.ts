/** Detection at work: which keypad hangs on which port. One at a time, on ports that the counter lends. */
import type { Bridges } from '../device/detect/bridges.ts'
import { detect, PRESS_LIMIT } from '../device/detect/detect.ts'
import type { Finding } from '../device/detect/findings.ts'
import { whichPort } from '../device/detect/which.ts'
import type { OpenPort } from '../device/port/port.ts'
import type { Clock } from '../shared/clock.ts'
import type { DetectView } from '../shared/detect.ts'
import type { PortInfo } from '../shared/pad.ts'
import type { Profile } from '../shared/profile.ts'
import { type Fault, ok, type Result } from '../shared/result.ts'
import type { PortLoan } from './port-loan.ts'

export interface Detection {
  /**
   * Begins anew. The technician chose these ports; where there are several, a key says which one is meant.
   * Faults: bench/busy, detect/bad-fingerprints.
   */
  start(ports: readonly string[]): Result<void>
  /** null: none since the program began, or stopped. */
  view(): DetectView | null
  /** Ends it without a trace; a finished one is forgotten. */
  stop(): Promise<void>
}

export interface DetectionOptions {
  clock: Clock
  loan: PortLoan
  profiles: ReadonlyMap<string, Profile>
  bridges: Result<Bridges>
  listPorts(): Promise<PortInfo[]>
  openPort: OpenPort
}

type State = Omit<DetectView, 'leftMs'> & { pressSince: number }

/** The profiles that nothing heard could part. */
const tied = (findings: readonly Finding[]): string[] => {
  const advice = findings.at(-1)?.advice
  return advice?.code === 'detect/tie' || advice?.code === 'detect/alike'
    ? String(advice.params?.['profiles']).split(' ')
    : []
}

export const createDetection = (options: DetectionOptions): Detection => {
  const { clock, loan, openPort } = options
  let state: State | null = null
  let count = 0
  let running = false

  const set = (change: Partial<State>) => {
    if (state) state = { ...state, ...change }
  }
  const awaitKey = (phase: 'which' | 'press') => set({ phase, pressSince: clock.mono() })

  /** @returns the one that is meant. */
  const choose = async (ports: readonly string[], signal: AbortSignal): Promise<Result<string>> => {
    const [only, second] = ports
    if (only !== undefined && second === undefined) return ok(only)
    const [first, ...rest] = options.profiles.values()
    if (!first) throw new Error('no profiles')
    const listening = () => awaitKey('which')
    return whichPort({ ports, profiles: [first, ...rest], clock, openPort, signal, listening })
  }

  const look = async (chosen: readonly string[], bridges: Bridges, signal: AbortSignal) => {
    const port = await choose(chosen, signal)
    if (signal.aborted) return
    if (!port.ok) return set({ phase: 'done', fault: port.error })
    set({ phase: 'looking', ports: [port.value] })
    const ports = await options.listPorts()
    const found = await detect({
      ...{ port: port.value, chosen: true, profiles: [...options.profiles.values()], bridges, clock },
      ...{ ports, openPort, signal },
      tell: (news) => {
        if (news === 'press' || 'tie' in news) {
          set({ tied: news === 'press' ? [] : [...news.tie] })
          return awaitKey('press')
        }
        set({ phase: 'looking', tied: [], findings: [...(state?.findings ?? []), news] })
      },
    })
    if (signal.aborted) return
    const names = found.profile === null ? tied(found.findings) : [found.profile]
    const { address, identity } = found
    set({
      phase: 'done',
      tied: [],
      found: names.map((profile) => ({ port: port.value, profile, address, identity })),
    })
  }

  const run = async (ports: readonly string[], bridges: Bridges, signal: AbortSignal) => {
    try {
      await look(ports, bridges, signal)
    } finally {
      running = false
    }
    const why = signal.reason as Fault | null
    if (signal.aborted) set({ phase: 'done', fault: why })
    if (signal.aborted && why === null) state = null
  }

  return {
    start: (ports) => {
      const { bridges } = options
      if (!bridges.ok) return bridges
      const taken = loan.take((signal) => run(ports, bridges.value, signal))
      if (!taken.ok) return taken
      count += 1
      running = true
      state = {
        ...{
          number: count,
          phase: 'looking',
          ports: [...ports],
          findings: [],
          tied: [],
          found: [],
          fault: null,
        },
        pressSince: 0,
      }
      return ok(undefined)
    },
    view: () => {
      if (!state) return null
      const { pressSince, ...view } = state
      const due = view.phase === 'which' || view.phase === 'press'
      return { ...view, leftMs: due ? Math.max(0, PRESS_LIMIT - (clock.mono() - pressSince)) : null }
    },
    stop: async () => {
      if (running) await loan.end(null)
      state = null
    },
  }
}
