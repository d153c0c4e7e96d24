/** Whether the places of a framed profile lie inside its frames. */
import type { FramedProfile } from '../../shared/profile.ts'
import { fromHex } from '../bytes.ts'
import { addressFits, addressSize } from '../framing/address.ts'
import { checkBytes } from '../framing/shape.ts'

/** Sizes of whole frames that the framing allows. */
const frameSizes = ({ framing }: FramedProfile): number[] => {
  if (framing.shape === 'fixed') return [framing.size]
  if (framing.shape === 'length-prefixed')
    return framing.length.values.map((value) => value + framing.length.add)
  return framing.sizes
}

const inside = (at: number, bytes: number, size: number) => {
  const place = at < 0 ? size + at : at
  return place >= 0 && place + bytes <= size
}

type Place = [path: string, at: number, bytes: number]

/** What stands in every frame: its check must be found in the smallest as in the largest. */
const framePlaces = (profile: FramedProfile): Place[] => {
  const { framing, checksum } = profile
  const places: Place[] = []
  if (framing.shape === 'length-prefixed') {
    places.push(['framing.length.at', framing.length.at, 1])
    if (framing.length.again !== undefined) places.push(['framing.length.again', framing.length.again, 1])
  }
  for (const [index, { at, bytes }] of framing.marks.entries())
    places.push([`framing.marks.${index}.at`, at, fromHex(bytes).length])
  if (checksum.kind !== 'none')
    places.push(
      ['checksum.at', checksum.at, checkBytes(profile)],
      ['checksum.from', checksum.from, 0],
      ['checksum.to', checksum.to, 0],
    )
  return places
}

/** What stands in the frames that carry a key. */
const keyPlaces = ({ key, command, address }: FramedProfile): Place[] => {
  const places: Place[] = [['key.at', key.at, key.size]]
  if (command) places.push(['command.at', command.at, fromHex(command.rating).length])
  if (address) places.push(['address.at', address.at, addressSize(address.as)])
  return places
}

/** Whether a check would count no byte at all in a frame of `size`. */
const countsNothing = ({ checksum }: FramedProfile, size: number) => {
  if (checksum.kind === 'none') return false
  const place = (at: number) => (at < 0 ? size + at : at)
  return place(checksum.from) >= place(checksum.to)
}

/** @returns the path and the words of the first thing that is wrong with the frames, or null. */
export const framingProblem = (profile: FramedProfile): string | null => {
  const { framing, key, address } = profile
  const sizes = frameSizes(profile)
  const heads = (framing.head ?? []).map((head) => fromHex(head).length)
  if (new Set(heads).size > 1) return 'framing.head: the alternatives differ in length'
  if (sizes.some((size) => size < 1 || size > 256)) return 'framing: frames have 1 to 256 bytes'
  const around = (heads[0] ?? 0) + fromHex(framing.tail ?? '').length
  if (sizes.some((size) => size <= around)) return 'framing: no byte is left between head and tail'
  if (framing.shape === 'fixed' && around === 0) return 'framing: needs a head or a tail'
  if (key.frameSize !== undefined && !sizes.includes(key.frameSize))
    return 'key.frameSize: no size that the framing allows'
  const smallest = Math.min(...sizes)
  for (const [path, at, bytes] of framePlaces(profile))
    if (!inside(at, bytes, smallest)) return `${path}: outside the frame of ${smallest} bytes`
  if (countsNothing(profile, smallest)) return 'checksum.to: not behind checksum.from'
  const size = key.frameSize ?? Math.max(...sizes)
  for (const [path, at, bytes] of keyPlaces(profile))
    if (!inside(at, bytes, size)) return `${path}: outside the frame of ${size} bytes`
  for (const name of ['usual', 'only'] as const) {
    const value = address?.[name] ?? null
    if (address && value !== null && !addressFits(address.as, value))
      return `address.${name}: more than the wire can say`
  }
  return null
}
