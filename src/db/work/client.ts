/** Asks the log's worker. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import type { Result } from '../../shared/result.ts'
import { loadSqlite } from '../../sqlite/choose.ts'
import type { Asked, TaskName, Tasks, Told } from './tasks.ts'

export interface Running<T> {
  /** Rejects on a mistake of the program. */
  result: Promise<Result<T>>
  /** Ends it soon; its result then is export/cancelled, or what was ready. */
  stop(): void
}

export interface LogWorker {
  start<N extends TaskName>(
    name: N,
    input: Tasks[N]['input'],
    onProgress?: (done: number, total: number) => void,
  ): Running<Tasks[N]['output']>
  end(): Promise<void>
}

/** In a checkout the source itself runs; packaged, the bundle stands beside the program's. */
const FILES = ['worker.ts', 'log-worker.js', join('..', 'log-worker.js')]

const workerFile = (): string => {
  const found = FILES.map((name) => join(import.meta.dirname, name)).find((path) => existsSync(path))
  if (!found) throw new Error('the log worker is not there')
  return found
}

interface Waiting {
  done(result: Result<unknown>): void
  failed(error: Error): void
  progress(done: number, total: number): void
}

const ENDED = 'the log worker ended'

/** An export makes much that is soon forgotten: with little room it is forgotten soon, and memory stays flat. */
export const FLAT = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 96 }

/**
 * The thread takes the driver that this process has: a second copy of SQLite would drop the locks of the first when it
 * closes a file that both have open.
 */
const environment = (): NodeJS.ProcessEnv => {
  const driver = loadSqlite()
  const taken = driver.ok && driver.value.name === 'better-sqlite3' ? 'better' : 'node'
  return { ...process.env, GUIPING_SQLITE: taken }
}

/** Starts a worker thread; `end` it when it is not needed any more. */
export const startLogWorker = (limits: ResourceLimits = {}): LogWorker => {
  const worker = new Worker(workerFile(), { resourceLimits: limits, env: environment() })
  const waiting = new Map<number, Waiting>()
  let count = 0
  let ended = false

  const giveUp = (error: Error) => {
    ended = true
    for (const one of waiting.values()) one.failed(error)
    waiting.clear()
  }
  worker.on('message', (told: Told) => {
    const one = waiting.get(told.id)
    if (told.type === 'progress') return one?.progress(told.done, told.total)
    waiting.delete(told.id)
    if (waiting.size === 0) worker.unref()
    if (told.type === 'done') one?.done(told.result)
    else one?.failed(new Error(told.message))
  })
  worker.on('error', giveUp)
  worker.on('exit', () => giveUp(new Error(ENDED)))
  // A worker that has nothing to do keeps no program from ending.
  worker.unref()

  return {
    start: (name, input, onProgress = () => {}) => {
      count += 1
      const id = count
      const stop = new SharedArrayBuffer(4)
      const result = new Promise<Result<unknown>>((done, failed) => {
        // Nobody would ever answer.
        if (ended) return failed(new Error(ENDED))
        waiting.set(id, { done, failed, progress: onProgress })
      })
      worker.ref()
      worker.postMessage({ id, name, input, stop } satisfies Asked)
      return {
        result: result as Promise<Result<never>>,
        stop: () => void Atomics.store(new Int32Array(stop), 0, 1),
      }
    },
    end: async () => {
      await worker.terminate()
    },
  }
}
