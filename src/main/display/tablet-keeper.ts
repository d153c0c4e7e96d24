/** Keeps the tablet's page served as the technician set it: starts, changes and ends it, and tries again where it cannot. */
import type { Clock } from '../../shared/clock.ts'
import type { Tablet } from '../../shared/display.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'
import { keptCertificate } from './certificate.ts'
import { startTablet, type TabletDoors, type TabletServer } from './tablet.ts'

/** Addresses come late when a PC starts, and go when a cable is pulled. */
const RETRY_MS = 30_000

export interface TabletKeeper {
  url(): string | null
  trouble(): Fault | null
  /** null: served no more. The first failure is returned, and the page is tried again until it is set otherwise. */
  use(at: Tablet | null): Promise<Result<void>>
  hangUp(): void
  stop(): Promise<void>
}

export interface TabletKeeperOptions {
  dir: string
  clock: Clock
  /** null: this program has no pages to serve. */
  pages: string | null
  doors: TabletDoors
}

export const keepTablet = ({ dir, clock, pages, doors }: TabletKeeperOptions): TabletKeeper => {
  let server: TabletServer | null = null
  let trouble: Fault | null = null
  let cancelRetry = () => {}
  /** Each change waits for the one before: a port is free only when the old server has closed. */
  let last: Promise<unknown> = Promise.resolve()

  const start = async (at: Tablet): Promise<Result<TabletServer>> => {
    if (pages === null) return fail('display/no-pages')
    const certificate = keptCertificate(dir, at.address, clock.now())
    if (!certificate.ok) return certificate
    return startTablet({ at, certificate: certificate.value, doors, pages, clock })
  }
  const change = async (at: Tablet | null): Promise<Result<void>> => {
    cancelRetry()
    await server?.close()
    server = null
    trouble = null
    if (!at) return ok(undefined)
    const started = await start(at)
    if (started.ok) {
      server = started.value
      return ok(undefined)
    }
    trouble = started.error
    cancelRetry = clock.after(RETRY_MS, () => void use(at))
    return started
  }
  const use = (at: Tablet | null): Promise<Result<void>> => {
    const done = last.then(() => change(at))
    last = done
    return done
  }

  return {
    url: () => server?.url ?? null,
    trouble: () => trouble,
    use,
    hangUp: () => server?.hangUp(),
    stop: async () => {
      await use(null)
    },
  }
}
