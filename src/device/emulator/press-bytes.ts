/** What an emulated pad sends for a key, and how a bad wire spoils it. */
import type { Profile } from '../../shared/profile.ts'
import { codecOf } from '../profiles/codec.ts'

/** Faults of the wire that were seen in halls. */
export interface WireFaults {
  /** Bytes before the frame. */
  noise?: Uint8Array
  /** ff68: the head byte FF comes twice. */
  doubledHead?: boolean
  /** The check of the frame is wrong. */
  wrongSum?: boolean
}

/** Bytes after the check's last byte: `16` of ff68; CR LF of line. */
const AFTER_SUM: Record<Profile['codec'], number> = { ff68: 1, line: 2 }

/** @returns the bytes of one press of `key`. */
export const pressBytes = (profile: Profile, key: string, faults: WireFaults = {}): Uint8Array => {
  const frame = Uint8Array.from(codecOf(profile).key(profile, key))
  if (faults.wrongSum) {
    const at = frame.length - AFTER_SUM[profile.codec] - 1
    frame[at] = (frame[at] ?? 0) ^ 0x01
  }
  const head = faults.doubledHead && profile.codec === 'ff68' ? [0xff] : []
  return Uint8Array.from([...(faults.noise ?? []), ...head, ...frame])
}
