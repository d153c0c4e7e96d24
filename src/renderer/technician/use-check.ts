import { useCallback, useState } from 'react'
import type { CheckView } from '../../shared/check.ts'
import type { Fault } from '../../shared/result.ts'
import { usePoll } from '../parts/use-now.ts'
import { useStore } from '../wire/use-store.ts'

const POLL_MS = 300

export interface CheckNow {
  check: CheckView | null
  /** Why it cannot be seen now, e.g. a shift is open; the check itself goes on. */
  fault: Fault | null
  /** Asks at once, after the page has done something. */
  look(): Promise<void>
}

/** The check that the program holds: it goes on while pages come and go. */
export const useCheck = (): CheckNow => {
  const store = useStore()
  const [now, setNow] = useState<{ check: CheckView | null; fault: Fault | null }>({
    check: null,
    fault: null,
  })
  const look = useCallback(async () => {
    const result = await store.call('device.check', {})
    setNow(({ check }) => (result.ok ? { check: result.value, fault: null } : { check, fault: result.error }))
  }, [store])
  usePoll(true, POLL_MS, look)
  return { ...now, look }
}
