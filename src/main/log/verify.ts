/** Whether a log is whole, on a worker: it reads every entry, and the thread of the keypad must not wait for that. */
import type { Known } from '../../db/chain/judge.ts'
import { startLogWorker } from '../../db/work/client.ts'
import type { VerifyReport } from '../../shared/commands/installer.ts'
import type { Language } from '../../shared/errors.ts'
import type { Result } from '../../shared/result.ts'

export const verifyOnWorker = async (
  dir: string,
  language: Language,
  known: Known = {},
): Promise<Result<VerifyReport>> => {
  const worker = startLogWorker()
  try {
    return await worker.start('verify', { dir, language, known }).result
  } finally {
    await worker.end()
  }
}
