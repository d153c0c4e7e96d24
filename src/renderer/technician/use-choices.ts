import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../shared/commands.ts'
import { useStore } from '../wire/use-store.ts'

export interface Choices {
  profiles: Output<'device.profiles'>
  /** null until they are known. */
  ports: Output<'device.ports'> | null
  /** Asks for the ports again. */
  look: () => Promise<void>
}

/** Which profiles and ports there are. */
export const useChoices = (): Choices => {
  const store = useStore()
  const [profiles, setProfiles] = useState<Choices['profiles']>([])
  const [ports, setPorts] = useState<Choices['ports']>(null)
  const look = useCallback(async () => {
    const result = await store.call('device.ports', {})
    if (result.ok) setPorts(result.value)
  }, [store])
  useEffect(() => {
    store.call('device.profiles', {}).then((result) => result.ok && setProfiles(result.value))
    look()
  }, [store, look])
  return { profiles, ports, look }
}
