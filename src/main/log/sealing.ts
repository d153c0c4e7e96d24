/** Ends an epoch of the log after its time, also when nothing happened in it, and tells the system's log of each seal. */
import { SEAL_AFTER } from '../../db/chain/seal.ts'
import type { Log } from '../../db/log/log.ts'
import type { Sealed } from '../../db/seal/key-file.ts'
import type { Clock } from '../../shared/clock.ts'
import type { Result } from '../../shared/result.ts'

export interface Sealing {
  /** Seals what stands now: at the end of a shift and of the program. */
  now(): Result<void>
  /** Where the log stood when it was last sealed by `now`, for a person to note down; null: not yet. */
  dayCode(): string | null
  stop(): void
}

/** @param failed a seal that the log would not take; the next one covers the same entries. */
export const keepSealed = (log: Log, clock: Clock, failed: (fault: unknown) => void): Sealing => {
  let cancel = () => {}
  const look = () => {
    const sealed = log.seal('due')
    if (!sealed.ok) failed(sealed.error)
    cancel = clock.after(SEAL_AFTER.ms, look)
  }
  cancel = clock.after(SEAL_AFTER.ms, look)
  let code: string | null = null
  return {
    now: () => {
      const sealed = log.seal('end')
      if (sealed.ok) code = placeCode(log.head())
      else failed(sealed.error)
      return sealed
    },
    dayCode: () => code,
    stop: () => cancel(),
  }
}

/** A seal's place as the system's log keeps it and people compare it. */
export const sealLine = ({ logId, seq, hash }: Sealed): string => `guiping-seal/1 ${logId} ${seq} ${hash}`

/** A place as it fits on a screen and on paper: seq and the first eight digits of the hash. */
const placeCode = ({ seq, hash }: { seq: number; hash: string }): string => `${seq}-${hash.slice(0, 8)}`
