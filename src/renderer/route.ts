import { useSyncExternalStore } from 'react'

export const ROUTES = ['', 'bar', 'pad', 'device', 'it', 'setup', 'help', 'results'] as const
export type Route = (typeof ROUTES)[number]

/** @returns the page a hash names; anything unknown is the front page. */
export const parseRoute = (hash: string): Route => {
  const name = hash.replace(/^#\/?/, '')
  return ROUTES.find((route) => route === name) ?? ''
}

/** Whether a hash names the customer's screen, which is no page of the clerk's. */
export const isDisplay = (hash: string): boolean => /^#\/?display$/.test(hash)

/** Goes to a page of this program. */
export const goTo = (route: Route): void => {
  window.location.hash = `#/${route}`
}

/** Leaves the practice keypad: the tab that the front desk opened goes, any other shows the front page. */
export const leavePad = (): void => {
  if (window.opener) window.close()
  else goTo('')
}

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** @returns the page that the address names now. */
export const useRoute = (): Route => parseRoute(useSyncExternalStore(subscribe, () => window.location.hash))
