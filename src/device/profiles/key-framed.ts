/** A key as a pad of a framed profile sends it: built from the framing, since no source writes it as a template. */
import type { FramedProfile } from '../../shared/profile.ts'
import { fromHex } from '../bytes.ts'
import { writeAddress } from '../framing/address.ts'
import { CHECKSUMS, writeCheck } from '../framing/checksum.ts'
import { keyBytes } from '../framing/key-name.ts'

/** What fills the bytes that no source explains: the digit 0, which text may have too. */
const FILLER = 0x30

/** @returns bytes of the frame that carries a key. */
export const keyFrameSize = ({ framing, key }: FramedProfile): number => {
  if (key.frameSize !== undefined) return key.frameSize
  switch (framing.shape) {
    case 'fixed':
      return framing.size
    case 'length-prefixed':
      return Math.min(...framing.length.values) + framing.length.add
    default:
      return Math.min(...framing.sizes)
  }
}

export const framedKey = (profile: FramedProfile, name: string): Uint8Array => {
  const { framing, checksum, key, command, address } = profile
  const size = keyFrameSize(profile)
  const frame = new Uint8Array(size).fill(FILLER)
  const put = (at: number, bytes: Uint8Array) => frame.set(bytes, at < 0 ? size + at : at)
  put(0, fromHex(framing.head?.[0] ?? ''))
  const tail = fromHex(framing.tail ?? '')
  put(size - tail.length, tail)
  for (const { at, bytes } of framing.marks) put(at, fromHex(bytes))
  if (framing.shape === 'length-prefixed') {
    const { at, again, add } = framing.length
    put(at, Uint8Array.of(size - add))
    if (again !== undefined) put(again, Uint8Array.of(size - add))
  }
  if (address) put(address.at, writeAddress(address.as, address.only ?? address.usual))
  if (command) put(command.at, fromHex(command.rating))
  put(key.at, keyBytes(key, name))
  if (checksum.kind !== 'none') {
    const end = checksum.to < 0 ? size + checksum.to : checksum.to
    const from = checksum.from < 0 ? size + checksum.from : checksum.from
    put(checksum.at, writeCheck(checksum.kind, checksum.as, CHECKSUMS[checksum.kind].of(frame, from, end)))
  }
  return frame
}
