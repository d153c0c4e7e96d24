/** Finds out which keypad hangs on a port: opens it, asks who may be asked, then listens to a key with all profiles. */
import type { Clock } from '../../shared/clock.ts'
import type { PadIdentity, PortInfo } from '../../shared/pad.ts'
import type { LineSettings, Profile } from '../../shared/profile.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import { mayBeAt } from '../port/name.ts'
import type { OpenPort } from '../port/port.ts'
import { knownAs } from './apart.ts'
import { askWho, type Wire } from './ask.ts'
import type { Bridges } from './bridges.ts'
import { adviceOf, type Finding, usbFinding } from './findings.ts'
import { canPart, createListener, type Verdict } from './listen.ts'

/** ms in which a key must be pressed, for each line setting; and after a tie another one. */
export const PRESS_LIMIT = 10_000
/** ms without a byte after which unfinished frames are given up, and a winner is one. */
const SILENCE = 300

export interface DetectOptions {
  port: string
  /** Whether the technician chose this port. Where not, nothing is ever sent and nobody is asked. */
  chosen: boolean
  profiles: readonly Profile[]
  /** Every port that the system lists. */
  ports: readonly PortInfo[]
  bridges: Bridges
  clock: Clock
  openPort: OpenPort
  signal?: AbortSignal
  tell?(news: News): void
}

/** Findings as they come; a key is due; these all fit, and another key is due. */
export type News = Finding | 'press' | { tie: readonly string[] }

export interface Detected {
  findings: Finding[]
  /** The one profile that it is; null: see the findings. */
  profile: string | null
  address: number | null
  /** The line settings that it was heard with. */
  line: LineSettings | null
  identity: PadIdentity | null
}

/** Profiles by line settings: a port speaks one at a time. A network port has none, so all listen at once. */
const passesOf = (profiles: readonly Profile[], port: string) => {
  const passes = new Map<string, { line: LineSettings; profiles: Profile[] }>()
  for (const profile of profiles.filter((one) => mayBeAt(one, port)))
    for (const line of /^(tcp|hid):/.test(port) ? profile.line.slice(0, 1) : profile.line) {
      const name = /^(tcp|hid):/.test(port) ? 'any' : JSON.stringify(line)
      const pass = passes.get(name) ?? { line, profiles: [] }
      pass.profiles.push(profile)
      passes.set(name, pass)
    }
  // The settings that most profiles share come first: one key press is then mostly enough.
  return [...passes.values()].sort((a, b) => b.profiles.length - a.profiles.length)
}

/** Runs the whole detection; every failure stands in the findings, with its advice. */
export const detect = async (options: DetectOptions): Promise<Detected> => {
  const { port, ports, tell } = options
  const findings: Finding[] = []
  const add = (finding: Finding) => {
    findings.push(finding)
    tell?.(finding)
  }
  const seen = ports.find((one) => one.port.toUpperCase() === port.toUpperCase()) ?? null
  add(usbFinding(port, seen, options.bridges))
  const nobody: Detected = { findings, profile: null, address: null, line: null, identity: null }
  for (const pass of passesOf(options.profiles, port)) {
    if (options.signal?.aborted) break
    const wire = await openWire(options, pass.line)
    if (!wire.ok) {
      add({ step: 'open', about: port, state: 'failed', evidence: '', advice: wire.error })
      break
    }
    add({ step: 'open', about: port, state: 'ok', evidence: lineText(pass.line), advice: null })
    const found = await runPass(options, pass.profiles, wire.value, add)
    await wire.value.close()
    const gone = wire.value.lost()
    if (gone) add({ step: 'open', about: port, state: 'failed', evidence: '', advice: gone })
    if (gone) break
    if (found)
      return {
        ...nobody,
        profile: found.profile,
        address: found.address,
        line: pass.line,
        identity: knownAs(port, ports, found.answer),
      }
  }
  return nobody
}

const PARITY = { none: 'N', even: 'E', odd: 'O' } as const
const lineText = ({ baudRate, dataBits, parity, stopBits }: LineSettings) =>
  `${baudRate} ${dataBits}${PARITY[parity]}${stopBits}`

