/** What a codec does for a profile: a table, one row per codec. */
import type { PadCommand } from '../../shared/pad.ts'
import type { Profile } from '../../shared/profile.ts'
import { createFf68Framer } from '../framing/ff68.ts'
import type { Framer, KeyEvent } from '../framing/framer.ts'
import { createLineFramer } from '../framing/line.ts'
import { acknowledgeFf68, encodeFf68, keyFf68 } from './codec-ff68.ts'
import { encodeLine, keyLine } from './codec-line.ts'

export interface Codec {
  createFramer(profile: Profile): Framer
  /** @returns the bytes of a command to the pad, or null where the profile has none. */
  encode(profile: Profile, command: PadCommand): Uint8Array | null
  /** @returns what the pad wants to hear after a rating, or null. A key without a level is no rating. */
  acknowledge(profile: Profile, event: KeyEvent): Uint8Array | null
  /** @returns the bytes that a pad of this profile sends for a wire key (for the emulator). */
  key(profile: Profile, key: string): Uint8Array
}

const CODECS: Record<Profile['codec'], Codec> = {
  ff68: {
    createFramer: createFf68Framer,
    encode: encodeFf68,
    acknowledge: acknowledgeFf68,
    key: keyFf68,
  },
  line: {
    createFramer: createLineFramer,
    encode: encodeLine,
    // The protocol has no acknowledgement of a key.
    acknowledge: () => null,
    key: keyLine,
  },
}

export const codecOf = (profile: Profile): Codec => CODECS[profile.codec]
