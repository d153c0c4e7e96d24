/** Keeps a server as it was set: starts, changes and ends it, and tries again where it cannot. */
import type { Clock } from '../shared/clock.ts'
import { type Fault, ok, type Result } from '../shared/result.ts'

/** Addresses come late when a PC starts, and go when a cable is pulled. */
const RETRY_MS = 30_000

export interface Listening<At, Server> {
  /** null while nothing listens. */
  server(): Server | null
  trouble(): Fault | null
  /** null: served no more. The first failure is returned, and it is tried again until it is set otherwise. */
  use(at: At | null): Promise<Result<void>>
  stop(): Promise<void>
}

export const keepListening = <At, Server extends { close(): Promise<void> }>(
  clock: Clock,
  start: (at: At) => Promise<Result<Server>>,
): Listening<At, Server> => {
  let server: Server | null = null
  let trouble: Fault | null = null
  let cancelRetry = () => {}
  /** Each change waits for the one before: a port is free only when the old server has closed. */
  let last: Promise<unknown> = Promise.resolve()

  const change = async (at: At | null): Promise<Result<void>> => {
    cancelRetry()
    await server?.close()
    server = null
    trouble = null
    if (at === null) return ok(undefined)
    const started = await start(at)
    if (started.ok) {
      server = started.value
      return ok(undefined)
    }
    trouble = started.error
    cancelRetry = clock.after(RETRY_MS, () => void use(at))
    return started
  }
  const use = (at: At | null): Promise<Result<void>> => {
    const done = last.then(() => change(at))
    last = done
    return done
  }
  return {
    server: () => server,
    trouble: () => trouble,
    use,
    stop: async () => {
      await use(null)
    },
  }
}
