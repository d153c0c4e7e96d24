import { useCallback, useState } from 'react'
import type { LearnView } from '../../shared/learn.ts'
import type { Fault } from '../../shared/result.ts'
import { usePoll } from '../parts/use-now.ts'
import { useStore } from '../wire/use-store.ts'

const POLL_MS = 300
const IDLE_MS = 3_000

export interface LearnNow {
  view: LearnView | null
  /** Why it cannot be seen now. */
  fault: Fault | null
  look(): Promise<void>
}

/** The learning that the program holds: it goes on while pages come and go. */
export const useLearn = (): LearnNow => {
  const store = useStore()
  const [now, setNow] = useState<{ view: LearnView | null; fault: Fault | null }>({ view: null, fault: null })
  const look = useCallback(async () => {
    const result = await store.call('device.learn', {})
    setNow(({ view }) => (result.ok ? { view: result.value, fault: null } : { view, fault: result.error }))
  }, [store])
  usePoll(true, now.view?.listening ? POLL_MS : IDLE_MS, look)
  return { ...now, look }
}
