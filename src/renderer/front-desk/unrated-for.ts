import { useCallback, useMemo, useState } from 'react'
import { snapshotOf, useSelected, useStore } from '../wire/use-store.ts'

/**
 * For which matter 未评价… was opened. The choice belongs to that matter alone: when it closes by itself, what is open
 * stays, says so, and can touch neither it nor the next one.
 */
export const useUnratedFor = () => {
  const store = useStore()
  const [matter, setMatter] = useState<string | null>(null)
  const setOpen = useCallback(
    (open: boolean) => setMatter(open ? (store.getState().snapshot?.counter.matter?.id ?? null) : null),
    [store],
  )
  const over = useSelected((state) => matter !== null && snapshotOf(state).counter.matter?.id !== matter)
  const row = useSelected((state) =>
    over
      ? snapshotOf(state).today?.matters.find(({ id, outcome }) => id === matter && outcome !== 'open')
      : undefined,
  )
  return useMemo(
    () => ({
      open: matter !== null,
      setOpen,
      /** null while the matter is still in hand; its row as soon as the day knows how it closed. */
      closed: over ? { row } : null,
    }),
    [matter, setOpen, over, row],
  )
}
