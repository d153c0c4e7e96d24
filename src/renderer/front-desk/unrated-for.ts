import { useCallback, useState } from 'react'
import type { Snapshot } from '../../shared/views.ts'

/**
 * For which matter 未评价… was opened. The choice belongs to that matter alone: when it closes by itself, what is open
 * stays, says so, and can touch neither it nor the next one.
 */
export const useUnratedFor = ({ counter, today }: Snapshot) => {
  const [matter, setMatter] = useState<string | null>(null)
  const current = counter.matter?.id ?? null
  const setOpen = useCallback((open: boolean) => setMatter(open ? current : null), [current])
  return {
    open: matter !== null,
    setOpen,
    /** null while the matter is still in hand; its row as soon as the day knows how it closed. */
    closed:
      matter === null || matter === current
        ? null
        : { row: today?.matters.find(({ id, outcome }) => id === matter && outcome !== 'open') },
  }
}
