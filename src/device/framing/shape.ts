/**
 * Looks for one frame of a profile's shape at one place of a stream. The checks stand in a fixed order, and each
 * waits for the bytes it needs, so that the answer depends on the bytes and not on how many have come.
 */
import type { FramedProfile } from '../../shared/profile.ts'
import { fromHex } from '../bytes.ts'
import { CHECKSUMS, checkSize, readCheck } from './checksum.ts'
import type { SkipWhy } from './framer.ts'

/** What stands at one place. `extent`: bytes that a refused frame claimed. */
export type Look =
  | { is: 'frame'; size: number }
  | { is: 'not'; why: SkipWhy; extent: number }
  | { is: 'unfinished'; why: SkipWhy }

export interface Shape {
  /** Whether a frame can begin with this byte; 1 or 0 for each of 256. */
  starts: Uint8Array
  maxSize: number
  /** Where a frame has neither head nor check, it is one only right behind another's end: otherwise empty. */
  onlyAfter: Uint8Array
  look(bytes: Uint8Array, at: number): Look
}

const not = (why: SkipWhy, extent = 1): Look => ({ is: 'not', why, extent })
const NOISE = not('noise')
const NO_HEAD: Look = { is: 'unfinished', why: 'noise' }
const NO_END: Look = { is: 'unfinished', why: 'bad-length' }

type Bytes = Uint8Array

const fits = (wanted: Bytes, bytes: Bytes, at: number): boolean => {
  for (let place = 0; place < wanted.length; place += 1) if (bytes[at + place] !== wanted[place]) return false
  return true
}

const MAX_HEADLESS = new Uint8Array(256).fill(1)

/** How the sizes of whole frames are found at a place. */
type Sizes = (bytes: Bytes, at: number) => readonly number[] | Look

const sizesOf = ({ framing }: FramedProfile): { list: readonly number[]; sizes: Sizes } => {
  if (framing.shape === 'fixed') {
    const list = [framing.size]
    return { list, sizes: () => list }
  }
  if (framing.shape !== 'length-prefixed') {
    const list = [...framing.sizes].sort((a, b) => a - b)
    return { list, sizes: () => list }
  }
  const { at: place, again, add, values } = framing.length
  const list = values.map((value) => value + add)
  const maxSize = Math.max(...list)
  const bySize = Array.from({ length: 256 }, (_, value) => (values.includes(value) ? [value + add] : null))
  const sizes: Sizes = (bytes, at) => {
    if (at + place >= bytes.length) return NO_END
    const value = bytes[at + place] ?? 0
    const found = bySize[value]
    const claimed = Math.max(1, Math.min(value + add, maxSize))
    if (!found) return not('bad-length', claimed)
    if (again === undefined) return found
    if (at + again >= bytes.length) return NO_END
    return bytes[at + again] === value ? found : not('bad-length', claimed)
  }
  return { list, sizes }
}

const headCheck = (heads: Bytes[]) => {
  const [first, ...others] = heads
  if (!first) return { size: 0, look: () => null }
  const size = first.length
  const look = (bytes: Bytes, at: number): Look | null => {
    const have = Math.min(size, bytes.length - at)
    const some = (head: Bytes) => fits(have < size ? head.subarray(0, have) : head, bytes, at)
    if (!some(first) && !others.some(some)) return NOISE
    return have < size ? NO_HEAD : null
  }
  return { size, look }
}

/** @returns whether the frame of `size` bytes at `at` has the check it should. */
const soundCheck = ({ checksum }: FramedProfile): ((bytes: Bytes, at: number, size: number) => boolean) => {
  if (checksum.kind === 'none') return () => true
  const { kind, as, from, to, at: place } = checksum
  const { of } = CHECKSUMS[kind]
  return (bytes, at, size) => {
    const offset = (place: number) => at + (place < 0 ? size + place : place)
    return readCheck(kind, as, bytes, offset(place)) === of(bytes, offset(from), offset(to))
  }
}

/** @returns the shape of the profile's frames. */
export const shapeOf = (profile: FramedProfile): Shape => {
  const { framing, checksum } = profile
  const heads = (framing.head ?? []).map(fromHex)
  const head = headCheck(heads)
  const tail = fromHex(framing.tail ?? '')
  const marks = framing.marks.map(({ at, bytes }) => ({ at, bytes: fromHex(bytes) }))
  const { list, sizes } = sizesOf(profile)
  const sound = soundCheck(profile)
  const maxSize = Math.max(...list)
  const single = list.length === 1 || framing.shape === 'length-prefixed'

  const printable = (bytes: Bytes, at: number, size: number) => {
    for (let place = at + head.size; place < at + size - tail.length; place += 1) {
      const byte = bytes[place] ?? 0
      if (byte < 0x20 || byte > 0x7e) return false
    }
    return true
  }
  const ofSize = (bytes: Bytes, at: number, size: number): SkipWhy | null => {
    if (!fits(tail, bytes, at + size - tail.length)) return single ? 'bad-checksum' : 'bad-length'
    if (!sound(bytes, at, size)) return 'bad-checksum'
    return framing.ascii && !printable(bytes, at, size) ? 'noise' : null
  }
  const look = (bytes: Bytes, at: number): Look => {
    const headed = head.look(bytes, at)
    if (headed) return headed
    const found = sizes(bytes, at)
    if ('is' in found) return found
    for (const mark of marks) {
      if (at + mark.at + mark.bytes.length > bytes.length) return NO_END
      if (!fits(mark.bytes, bytes, at + mark.at)) return not('noise', heads.length > 0 ? (found[0] ?? 1) : 1)
    }
    let refused: Look = NOISE
    for (const size of found) {
      if (at + size > bytes.length) return NO_END
      const why = ofSize(bytes, at, size)
      if (why === null) return { is: 'frame', size }
      if (heads.length > 0) refused = not(why, why === 'bad-length' ? 1 : size)
    }
    return refused
  }

  const starts = new Uint8Array(256)
  for (const one of heads) starts[one[0] ?? 0] = 1
  const bare = heads.length === 0
  return {
    starts: bare ? MAX_HEADLESS : starts,
    maxSize,
    onlyAfter: bare && checksum.kind === 'none' ? tail : new Uint8Array(0),
    look,
  }
}

/** @returns bytes at the end of a frame that are check or tail: what comes before them is its data. */
export const afterData = ({ framing, checksum }: FramedProfile): number => {
  const tail = (framing.tail ?? '').replaceAll(' ', '').length / 2
  if (checksum.kind === 'none' || checksum.at >= 0) return tail
  return Math.max(tail, -checksum.at)
}

/** @returns bytes that the check takes on the wire. */
export const checkBytes = ({ checksum }: FramedProfile): number =>
  checksum.kind === 'none' ? 0 : checkSize(checksum.kind, checksum.as)
