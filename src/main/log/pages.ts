/** The log's lists for pages: a worker that starts when somebody looks and ends when nobody has for a while. */
import { type LogWorker, startLogWorker } from '../../db/work/client.ts'
import type { TaskName, Tasks } from '../../db/work/tasks.ts'
import type { Clock } from '../../shared/clock.ts'
import type { SiteReason } from '../../shared/people.ts'
import type { Result } from '../../shared/result.ts'

/** The worker holds log.db and browse.db open; after so many ms without a question it lets go of them. */
const IDLE_MS = 2 * 60_000

type Browsing = Extract<TaskName, 'list' | 'story' | 'days' | 'facets'>
type Wanted<N extends Browsing> = Omit<Tasks[N]['input'], 'open'>

export interface LogPages {
  ask<N extends Browsing>(name: N, input: Wanted<N>): Promise<Result<Tasks[N]['output']>>
  /** Lets go of the files now, e.g. before they are moved. */
  close(): Promise<void>
}

export interface LogPagesOptions {
  dir: string
  clock: Clock
  reasons(): readonly SiteReason[]
}

export const createLogPages = ({ dir, clock, reasons }: LogPagesOptions): LogPages => {
  let worker: LogWorker | null = null
  let cancel = () => {}

  const close = async () => {
    cancel()
    const ending = worker
    worker = null
    await ending?.end()
  }

  return {
    ask: async (name, input) => {
      cancel()
      worker ??= startLogWorker()
      const asked = worker
      try {
        const open = { dir, reasons: reasons() }
        return await asked.start(name, { ...input, open } as Tasks[typeof name]['input']).result
      } catch (error) {
        // A worker that made a mistake is not asked again.
        if (worker === asked) await close()
        throw error
      } finally {
        cancel()
        cancel = clock.after(IDLE_MS, () => void close())
      }
    },
    close,
  }
}
