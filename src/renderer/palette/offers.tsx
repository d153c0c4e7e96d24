/** What the page can do now, for the palette: each page offers its own while it is shown. */
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useState,
  useSyncExternalStore,
} from 'react'

export interface Offer {
  /** Names what it does: when that changes, so does the id. */
  id: string
  text: string
  /** Its key as people read it, or null. */
  keys: string | null
  run: () => void
  /** false while a click may have been meant for what stood there before. */
  isSettled?: () => boolean
}

interface Offers {
  set(owner: string, offers: readonly Offer[]): void
  remove(owner: string): void
  get(): readonly Offer[]
  subscribe(listener: () => void): () => void
}

const createOffers = (): Offers => {
  const byOwner = new Map<string, readonly Offer[]>()
  const listeners = new Set<() => void>()
  let all: readonly Offer[] = []
  const changed = () => {
    all = [...byOwner.values()].flat()
    for (const listener of listeners) listener()
  }
  return {
    set: (owner, offers) => {
      byOwner.set(owner, offers)
      changed()
    },
    remove: (owner) => {
      byOwner.delete(owner)
      changed()
    },
    get: () => all,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const OffersContext = createContext<Offers | null>(null)

export const OffersProvider = ({ children }: { children: ReactNode }) => {
  const [offers] = useState(createOffers)
  return <OffersContext value={offers}>{children}</OffersContext>
}

const useOffersStore = (): Offers => {
  const offers = useContext(OffersContext)
  if (!offers) throw new Error('no offers provided')
  return offers
}

/** Offers these as long as the component is there. @param offers the same array as long as nothing changes. */
export const useOffers = (offers: readonly Offer[]): void => {
  const store = useOffersStore()
  const owner = useId()
  useEffect(() => {
    store.set(owner, offers)
  }, [store, owner, offers])
  useEffect(() => () => store.remove(owner), [store, owner])
}

/** @returns what the page can do now. */
export const useAllOffers = (): readonly Offer[] => {
  const store = useOffersStore()
  return useSyncExternalStore(store.subscribe, store.get)
}