interface Found {
  profile: string
  address: number | null
  answer: string | null
}

const runPass = async (
  options: DetectOptions,
  profiles: readonly Profile[],
  wire: OpenWire,
  add: (finding: Finding) => void,
): Promise<Found | null> => {
  const answers = await askAll(options, profiles, wire, add)
  const [first, ...others] = answers
  if (first && others.length === 0) return { ...first, address: null }
  if (wire.lost() || options.signal?.aborted) return null
  options.tell?.('press')
  const verdict = await listenFor(options, profiles, wire)
  const parts = verdict.is === 'tie' && canPart(namedIn(profiles, verdict.profiles))
  add({ step: 'listen', about: options.port, ...adviceOf(verdict, options.port, parts) })
  return verdict.is === 'winner' ? { ...verdict, answer: null } : null
}

const namedIn = (profiles: readonly Profile[], names: readonly string[]) =>
  profiles.filter(({ name }) => names.includes(name))

const askAll = async (
  { clock, signal }: DetectOptions,
  profiles: readonly Profile[],
  wire: OpenWire,
  add: (finding: Finding) => void,
) => {
  const answers: { profile: string; answer: string }[] = []
  for (const profile of profiles.filter(({ probe }) => probe)) {
    if (signal?.aborted || wire.lost()) break
    const answer = await askWho(wire, profile, clock)
    const about = profile.name
    if (answer.ok) {
      answers.push({ profile: about, answer: answer.value })
      add({ step: 'ask', about, state: 'ok', evidence: answer.value, advice: null })
    } else add({ step: 'ask', about, state: 'none', evidence: '', advice: answer.error })
  }
  return answers
}

const listenFor = (options: DetectOptions, profiles: readonly Profile[], wire: OpenWire): Promise<Verdict> =>
  new Promise((resolve) => {
    const { clock, signal } = options
    const listener = createListener(profiles)
    let cancelSilence = () => {}
    const end = () => {
      cancelLimit()
      cancelSilence()
      wire.hear(null)
      signal?.removeEventListener('abort', end)
      listener.silence()
      resolve(listener.verdict())
    }
    let cancelLimit = clock.after(PRESS_LIMIT, end)
    /** A winner is one at once, and a tie that no key can break stays one. Of any other, another key is due. */
    const look = () => {
      listener.silence()
      const verdict = listener.verdict()
      if (verdict.is === 'winner') return end()
      if (verdict.is !== 'tie') return
      if (!canPart(namedIn(profiles, verdict.profiles))) return end()
      cancelLimit()
      cancelLimit = clock.after(PRESS_LIMIT, end)
      options.tell?.({ tie: verdict.profiles })
    }
    signal?.addEventListener('abort', end, { once: true })
    wire.onLost(end)
    wire.hear((bytes) => {
      listener.push(bytes)
      cancelSilence()
      cancelSilence = clock.after(SILENCE, look)
    })
  })

interface OpenWire extends Wire {
  close(): Promise<void>
  /** Why it was lost, or null. */
  lost(): Fault | null
  onLost(listener: () => void): void
}

const openWire = async (
  { port, openPort, signal, chosen }: DetectOptions,
  line: LineSettings,
): Promise<Result<OpenWire>> => {
  let listener: ((bytes: Uint8Array) => void) | null = null
  let lost: Fault | null = null
  let gone = () => {}
  const opened = await openPort(
    port,
    line,
    {
      data: (bytes) => listener?.(bytes),
      lost: () => {
        lost = { code: 'pad/port-gone' }
        gone()
      },
    },
    signal,
  )
  if (!opened.ok) return opened
  return ok({
    write: async (bytes) => (chosen ? opened.value.write(bytes) : fail('pad/not-chosen')),
    hear: (next) => {
      listener = next
    },
    close: () => opened.value.close(),
    lost: () => lost,
    onLost: (run) => {
      gone = run
      if (lost) run()
    },
  })
}
