/**
 * Verifies a log on two threads: this one judges the entries, a worker makes the rows of the tables from them and compares.
 * Each reads a snapshot of its own. Where the program writes meanwhile, they may end some entries apart; both are true, and
 * the report tells of the entries that were judged.
 */
import type { VerifyReport } from '../../shared/commands/installer.ts'
import type { Language } from '../../shared/errors.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Known } from '../chain/judge.ts'
import type { LogReader } from '../log/reader.ts'
import type { Progress } from '../log/verify.ts'
import type { LogWorker } from './client.ts'

/** With fewer entries the log is verified before a second thread has begun. */
export const WORTH_TWO = 50_000

/** @returns what the reader's own `verify` would say; data/damaged, data/log-moved when the worker could not read the file. */
export const verifyOnTwo = async (
  reader: Pick<LogReader, 'id' | 'path' | 'judge'>,
  worker: LogWorker,
  language: Language,
  known: Known,
  progress?: Progress,
): Promise<Result<VerifyReport>> => {
  const tables = worker.start('tables', { path: reader.path, log: reader.id }).result
  // What ends the judging ends the worker too, and then nobody waits for its answer.
  tables.catch(() => {})
  const half = reader.judge(known, progress)
  const shown = await tables
  return shown.ok ? ok(half(() => shown.value, language)) : shown
}
