/** Keeps the tablet's page served as the technician set it. */
import type { Clock } from '../../shared/clock.ts'
import type { Tablet } from '../../shared/display.ts'
import { type Fault, fail, type Result } from '../../shared/result.ts'
import { keptCertificate } from '../certificate.ts'
import { keepListening } from '../keep-listening.ts'
import { startTablet, type TabletDoors, type TabletServer } from './tablet.ts'

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
  const { server, ...kept } = keepListening<Tablet, TabletServer>(clock, async (at) => {
    if (pages === null) return fail('display/no-pages')
    const certificate = keptCertificate(dir, 'display', at.address, clock.now())
    if (!certificate.ok) return certificate
    return startTablet({ at, certificate: certificate.value, doors, pages, clock })
  })
  return { ...kept, url: () => server()?.url ?? null, hangUp: () => server()?.hangUp() }
}
