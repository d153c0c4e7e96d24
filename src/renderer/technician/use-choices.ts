import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../shared/commands.ts'
import { useStore } from '../wire/use-store.ts'

type Known = Output<'device.profiles'>

export interface Choices extends Known {
  /** null until they are known. */
  ports: Output<'device.ports'> | null
  /** Asks for ports and profiles again. */
  look: () => Promise<void>
}

/** Which profiles and ports there are, and which profile file is wrong. */
export const useChoices = (): Choices => {
  const store = useStore()
  const [known, setKnown] = useState<Known>({ profiles: [], fault: null })
  const [ports, setPorts] = useState<Choices['ports']>(null)
  const look = useCallback(async () => {
    const [profiles, listed] = await Promise.all([
      store.call('device.profiles', {}),
      store.call('device.ports', {}),
    ])
    if (profiles.ok) setKnown(profiles.value)
    if (listed.ok) setPorts(listed.value)
  }, [store])
  useEffect(() => {
    look()
  }, [look])
  return { ...known, ports, look }
}
