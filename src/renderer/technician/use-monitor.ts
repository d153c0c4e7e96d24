import { useCallback, useState } from 'react'
import type { Output } from '../../shared/commands.ts'
import type { Fault } from '../../shared/result.ts'
import { usePoll } from '../parts/use-now.ts'
import { useStore } from '../wire/use-store.ts'

const POLL_MS = 300

export type Wire = Output<'device.monitor'>
const SILENT: Wire = { events: [], skips: { noise: 0, 'bad-length': 0, 'bad-checksum': 0, unknown: 0 } }

/** What crosses the wire. While a shift is open the program refuses: raw bytes are levels. */
export const useMonitor = (): { wire: Wire; fault: Fault | null } => {
  const store = useStore()
  const [now, setNow] = useState<{ wire: Wire; fault: Fault | null }>({ wire: SILENT, fault: null })
  const poll = useCallback(async () => {
    const result = await store.call('device.monitor', {})
    setNow(result.ok ? { wire: result.value, fault: null } : { wire: SILENT, fault: result.error })
  }, [store])
  usePoll(true, POLL_MS, poll)
  return now
}
