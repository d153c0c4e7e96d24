/** What an emulated pad sends for a key, and how a bad wire spoils it. */
import type { Profile } from '../../shared/profile.ts'
import { fromHex } from '../bytes.ts'
import { codecOf } from '../profiles/codec.ts'

/** Faults of the wire that were seen in halls. */
export interface WireFaults {
  /** Bytes before the frame. */
  noise?: Uint8Array
  /** The first byte of the head comes twice. */
  doubledHead?: boolean
  /** The check of the frame is wrong; where the protocol has no check, its first byte is. */
  wrongSum?: boolean
  /** Only the first half of the frame comes. */
  half?: boolean
  /** The frame comes twice, as zx tablets and pads without an acknowledgement do. */
  twice?: boolean
}

/** @returns the place of a byte whose change must be noticed. */
const checkPlace = (profile: Profile, size: number): number => {
  if (profile.codec === 'line') return size - 3
  if (profile.codec !== 'framed' || profile.checksum.kind === 'none') return 0
  const { at } = profile.checksum
  return at < 0 ? size + at : at
}

/** @returns the bytes of one press of `key`. `at`: ms by the pad's own clock. */
export const pressBytes = (profile: Profile, key: string, faults: WireFaults = {}, at = 0): Uint8Array => {
  const frame = Uint8Array.from(codecOf(profile).key(profile, key, at))
  if (faults.wrongSum) {
    const place = checkPlace(profile, frame.length)
    frame[place] = (frame[place] ?? 0) ^ 0x01
  }
  const head = profile.codec === 'framed' ? fromHex(profile.framing.head?.[0] ?? '') : frame
  const doubled = faults.doubledHead ? [...head.subarray(0, 1)] : []
  const sent = faults.half ? frame.subarray(0, frame.length >> 1) : frame
  return Uint8Array.from([...(faults.noise ?? []), ...doubled, ...sent, ...(faults.twice ? sent : [])])
}
