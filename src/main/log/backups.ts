/** Copies of the log, every hour in which something happened and at quit, made on a worker. */
import type { BackedUp } from '../../db/backup/back-up.ts'
import type { Log } from '../../db/log/log.ts'
import { startLogWorker } from '../../db/work/client.ts'
import type { Clock } from '../../shared/clock.ts'
import type { EntryDraft } from '../../shared/entries.ts'
import { sentence } from '../../shared/errors.ts'
import { type Fault, fail, type Result } from '../../shared/result.ts'
import { notWaitedFor } from '../not-waited-for.ts'
import type { Stamped } from '../stamps.ts'
import { within } from '../within.ts'
import { backupFolder } from './backup-place.ts'

const EVERY_MS = 60 * 60_000
/** A quit does not wait longer; the next hour of work makes the copy. */
const QUIT_MS = 10_000

/** What no copy needs to be made for: they come by themselves. */
const OWN = new Set(['log.sealed', 'log.backed-up', 'app.started', 'app.stopped'])

export interface Backups {
  /** Makes a copy now. */
  now(): Promise<Result<BackedUp>>
  /** Why the last one failed, or null. */
  trouble(): Fault | null
  /** The last copy of this start of the program, ms UTC; null: none yet. */
  lastAt(): number | null
  /** Ends; with a last copy, if that is wanted and something has changed. */
  stop(last: boolean): Promise<void>
}

export type BackUp = (job: { dir: string; to: string; at: number }) => Promise<Result<BackedUp>>

/** On a worker of its own: the thread of the keypad must not wait. */
export const backUpOnWorker: BackUp = async (job) => {
  const worker = startLogWorker()
  try {
    return await notWaitedFor(worker.start('back-up', job).result)
  } finally {
    await worker.end()
  }
}

export interface BackupsOptions {
  dir: string
  backUp: BackUp
  log: Log
  clock: Clock
  /** The folder that was chosen; null: backups/ in the data folder. */
  folder(): string | null
  record(draft: EntryDraft): void
  stamp(): Stamped
  changed(): void
  report(error: unknown, where: string): void
}

export const createBackups = (options: BackupsOptions): Backups => {
  const { dir, log, clock } = options
  let trouble: Fault | null = null
  let lastAt: number | null = null
  let copiedTo = log.head().seq
  let cancel = () => {}
  let running: Promise<Result<BackedUp>> | null = null

  const changedSince = (seq: number): boolean => {
    for (const { body } of log.entries(seq + 1, 1_000, 1 << 20))
      if (!OWN.has(JSON.parse(body).kind)) return true
    return log.head().seq - seq > 1_000
  }

  const settle = (made: Result<BackedUp>) => {
    const before = trouble
    trouble = made.ok ? null : made.error
    if (made.ok) {
      const { file, seq, hash } = made.value
      lastAt = clock.now()
      copiedTo = seq
      options.record({ kind: 'log.backed-up', ...options.stamp(), file, seq, head: hash })
    } else if (before?.code !== made.error.code)
      options.record({
        kind: 'incident',
        ...options.stamp(),
        code: made.error.code,
        detail: sentence(made.error),
      })
    if (before?.code !== trouble?.code) options.changed()
  }

  const make = async (): Promise<Result<BackedUp>> => {
    const to = backupFolder(dir, options.folder())
    const made = to.ok ? await options.backUp({ dir, to: to.value, at: clock.now() }) : to
    settle(made)
    return made
  }

  const now = () => {
    running ??= make().finally(() => {
      running = null
    })
    return running
  }

  const hourly = () => {
    cancel = clock.after(EVERY_MS, hourly)
    // A share that hangs answers nothing at all: nobody would ever hear of it.
    if (running) settle(fail('data/backup-place', { path: options.folder() ?? dir, why: 'ETIMEDOUT' }))
    else if (changedSince(copiedTo)) now().catch((error) => options.report(error, 'backup'))
  }
  cancel = clock.after(EVERY_MS, hourly)

  return {
    now,
    trouble: () => trouble,
    lastAt: () => lastAt,
    stop: async (wanted) => {
      cancel()
      const last = wanted && changedSince(copiedTo) ? now() : running
      if (last)
        await within(
          clock,
          QUIT_MS,
          last.catch((error) => options.report(error, 'backup')),
        )
    },
  }
}
