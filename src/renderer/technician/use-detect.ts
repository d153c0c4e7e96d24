import { useCallback, useRef, useState } from 'react'
import type { DetectedView, DetectView } from '../../shared/detect.ts'
import type { Fault } from '../../shared/result.ts'
import { usePoll } from '../parts/use-now.ts'
import { useStore } from '../wire/use-store.ts'

const POLL_MS = 300
/** While nothing goes on: somebody else may begin. */
const IDLE_MS = 3_000

export interface DetectNow {
  view: DetectView | null
  /** Why it cannot be seen now. */
  fault: Fault | null
  look(): Promise<void>
}

/** The detection that the program holds. `fill` gets what one that ends before this page's eyes has found. */
export const useDetect = (fill: (found: DetectedView) => void): DetectNow => {
  const store = useStore()
  const [now, setNow] = useState<{ view: DetectView | null; fault: Fault | null }>({
    view: null,
    fault: null,
  })
  /** The newest detection whose end is no news; null before the first answer. */
  const old = useRef<number | null>(null)
  const look = useCallback(async () => {
    const result = await store.call('device.detect', {})
    if (!result.ok) return setNow({ view: null, fault: result.error })
    const view = result.value
    setNow({ view, fault: null })
    const done = view?.phase === 'done'
    old.current ??= view ? view.number - (done ? 0 : 1) : 0
    if (!view || !done || view.number <= old.current) return
    old.current = view.number
    const [found, another] = view.found
    if (found && !another) fill(found)
  }, [store, fill])
  const going = now.view !== null && now.view.phase !== 'done'
  usePoll(true, going ? POLL_MS : IDLE_MS, look)
  return { ...now, look }
}
