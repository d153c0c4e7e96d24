import { type MouseEvent, useCallback, useEffect } from 'react'
import { useSnapshot, useStore } from '../wire/use-store.ts'

/**
 * The bar's window never takes the focus from the tax software, so typing needs a word to the program.
 * @param atOnce the clerk has asked for a line to type in; otherwise a click into one is the sign.
 * @returns for the click on a form. What lets go is that the form is gone, or that another window is clicked.
 */
export const useTyping = (atOnce: boolean): ((event: MouseEvent) => void) => {
  const store = useStore()
  const { host } = useSnapshot()
  const own = host.capabilities.bar === 'window'
  const type = useCallback(
    (on: boolean) => {
      if (own) void store.call('window.type', { on })
    },
    [store, own],
  )
  useEffect(() => {
    if (atOnce) type(true)
    return () => type(false)
  }, [atOnce, type])
  return useCallback((event: MouseEvent) => event.target instanceof HTMLInputElement && type(true), [type])
}
