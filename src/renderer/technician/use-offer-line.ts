import { useCallback, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from '../wire/use-store.ts'

/**
 * The counter's line for the list of `guiping pull`: undefined until the program has said it, null where the log is not
 * offered. `look` asks again and has drawn it when it resolves.
 */
export const useOfferLine = (): { line: string | null | undefined; look: () => Promise<void> } => {
  const store = useStore()
  const [line, setLine] = useState<string | null | undefined>(undefined)
  const look = useCallback(async () => {
    const result = await store.call('offer.get', {})
    if (result.ok) flushSync(() => setLine(result.value.line))
  }, [store])
  useEffect(() => void look(), [look])
  return { line, look }
}
