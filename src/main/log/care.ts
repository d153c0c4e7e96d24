/** What looks after the log beside the counter that writes it: seals, copies, free space, and hall IT's reading of it. */
import type { EntryDraft } from '../../shared/entries.ts'
import type { AppOptions } from '../app.ts'
import { receiptPlaces } from '../evidence.ts'
import type { Parts } from '../parts.ts'
import { createAsides } from './aside.ts'
import { backUpOnWorker, createBackups } from './backups.ts'
import { createExports } from './exports.ts'
import { createKeeping } from './keeping.ts'
import { checkPagesOnWorker, watchLog } from './log-watch.ts'
import { createLogPages } from './pages.ts'
import { keepSealed } from './sealing.ts'
import { freeBytes, watchSpace } from './space-watch.ts'
import { createVerifying, verifyOnWorker } from './verify.ts'

export interface LogCareOptions extends Pick<Parts, 'log' | 'settings' | 'stamp'> {
  /** Nobody is at the window. */
  atRest(): boolean
  options: Pick<AppOptions, 'dir' | 'clock' | 'report' | 'backUp' | 'host' | 'logChecks'>
  practice: boolean
  /** Whether no shift is open. */
  signedOut(): boolean
  record(draft: EntryDraft): void
  changed(): void
}

export const composeLogCare = (
  parts: LogCareOptions,
): Pick<
  Parts,
  'sealing' | 'logWatch' | 'backups' | 'space' | 'logPages' | 'exports' | 'asides' | 'verifying' | 'keeping'
> => {
  const { log, settings, stamp, practice, record, changed } = parts
  const { dir, clock, report, host } = parts.options
  const backUp = practice || parts.options.backUp === null ? null : (parts.options.backUp ?? backUpOnWorker)
  return {
    logWatch: watchLog({
      ...{ dir, clock, log, stamp, record, report, atRest: parts.atRest },
      checks: parts.options.logChecks ?? {
        pages: () => checkPagesOnWorker(dir),
        entries: () =>
          verifyOnWorker(dir, settings.config().language, {
            seen: receiptPlaces(log, settings.enrolment()?.hallKey ?? null),
          }),
      },
      reopen: () => host.reopen(),
    }),
    sealing: keepSealed(log, clock, (fault) => report(fault, 'seal')),
    backups:
      backUp &&
      createBackups({
        ...{ dir, backUp, log, clock, stamp, report, record, changed },
        folder: () => settings.config().backups,
      }),
    space: watchSpace(clock, () => freeBytes(dir), changed),
    logPages: createLogPages({ dir, clock, reasons: () => settings.roster().policy.unratedReasons }),
    exports: createExports(dir, clock, report),
    asides: createAsides(dir),
    verifying: createVerifying(dir),
    keeping: createKeeping({
      ...{ dir, clock, log },
      months: () => settings.roster().policy.keepMonths,
      hallKey: () => settings.enrolment()?.hallKey ?? null,
      chosen: () => settings.config().backups,
      free: parts.signedOut,
    }),
  }
}
