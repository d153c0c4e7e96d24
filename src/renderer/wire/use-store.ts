import { createContext, useCallback, useContext, useState, useSyncExternalStore } from 'react'
import type { Input, Method, Output } from '../../shared/commands.ts'
import type { Fault, Result } from '../../shared/result.ts'
import type { Snapshot } from '../../shared/views.ts'
import type { PageState, Store } from './store.ts'

const StoreContext = createContext<Store | null>(null)
export const StoreProvider = StoreContext.Provider

/** @returns the page's store. Throws outside its provider: a mistake in our own code, not a state of the world. */
export const useStore = (): Store => {
  const store = useContext(StoreContext)
  if (!store) throw new Error('no store provided')
  return store
}

/**
 * A part of what the page knows: the component is drawn again when this part changes and at nothing else.
 * @param select gives what stands in the state, or a plain value; an object made by it would be new each time.
 */
export const useSelected = <T>(select: (state: PageState) => T): T => {
  const store = useStore()
  return useSyncExternalStore(store.subscribe, () => select(store.getState()))
}

/** @returns the live state of the page. */
export const usePageState = (): PageState => useSelected((state) => state)

/** The snapshot is only missing before the first answer, and app.tsx shows no page before it. */
export const snapshotOf = ({ snapshot }: PageState): Snapshot => {
  if (!snapshot) throw new Error('no snapshot yet')
  return snapshot
}

export const useSnapshot = (): Snapshot => useSelected(snapshotOf)

/** @returns one section of the snapshot; what other sections say draws nothing. */
export const useSection = <S extends keyof Snapshot>(section: S): Snapshot[S] =>
  useSelected((state) => snapshotOf(state)[section])

/** @returns why the program does not answer, or null. */
export const useUnreachable = (): Fault | null => useSelected(({ unreachable }) => unreachable)

export interface Command<M extends Method> {
  run(input: Input<M>): Promise<Result<Output<M>>>
  busy: boolean
  /** Why the last run was refused; null after a success and before the first run. */
  fault: Fault | null
}

/** A command with its last refusal, for a form that shows the sentence beneath itself. */
export const useCommand = <M extends Method>(method: M): Command<M> => {
  const store = useStore()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)
  const run = useCallback(
    async (input: Input<M>) => {
      setBusy(true)
      const result = await store.call(method, input)
      setBusy(false)
      setFault(result.ok ? null : result.error)
      return result
    },
    [store, method],
  )
  return { run, busy, fault }
}
