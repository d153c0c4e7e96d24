/** The address of a pad on a bus that several share. */
import type { Profile } from '../../shared/profile.ts'
import { addressFits } from '../framing/address.ts'

/** Whether pads of this profile have an address that a technician can fix. */
export const isAddressed = (profile: Profile): boolean =>
  profile.codec === 'framed' && profile.address !== undefined

/**
 * @returns the profile that hears and speaks to `address` alone; as it was for null, for a profile without addresses,
 * and for an address that its wire cannot say.
 */
export const withAddress = (profile: Profile, address: number | null): Profile => {
  if (profile.codec !== 'framed' || !profile.address || address === null) return profile
  if (!addressFits(profile.address.as, address)) return profile
  return { ...profile, address: { ...profile.address, only: address } }
}
