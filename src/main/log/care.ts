/** What looks after the log beside the counter that writes it: seals, copies, free space, and hall IT's reading of it. */
import type { EntryDraft } from '../../shared/entries.ts'
import type { AppOptions } from '../app.ts'
import type { Parts } from '../parts.ts'
import { backUpOnWorker, createBackups } from './backups.ts'
import { createExports } from './exports.ts'
import { createLogPages } from './pages.ts'
import { keepSealed } from './sealing.ts'
import { freeBytes, watchSpace } from './space-watch.ts'

export interface LogCareOptions extends Pick<Parts, 'log' | 'settings' | 'stamp'> {
  options: Pick<AppOptions, 'dir' | 'clock' | 'report' | 'backUp'>
  practice: boolean
  record(draft: EntryDraft): void
  changed(): void
}

export const composeLogCare = (
  parts: LogCareOptions,
): Pick<Parts, 'sealing' | 'backups' | 'space' | 'logPages' | 'exports'> => {
  const { log, settings, stamp, practice, record, changed } = parts
  const { dir, clock, report } = parts.options
  const backUp = practice || parts.options.backUp === null ? null : (parts.options.backUp ?? backUpOnWorker)
  return {
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
  }
}
