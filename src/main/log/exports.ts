/** The exports of the running program: one at a time, on a worker, into DATA/exports, each an entry of the log. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Exported, ExportJob } from '../../db/export/run.ts'
import { dropPart, keepPart } from '../../db/export/write.ts'
import { fileFault } from '../../db/sqlite.ts'
import { FLAT, type LogWorker, startLogWorker } from '../../db/work/client.ts'
import type { Clock } from '../../shared/clock.ts'
import type { ExportFormat, ExportView } from '../../shared/commands/log.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  csv: 'csv',
  xlsx: 'xlsx',
  jsonl: 'jsonl',
  sqlite: 'db',
  glog: 'glog',
}

const NONE: ExportView = { state: 'none', done: 0, total: 0, file: null, entries: 0, fault: null }

export interface Exports {
  /** @returns a new name in the folder of exports; half files of a program that was killed are gone. */
  place(format: ExportFormat): Result<string>
  /** Begins; export/busy while another runs. `record` writes the entry before the file gets its name. */
  start(job: ExportJob, record: (made: Exported) => Result<unknown>): Result<void>
  view(): ExportView
  stop(): void
  /** Ends what runs and waits for it. */
  end(): Promise<void>
}

export const exportsFolder = (dir: string): string => join(dir, 'exports')

/** Makes the folder and removes half files. */
const prepared = (folder: string): Result<void> => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(folder)) if (name.endsWith('.part')) rmSync(join(folder, name))
    return ok(undefined)
  } catch (error) {
    return { ok: false, error: fileFault(error, folder) }
  }
}

export const createExports = (
  dir: string,
  clock: Clock,
  report: (error: unknown, where: string) => void,
): Exports => {
  let view = NONE
  let running: { stop(): void; ended: Promise<void> } | null = null

  /** The log knows of the export before there is a file that anyone could take. */
  const kept = (job: ExportJob, made: Result<Exported>, record: (made: Exported) => Result<unknown>) => {
    if (!made.ok) return made
    const recorded = record(made.value)
    if (!recorded.ok) {
      dropPart(job.file)
      return recorded
    }
    const file = keepPart(job.file)
    return file.ok ? made : file
  }

  const run = async (
    worker: LogWorker,
    result: Promise<Result<Exported>>,
    job: ExportJob,
    record: (made: Exported) => Result<unknown>,
  ) => {
    let made: Result<Exported>
    try {
      made = kept(job, await result, record) as Result<Exported>
    } catch (error) {
      report(error, 'export')
      dropPart(job.file)
      made = fail('request/internal')
    }
    await worker.end()
    running = null
    view = made.ok
      ? { ...view, state: 'done', file: job.file, entries: made.value.entries }
      : { ...NONE, state: 'failed', fault: made.error }
  }

  return {
    place: (format) => {
      const folder = exportsFolder(dir)
      const ready = running ? ok(undefined) : prepared(folder)
      const time = new Date(clock.now()).toISOString().replaceAll(':', '')
      return ready.ok ? ok(join(folder, `guiping-${time}.${ENDINGS[format]}`)) : ready
    },
    start: (job, record) => {
      if (running) return fail('export/busy')
      view = { ...NONE, state: 'running' }
      const worker = startLogWorker(FLAT)
      const task = worker.start('export', job, (done, total) => {
        view = { ...view, done, total }
      })
      running = { stop: task.stop, ended: run(worker, task.result, job, record) }
      return ok(undefined)
    },
    view: () => view,
    stop: () => {
      if (!running) return
      running.stop()
      view = { ...view, state: 'stopping' }
    },
    end: async () => {
      running?.stop()
      await running?.ended
    },
  }
}
