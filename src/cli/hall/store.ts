import { storageFault } from '../../hall/store/open.ts'
import { openToolStore, type Store } from '../../hall/store/store.ts'
import { stop } from '../io.ts'

/** Runs `use` on the store beside a server that may be running. */
export const withStore = async <T>(data: string, use: (store: Store) => T | Promise<T>): Promise<T> => {
  const opened = await openToolStore(data)
  if (!opened.ok) return stop(opened.error)
  try {
    return await use(opened.value)
  } catch (error) {
    return stop(storageFault(error, data))
  } finally {
    opened.value.close()
  }
}
