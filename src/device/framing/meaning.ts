/** What the profile's key table says of a wire key. */
import type { Level } from '../../shared/levels.ts'
import type { Profile } from '../../shared/profile.ts'

export interface Meaning {
  /** null: not listed, or `none`. */
  readonly level: Level | null
  /** The citizen's cause that this key stands for. */
  readonly reason: string | null
  /** The pad says that nobody pressed. */
  readonly none: boolean
}

const NONE: Meaning = { level: null, reason: null, none: true }

/** @returns the meaning of the wire key `name`; one that is not listed has no level. */
export const meaningOf = ({ keys }: Profile, name: string): Meaning => {
  const listed = Object.hasOwn(keys, name) ? keys[name] : undefined
  if (listed === 'none') return NONE
  if (typeof listed === 'object') return { level: listed.level, reason: listed.reason, none: false }
  return { level: listed ?? null, reason: null, none: false }
}
