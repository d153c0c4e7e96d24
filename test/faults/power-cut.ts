/** Cuts the power of a counter's PC at instants of a recorded run, and looks at what the next start makes of the rest. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { takeLock } from '../../src/db/lock.ts'
import { openLog } from '../../src/db/log/open.ts'
import { prepareFolder } from '../../src/db/open-folder.ts'
import { uuidV7 } from '../../src/keys/uuid.ts'
import { must } from '../db/log-kit.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { wholeBelow } from '../harness/random.ts'
import { CUTS, type Cut, diskOf, type Op, type Stands } from './disk.ts'
import { eventsOf, traced } from './strace.ts'

/** @returns everything in a folder but SQLite's shared memory, which no disk keeps. */
export const read = (dir: string): Stands => {
  const found = new Map<string, Buffer | null>()
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.name.endsWith('-shm'))
      found.set(path.slice(dir.length + 1), entry.isDirectory() ? null : readFileSync(path))
  }
  return found
}

export const write = (dir: string, stands: Stands): void => {
  for (const [path, bytes] of [...stands].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (bytes === null) mkdirSync(join(dir, path), { recursive: true })
    else {
      mkdirSync(join(dir, path, '..'), { recursive: true })
      writeFileSync(join(dir, path), bytes)
    }
}

/** A folder in memory where there is one: what is cut and opened there needs no disk. */
export const scratch = (): string => {
  for (const parent of ['/dev/shm', tmpdir()])
    try {
      return mkdtempSync(join(parent, 'guiping-cut-'))
    } catch {}
  throw new Error('no folder for scratch')
}

export interface Run {
  stands: Stands
  ops: Op[]
  /** What was confirmed, and how many operations had been made by then. */
  confirmed: { id: string; after: number }[]
  /** The folder after the process died. */
  end: Stands
}

/** Runs a scene of working.ts on the folder `stands`. @param build of builds.ts; none: the real one. */
export const record = async (stands: Stands, scene: string, seed: number, build?: string): Promise<Run> => {
  const home = scratch()
  try {
    const dir = join(home, 'data')
    mkdirSync(dir)
    write(dir, stands)
    const here = import.meta.dirname
    const words = [
      '--no-warnings',
      ...(build ? ['--import', join(here, 'builds.ts')] : []),
      ...[join(here, 'working.ts'), dir, scene, String(seed)],
    ]
    const trace = join(home, 'trace')
    const child = traced(trace, words, { GUIPING_SQLITE: 'better', PROOF_BUILD: build })
    if (child.signal !== 'SIGKILL' && child.status !== 137)
      throw new Error(`${scene}: ${child.status} ${child.signal} ${child.stderr}`)
    const ops: Op[] = []
    const confirmed: Run['confirmed'] = []
    for (const event of await eventsOf(trace, dir, stands.keys()))
      if ('op' in event) ops.push(event.op)
      else confirmed.push({ id: event.said.slice(1), after: ops.length })
    return { stands, ops, confirmed, end: read(dir) }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

export interface Opened {
  /** How often each entry stands in the log. */
  ids: Map<string, number>
  verdict: string
  why: string
  waiting: number
  findings: string[]
}

/** Starts the program's log on a folder, recovery included, and lets it work. @param at ms UTC. */
export const openAfter = (dir: string, at: number): Opened => {
  const clock = fakeClock(at)
  must(prepareFolder(dir))
  const lock = must(takeLock(dir))
  const log = must(openLog({ dir, clock, boot: uuidV7(at), station: '7', newId: uuidV7 }))
  try {
    const stamp = { at: clock.now(), mono: clock.mono(), by: null }
    must(log.append([{ kind: 'app.started', ...stamp, version: 'proof', host: 'cli' }]))
    const ids = new Map<string, number>()
    for (const { body } of log.entries(1, 1_000_000, 1e9)) {
      const { id } = JSON.parse(body)
      ids.set(id, (ids.get(id) ?? 0) + 1)
    }
    const { verdict, why } = log.verify()
    const findings = log.findings.map(({ code }) => code)
    return { ids, verdict, why, waiting: log.waiting().entries, findings }
  } finally {
    log.close()
    lock.release()
  }
}

export interface Outcome {
  /** Where: the operation after which the power went, what the disk kept. */
  at: number
  cut: Cut
  lost: string[]
  doubled: string[]
  opened: Opened | null
  /** What was thrown on opening. */
  threw: string
}

/** A place in a run: half of them anywhere, half at a kind of operation that may be rare, e.g. a checkpoint's. */
const pointIn = (ops: readonly Op[], random: () => number): number => {
  if (random() < 0.5) return wholeBelow(random, ops.length + 1)
  const kinds = Map.groupBy(ops.keys(), (at) => `${ops[at]?.type} ${ops[at]?.path}`)
  const places = [...kinds.values()][wholeBelow(random, kinds.size)] ?? [0]
  // Before it, while it is under way, or after it.
  return Math.min(ops.length, (places[wholeBelow(random, places.length)] ?? 0) + wholeBelow(random, 3))
}

/**
 * Cuts a run `count` times, at random operations.
 * @param before what had been confirmed before it began. @param later ms UTC, when the PC starts again.
 */
export const cutRun = (
  run: Run,
  count: number,
  random: () => number,
  before: ReadonlySet<string>,
  later: number,
): { outcomes: Outcome[]; last: { stands: Stands; confirmed: Set<string> } } => {
  const points = Array.from({ length: count }, () => pointIn(run.ops, random))
  points.sort((a, b) => a - b)
  const disk = diskOf(run.stands)
  const outcomes: Outcome[] = []
  let last = { stands: run.stands, confirmed: new Set(before) }
  let done = 0
  for (const at of points) {
    for (; done < at; done += 1) disk.apply(run.ops[done] as Op)
    const cut = CUTS[wholeBelow(random, CUTS.length)] as Cut
    const dir = scratch()
    try {
      disk.cutInto(dir, cut, random)
      const stands = read(dir)
      const confirmed = new Set(before)
      for (const { id, after } of run.confirmed) if (after <= at) confirmed.add(id)
      last = { stands, confirmed }
      try {
        const opened = openAfter(dir, later)
        const lost = [...confirmed].filter((id) => !opened.ids.has(id))
        const doubled = [...opened.ids].filter(([, times]) => times > 1).map(([id]) => id)
        outcomes.push({ at, cut, lost, doubled, opened, threw: '' })
      } catch (error) {
        outcomes.push({ at, cut, lost: [...confirmed], doubled: [], opened: null, threw: String(error) })
      }
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }
  return { outcomes, last }
}
