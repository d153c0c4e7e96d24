/** Whether a log is whole, on a worker: it reads every entry, and the thread of the keypad must not wait for that. */
import type { Known } from '../../db/chain/judge.ts'
import type { Progress } from '../../db/log/verify.ts'
import { startLogWorker } from '../../db/work/client.ts'
import type { VerifyReport, VerifyView } from '../../shared/commands/installer.ts'
import type { Language } from '../../shared/errors.ts'
import { fail, type Result } from '../../shared/result.ts'

/** @param stopped aborts the check: data/check-stopped. */
export const verifyOnWorker = async (
  dir: string,
  language: Language,
  known: Known = {},
  { progress, stopped }: { progress?: Progress; stopped?: AbortSignal } = {},
): Promise<Result<VerifyReport>> => {
  const worker = startLogWorker()
  const end = () => void worker.end()
  stopped?.addEventListener('abort', end)
  try {
    return await worker.start('verify', { dir, language, known }, progress).result
  } catch (error) {
    // The check only reads: its thread can end at any place.
    if (stopped?.aborted) return fail('data/check-stopped')
    throw error
  } finally {
    await worker.end()
  }
}

/** The check that people wait for: one at a time, whoever asks. */
export interface Verifying {
  run(language: Language, known: Known): Promise<Result<VerifyReport>>
  view(): VerifyView
  stop(): void
}

export const createVerifying = (dir: string): Verifying => {
  let running: { result: Promise<Result<VerifyReport>>; stop: AbortController; view: VerifyView } | null =
    null

  const begin = (language: Language, known: Known) => {
    const stop = new AbortController()
    const now = { view: { done: 0, total: 0 }, stop }
    const progress: Progress = (done, total) => {
      now.view = { done, total }
    }
    const result = verifyOnWorker(dir, language, known, { progress, stopped: stop.signal }).finally(() => {
      running = null
    })
    running = Object.assign(now, { result })
    return result
  }

  return {
    run: (language, known) => running?.result ?? begin(language, known),
    view: () => running?.view ?? { done: 0, total: 0 },
    stop: () => running?.stop.abort(),
  }
}
