/**
 * The guided tasks: follows the log, plays the two troubles, and keeps a result per staff number in the practice
 * folder. The practice log goes to the practice hall alone; the results go nowhere.
 */
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../../db/log/log.ts'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import type { Clock } from '../../shared/clock.ts'
import { isKind, parseBody } from '../../shared/entries.ts'
import { type StagedTask, TASKS, type Task, type TasksView, taskSchema } from '../../shared/practice.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Practice } from '../practice.ts'
import { follow, NO_PROGRESS } from './progress.ts'

const resultsSchema = z.record(z.string(), z.partialRecord(taskSchema, z.number()))
type Results = z.infer<typeof resultsSchema>

/** The trouble ends so long after the matter that was served in it: long enough to look at the lights. */
const BACK_MS = 3000
/** Entries read at once. */
const ROUND = 500

export interface Tasks {
  view(): TasksView
  play(task: StagedTask): Promise<Result<void>>
  reset(): Promise<Result<void>>
  stop(): void
}

export interface TasksOptions {
  dir: string
  clock: Clock
  log: Log
  practice: Practice
  staff(): { number: string; name: string } | null
  nameOf(number: string): string
  deliver(): void
}

export const createTasks = (options: TasksOptions): Tasks => {
  const { clock, log, practice } = options
  const path = join(options.dir, 'practice-results.json')
  const read = readJsonFile(path, resultsSchema)
  // Results of practice that cannot be read are not worth keeping anybody from practising.
  let results: Results = read.ok ? (read.value ?? {}) : {}
  let seen = log.head().seq
  let progress = NO_PROGRESS
  let playing: StagedTask | null = null
  /** What was served while the hall was away: done when it has arrived there. */
  let hallServed: { seq: number; staff: string } | null = null
  let cancelBack = () => {}

  const note = (staff: string, task: Task) => {
    if (results[staff]?.[task] !== undefined) return
    results = { ...results, [staff]: { ...results[staff], [task]: clock.now() } }
    writeJsonFile(path, results)
  }
  const back = async (): Promise<Result<void>> => {
    cancelBack()
    const was = playing
    playing = null
    if (was === 'unplug') return practice.emulator.replug()
    if (was !== 'hall') return ok(undefined)
    const started = await practice.hall.start()
    options.deliver()
    return started
  }
  const endSoon = () => {
    cancelBack()
    cancelBack = clock.after(BACK_MS, () => void back())
  }

  const read1 = (seq: number, body: string) => {
    const parsed = parseBody(body)
    if (!parsed.ok) return
    const step = follow(progress, parsed.entry)
    progress = step.progress
    for (const { staff, task } of step.done) note(staff, task)
    if (isKind(parsed.entry, 'shift.closed') && playing) return void back()
    if (!isKind(parsed.entry, 'matter.closed') || !playing) return
    if (playing === 'hall' && parsed.entry.by !== null) hallServed = { seq, staff: parsed.entry.by }
    if (playing === 'hall' || progress.servedOffline !== null) endSoon()
  }
  const look = () => {
    for (;;) {
      const entries = log.entries(seen + 1, ROUND, Number.MAX_SAFE_INTEGER)
      for (const { seq, body } of entries) {
        seen = seq
        read1(seq, body)
      }
      if (entries.length < ROUND) break
    }
    if (hallServed && playing !== 'hall' && log.acked() >= hallServed.seq) {
      note(hallServed.staff, 'hall')
      hallServed = null
    }
  }

  return {
    view: () => {
      look()
      const staff = options.staff()
      const mine = (staff && results[staff.number]) || {}
      const present = TASKS.find((task) => mine[task] === undefined)
      return {
        staff,
        tasks: TASKS.map((task) => {
          const at = mine[task] ?? null
          return { task, at, state: at !== null ? 'done' : task === present ? 'present' : 'later' }
        }),
        playing,
        results: Object.entries(results).map(([number, done]) => ({
          number,
          name: options.nameOf(number),
          done: Object.keys(done).length,
        })),
      }
    },
    play: async (task) => {
      look()
      if (playing) return ok(undefined)
      playing = task
      if (task === 'unplug') await practice.emulator.unplug()
      else await practice.hall.stop()
      return ok(undefined)
    },
    reset: async () => {
      look()
      const restored = await back()
      const staff = options.staff()
      const { [staff?.number ?? '']: _, ...others } = results
      results = staff ? others : {}
      progress = NO_PROGRESS
      hallServed = null
      // Whoever is signed in has done the first task already, and cannot do it again without leaving.
      if (staff) note(staff.number, 'sign-in')
      const written = writeJsonFile(path, results)
      return restored.ok ? written : restored
    },
    stop: () => cancelBack(),
  }
}
