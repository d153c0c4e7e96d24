/** A key as a pad of the plain line protocol sends it. */
import type { Profile } from '../../shared/profile.ts'
import { withChecksum } from '../framing/line-text.ts'

export const lineKey = (_profile: Profile, key: string): Uint8Array =>
  Buffer.from(`${withChecksum(`KEY ${key}`)}\r\n`)
