import { useCallback, useEffect, useState } from 'react'
import type { FoundItem } from '../../shared/commands/work.ts'
import { useStore } from '../wire/use-store.ts'

interface Found {
  /** The text that this answers; null before the first answer. */
  text: string | null
  items: FoundItem[]
}

/**
 * What the program finds for `text`: by code, name, pinyin or its initials. It searches there, so that twenty thousand
 * items never travel to the page; answers may overtake each other, and only the last question's counts.
 */
export const useItemSearch = (text: string) => {
  const store = useStore()
  const [found, setFound] = useState<Found>({ text: null, items: [] })
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same question again.
  useEffect(() => {
    let current = true
    store.call('items.search', { text }).then((result) => {
      if (current && result.ok) setFound({ text, items: result.value })
    })
    return () => {
      current = false
    }
  }, [store, text, round])
  const star = useCallback(
    async (code: string, on: boolean) => {
      const result = await store.call('items.favourite', { code, on })
      setRound((last) => last + 1)
      return result.ok ? null : result.error
    },
    [store],
  )
  return { found, star }
}
