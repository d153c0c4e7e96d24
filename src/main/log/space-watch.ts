/** Watches the free space of the data folder's disk: others give way before ratings do. */
import { statfsSync } from 'node:fs'
import type { Clock } from '../../shared/clock.ts'
import type { Method } from '../../shared/commands.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'

const EVERY_MS = 60_000
/** Said to people below this; bulky work is refused below the other. */
const LOW_BYTES = 500 * 1024 * 1024
const LEAST_BYTES = 100 * 1024 * 1024

/** Commands that write much and can wait. */
const BULKY: ReadonlySet<string> = new Set<Method>([
  'log.export',
  'log.prune',
  'log.aside-copy',
  'device.capture-start',
  'device.learn-start',
  'diagnose.make',
])

export interface SpaceWatch {
  /** data/disk-low, or null. */
  trouble(): Fault | null
  /** Whether the command may run now. */
  admit(method: string): Result<void>
  stop(): void
}

/** @param free bytes left for this account; null where the system does not say. */
export const watchSpace = (clock: Clock, free: () => number | null, changed: () => void): SpaceWatch => {
  let left = free()
  let cancel = () => {}
  const low = () => left !== null && left < LOW_BYTES
  const look = () => {
    const before = low()
    left = free()
    if (low() !== before) changed()
    cancel = clock.after(EVERY_MS, look)
  }
  cancel = clock.after(EVERY_MS, look)
  const fault = (): Fault => ({
    code: 'data/disk-low',
    params: { mb: Math.floor((left ?? 0) / 1024 / 1024) },
  })
  return {
    trouble: () => (low() ? fault() : null),
    admit: (method) =>
      left !== null && left < LEAST_BYTES && BULKY.has(method)
        ? fail('data/disk-low', fault().params ?? {})
        : ok(undefined),
    stop: () => cancel(),
  }
}

/** Bytes free at a folder; null where the system does not say. */
export const freeBytes = (dir: string): number | null => {
  try {
    const { bavail, bsize } = statfsSync(dir)
    return bavail * bsize
  } catch {
    return null
  }
}
