import { useCallback } from 'react'
import { useSnapshot, useStore } from '../wire/use-store.ts'

/** @returns opens the full page, or brings it to the front. */
export const useOpenDesk = (): (() => void) => {
  const store = useStore()
  const { host } = useSnapshot()
  const page = host.capabilities.bar === 'page'
  return useCallback(() => {
    if (page) window.open('#/', 'guiping-desk')
    else void store.call('window.show', {})
  }, [store, page])
}
