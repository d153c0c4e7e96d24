/** Reads the stored bytes of a press again, with the profile that the entry names as it is today. */
import { codecOf } from '../../device/profiles/codec.ts'
import type { EntryLine, Reread } from '../../shared/log-view.ts'
import type { Profile } from '../../shared/profile.ts'

const NOTHING = { key: null, level: null } as const

/** @returns null for an entry that is no press, or whose bytes are withheld. */
export const rereadPress = (
  { kind, withheld, fields }: EntryLine,
  profiles: ReadonlyMap<string, Profile>,
): Reread | null => {
  if (kind !== 'key.pressed' || withheld) return null
  const profile = profiles.get(String(fields['profile']))
  if (!profile) return { verdict: 'no-profile', ...NOTHING }
  const framer = codecOf(profile).createFramer(profile)
  const events = [...framer.push(Buffer.from(String(fields['bytes']), 'hex')), ...framer.flush()]
  const found = events.find((event) => event.type === 'key')
  if (!found) return { verdict: 'no-key', ...NOTHING }
  const { key, level } = found
  const same = key === fields['key'] && level === fields['level']
  return { verdict: same ? 'same' : 'different', key, level }
}
