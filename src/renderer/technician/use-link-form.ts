import { useCallback, useState } from 'react'
import type { DetectedView } from '../../shared/detect.ts'
import type { PadIdentity } from '../../shared/pad.ts'
import { useSnapshot } from '../wire/use-store.ts'

export interface LinkForm {
  port: string
  profile: string
  /** As typed. */
  address: string
  /** By what a detection knows the pad; null: the program finds out by itself. */
  identity: PadIdentity | null
  setPort(port: string): void
  setProfile(profile: string): void
  setAddress(address: string): void
  /** What was detected or learnt. */
  fill(found: DetectedView): void
}

/** Port, profile and address of the link: chosen by hand, or filled in by a detection. */
export const useLinkForm = (): LinkForm => {
  const { pad } = useSnapshot()
  const [form, setForm] = useState(() => ({
    ...{ port: pad.port ?? '', profile: pad.profile ?? '', address: '' },
    identity: null as PadIdentity | null,
  }))
  const fill = useCallback(({ port, profile, address, identity }: DetectedView) => {
    setForm({ port, profile, address: address === null ? '' : String(address), identity })
  }, [])
  return {
    ...form,
    // Another port is another pad.
    setPort: (port) => setForm((old) => ({ ...old, port, identity: null })),
    setProfile: (profile) => setForm((old) => ({ ...old, profile })),
    setAddress: (address) => setForm((old) => ({ ...old, address })),
    fill,
  }
}
