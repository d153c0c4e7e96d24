/**
 * Lets old entries leave the log, by hall IT's hand only: planned, archived and checked on a worker, then taken out in one
 * transaction. The program and the command line do the same with it.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Known } from '../../db/chain/judge.ts'
import { type KeepFacts, LEAST_DAYS } from '../../db/keep/limit.ts'
import type { Plan } from '../../db/keep/plan.ts'
import type { Log } from '../../db/log/log.ts'
import type { LogReader } from '../../db/log/reader.ts'
import { startLogWorker } from '../../db/work/client.ts'
import type { TaskName, Tasks } from '../../db/work/tasks.ts'
import type { Clock } from '../../shared/clock.ts'
import type { KeepFound, LeavingView, Left } from '../../shared/keep.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { receiptPlaces } from '../evidence.ts'
import { backupFolder } from './backup-place.ts'

export interface KeepingOptions {
  dir: string
  clock: Clock
  log: LogReader
  /** The site's policy. */
  months(): number
  /** The pinned key of the hall; null where the counter belongs to none. */
  hallKey(): string | null
  /** The folder chosen for copies; null: in the data folder. */
  chosen(): string | null
}

/** Beside the copies, where no rotation looks. */
const archiveFolder = (dir: string, chosen: string | null): Result<string> => {
  const copies = backupFolder(dir, chosen)
  return copies.ok ? ok(join(copies.value, 'archive')) : copies
}

/** Who lets entries leave sees how far it is, and may end it. */
export interface Watch {
  /** The copy is checked, then entries leave: so many of so many. */
  progress(step: LeavingView['step'], done: number, total: number): void
  stopped: AbortSignal
}

const onWorker = async <N extends TaskName>(
  name: N,
  input: Tasks[N]['input'],
  watch?: Watch,
): Promise<Result<Tasks[N]['output']>> => {
  const worker = startLogWorker()
  try {
    const task = worker.start(name, input, (done, total) => watch?.progress('check', done, total))
    watch?.stopped.addEventListener('abort', task.stop)
    return await task.result
  } finally {
    await worker.end()
  }
}

const factsOf = ({ log, clock, months, hallKey }: KeepingOptions): KeepFacts => {
  const key = hallKey()
  return {
    ...{ months: months(), now: clock.now(), hall: key !== null, acked: log.acked() },
    received: receiptPlaces(log, key).flatMap(({ seq, at }) => (at === null ? [] : [{ seq, at }])),
  }
}

const planned = (options: KeepingOptions): Promise<Result<Plan>> =>
  onWorker('keep-plan', { dir: options.dir, facts: factsOf(options) })

/** What may leave now, and where it would go. */
export const keepView = async (options: KeepingOptions): Promise<KeepFound> => {
  const plan = await planned(options)
  const archives = options.log.anchors().map(({ seq, archive }) => ({ to: seq, file: archive }))
  const folder = archiveFolder(options.dir, options.chosen())
  const view = {
    ...{ months: options.months(), leastDays: LEAST_DAYS, archives },
    folder: folder.ok ? folder.value : '',
  }
  if (!folder.ok) return { ...view, leaving: null, why: folder.error }
  if (!plan.ok) return { ...view, leaving: null, why: plan.error }
  const { entries, to, since, until } = plan.value.cut
  return { ...view, leaving: { entries, to, since, until }, why: null }
}

/** Whatever waits for the thread goes first: a key, a sign-in, a page. */
const breath = (): Promise<void> => new Promise((done) => setImmediate(done))

/** While a counter runs only a small file is written anew: nothing else can be written meanwhile, for 25 ms a MB. */
export const SHRINK_MOST = { running: 4 * 1024 * 1024, closed: Number.MAX_SAFE_INTEGER }

export interface Agreed {
  /** The last entry that leaves, as the person saw it. */
  to: number
  who: string
  why: string
}

/**
 * Archives, then lets go what `agreed` names.
 * @param free whether nobody is at work, asked again when the archive stands.
 * @param most bytes of a log that may be written anew to give its room back.
 * @param watch ends it: keep/stopped while nothing has left; what has left has left.
 */
export const letLeave = async (
  options: KeepingOptions & { log: Log },
  { to, who, why }: Agreed,
  free: () => boolean,
  most: number,
  watch: Watch,
): Promise<Result<Left>> => {
  const { dir, clock, log } = options
  if (!free()) return fail('keep/shift-open')
  const plan = await planned(options)
  if (!plan.ok) return plan
  const { cut, pieces } = plan.value
  if (cut.to !== to) return fail('keep/changed')
  const known: Known = {
    seen: receiptPlaces(log, options.hallKey()),
    mustSeal: existsSync(join(dir, 'seal.json')),
  }
  const folder = archiveFolder(dir, options.chosen())
  if (!folder.ok) return folder
  if (watch.stopped.aborted) return fail('keep/stopped')
  const archived = await onWorker(
    'archive',
    { dir, folder: folder.value, at: clock.now(), cut, known },
    watch,
  )
  if (!archived.ok) return archived
  if (!free()) return fail('keep/shift-open')
  let gone = { entries: 0, to: cut.from - 1 }
  for (const piece of pieces) {
    const left = log.letGo(piece, { who, why, archive: archived.value })
    // Somebody began to work meanwhile: what has left has left, the rest may leave another time.
    if (!left.ok && gone.entries > 0) break
    if (!left.ok) return left
    gone = { entries: gone.entries + piece.entries, to: piece.to }
    watch.progress('leave', gone.entries, cut.entries)
    await breath()
    if (watch.stopped.aborted) break
  }
  const smaller = free() ? log.shrink(most) : ok(false)
  return ok({ ...gone, archive: archived.value.file, smaller: smaller.ok && smaller.value })
}

export interface Keeping {
  view(): Promise<KeepFound>
  /** One at a time: keep/busy. */
  letLeave(agreed: Agreed): Promise<Result<Left>>
  /** How far that is; null: nothing leaves now. */
  leaving(): LeavingView | null
  /** Ends it at its next step. */
  stop(): void
}

/** As the running program has it. */
export const createKeeping = (options: KeepingOptions & { log: Log; free(): boolean }): Keeping => {
  let running: { stop: AbortController; view: LeavingView } | null = null
  return {
    view: () => keepView(options),
    letLeave: async (agreed) => {
      if (running) return fail('keep/busy')
      const now = { stop: new AbortController(), view: { step: 'check', done: 0, total: 0 } as LeavingView }
      running = now
      const watch: Watch = {
        progress: (step, done, total) => {
          now.view = { step, done, total }
        },
        stopped: now.stop.signal,
      }
      try {
        return await letLeave(options, agreed, options.free, SHRINK_MOST.running, watch)
      } finally {
        running = null
      }
    },
    leaving: () => running?.view ?? null,
    stop: () => running?.stop.abort(),
  }
}
