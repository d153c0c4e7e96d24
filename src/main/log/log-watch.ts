/**
 * Looks whether the log is still what the program writes to: its files every few seconds, its pages once after a start,
 * its entries whenever the counter is at rest for the first time in a day. Nobody need append for it to be noticed.
 */
import type { Log } from '../../db/log/log.ts'
import { noteDamage } from '../../db/recover/damage-note.ts'
import { startLogWorker } from '../../db/work/client.ts'
import type { Clock } from '../../shared/clock.ts'
import type { VerifyReport } from '../../shared/commands/installer.ts'
import type { EntryDraft } from '../../shared/entries.ts'
import { sentence } from '../../shared/errors.ts'
import type { Fault, Result } from '../../shared/result.ts'
import type { Stamped } from '../stamps.ts'

const LOOK_MS = 4_000
/** The start itself comes first. */
const PAGES_MS = 10_000
/** The first minutes of a morning belong to the counter. */
const FIRST_CHECK_MS = 5 * 60_000
const CHECK_MS = 24 * 60 * 60_000

export interface LogChecks {
  /** Reads every page. @returns data/damaged. */
  pages(): Promise<Result<null>>
  /** Reads every entry. */
  entries(): Promise<Result<VerifyReport>>
}

/** On a worker of its own, which ends with the work. */
export const checkPagesOnWorker = async (dir: string): Promise<Result<null>> => {
  const worker = startLogWorker()
  try {
    return await worker.start('check-pages', { dir }).result
  } finally {
    await worker.end()
  }
}

export interface LogWatchOptions {
  dir: string
  clock: Clock
  log: Pick<Log, 'path' | 'stillThere' | 'waiting'>
  checks: LogChecks
  /** Nobody is at the window: a worker may use the PC. */
  atRest(): boolean
  record(draft: EntryDraft): void
  stamp(): Stamped
  report(error: unknown, where: string): void
  /** Closes the log and opens it again: what is there goes on, what is gone or damaged is gone on from. */
  reopen(): void
}

export interface LogWatch {
  stop(): void
}

export const watchLog = (options: LogWatchOptions): LogWatch => {
  const { dir, clock, log, checks } = options
  let stopped = false
  let cancel = () => {}
  let pagesAt = clock.mono() + PAGES_MS
  let nextCheck = clock.mono() + FIRST_CHECK_MS

  const incident = (fault: Fault) =>
    options.record({ kind: 'incident', ...options.stamp(), code: fault.code, detail: sentence(fault) })

  /** Once: the next start of the program has a watch of its own. */
  const reopen = () => {
    watch.stop()
    options.reopen()
  }
  const damaged = (fault: Fault) => {
    if (stopped) return
    const noted = noteDamage(dir, String(fault.params?.['why'] ?? ''))
    if (!noted.ok) return options.report(noted.error, 'log')
    reopen()
  }

  const checkPages = async () => {
    const sound = await checks.pages()
    if (!sound.ok && sound.error.code === 'data/damaged') damaged(sound.error)
    else if (!sound.ok) options.report(sound.error, 'log')
  }
  const checkEntries = async () => {
    const report = await checks.entries()
    if (stopped) return
    if (!report.ok)
      return report.error.code === 'data/damaged'
        ? damaged(report.error)
        : options.report(report.error, 'log')
    const { verdict, firstBad } = report.value
    if (verdict !== 'ok') incident({ code: 'data/check-failed', params: { verdict, seq: firstBad ?? '-' } })
  }
  const inBackground = (check: () => Promise<unknown>) =>
    void check().catch((error) => options.report(error, 'log'))

  const look = () => {
    const { why } = log.waiting()
    if (!log.stillThere()) {
      incident({ code: 'data/log-moved', params: { path: log.path } })
      return reopen()
    }
    if (why?.code === 'data/damaged') return damaged(why)
    if (why?.code === 'data/foreign-entry') {
      incident(why)
      return reopen()
    }
    if (clock.mono() >= pagesAt) {
      pagesAt = Number.POSITIVE_INFINITY
      inBackground(checkPages)
    }
    if (clock.mono() >= nextCheck && options.atRest()) {
      nextCheck = clock.mono() + CHECK_MS
      inBackground(checkEntries)
    }
    cancel = clock.after(LOOK_MS, look)
  }
  const watch: LogWatch = {
    stop: () => {
      stopped = true
      cancel()
    },
  }
  cancel = clock.after(LOOK_MS, look)
  return watch
}
