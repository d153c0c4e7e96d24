/** What stands where in a set of frames, given a check (or none): fixed bytes, the key, bytes that change by themselves. */
import { toHex } from '../bytes.ts'
import { checkSize } from '../framing/checksum.ts'
import type { Check } from './checks.ts'
import type { Frame } from './samples.ts'

export interface Layout {
  check: Check | null
  /** Fixed bytes at the beginning and at the end of every frame. */
  head: number
  tail: number
  /** Offset from the start, or from the end where the frames differ in length before it (negative). */
  key: { at: number; size: number }
  /** Columns that differ between presses of one key: an address or a counter. Offsets from the start. */
  loose: number[]
  /** Columns that differ between keys and are neither key nor check. */
  unexplained: number[]
  /** Where a byte says the length, and what it lacks to the whole frame; null: none, or all frames have one length. */
  length: { at: number; add: number } | null
}

/** The longest key that a profile can have. */
const MAX_KEY = 8

const byteAt = (bytes: Uint8Array, at: number) => bytes[at < 0 ? bytes.length + at : at]
const isFixed = (frames: readonly Frame[], at: number) => {
  const first = frames[0] && byteAt(frames[0].bytes, at)
  return frames.every(({ bytes }) => byteAt(bytes, at) === first)
}

/** @returns whether the bytes there are the same in every press of a key, and different for every key. */
const tellsKeys = (frames: readonly Frame[], at: number, size: number): boolean => {
  const byLevel = new Map<number, string>()
  for (const { level, bytes } of frames) {
    const from = at < 0 ? bytes.length + at : at
    const value = toHex(bytes.subarray(from, from + size))
    if ((byLevel.get(level) ?? value) !== value) return false
    byLevel.set(level, value)
  }
  return new Set(byLevel.values()).size === byLevel.size
}

const steadyInKey = (frames: readonly Frame[], at: number): boolean =>
  frames.every(({ level, bytes }) =>
    frames.every((other) => other.level !== level || byteAt(other.bytes, at) === byteAt(bytes, at)),
  )

const run = (limit: number, holds: (place: number) => boolean): number => {
  let size = 0
  while (size < limit && holds(size)) size += 1
  return size
}

/** The byte that says the length, where the frames have several lengths. */
const lengthPlace = (frames: readonly Frame[], shortest: number): Layout['length'] => {
  for (let at = 1; at < shortest; at += 1) {
    const adds = new Set(frames.map(({ bytes }) => bytes.length - (bytes[at] ?? 0)))
    const [add] = adds
    if (adds.size === 1 && add !== undefined && add >= -16 && add <= 64) return { at, add }
  }
  return null
}

/**
 * Offsets where a key of `size` bytes may stand, in the order of trust: before check and tail by its distance from the
 * start; behind a check, or in frames of several lengths, by its distance from the end.
 */
const keyPlaces = (shortest: number, size: number, { end, check, length }: Ends): number[] => {
  const places: number[] = []
  for (let at = 0; at + size <= shortest - end; at += 1)
    if (length === null || length.at < at || length.at >= at + size) places.push(at)
  const behind = check ? -check.at - checkSize(check.kind, check.as) : 0
  for (let at = -size; at >= -behind; at -= 1) places.push(at)
  for (let at = -end - size; at >= -shortest; at -= 1) places.push(at)
  return places
}

interface Ends {
  /** Bytes at the end of a frame that are check or tail. */
  end: number
  check: Check | null
  length: Layout['length']
}

const findKey = (frames: readonly Frame[], shortest: number, ends: Ends): Layout['key'] | null => {
  for (let size = 1; size <= MAX_KEY; size += 1) {
    const at = keyPlaces(shortest, size, ends).find((place) => tellsKeys(frames, place, size))
    if (at !== undefined) return { at, size }
  }
  return null
}

/** Lays the frames out. @returns null where no place in them tells the keys apart. */
export const layOut = (frames: readonly Frame[], check: Check | null): Layout | null => {
  const lengths = frames.map(({ bytes }) => bytes.length)
  const shortest = Math.min(...lengths)
  const even = lengths.every((length) => length === shortest)
  const head = run(shortest, (place) => isFixed(frames, place))
  const behind = check ? -check.at - checkSize(check.kind, check.as) : shortest
  const tail = run(Math.min(shortest - head, behind), (place) => isFixed(frames, -1 - place))
  const length = even ? null : lengthPlace(frames, Math.min(shortest, head + 1))
  const end = check ? -check.at : tail
  const key = findKey(frames, shortest, { end, check, length })
  if (!key) return null
  const keyFrom = key.at < 0 ? shortest + key.at : key.at
  const isKey = (at: number) => at >= keyFrom && at < keyFrom + key.size
  const isCheck = (at: number) =>
    check !== null && at >= shortest + check.at && at < shortest + check.at + checkSize(check.kind, check.as)
  const changing = even
    ? Array.from({ length: shortest }, (_, at) => at).filter(
        (at) => !isFixed(frames, at) && !isKey(at) && !isCheck(at),
      )
    : []
  return {
    check,
    head: Math.min(head, keyFrom, length?.at ?? head),
    tail,
    key,
    loose: changing.filter((at) => !steadyInKey(frames, at)),
    unexplained: changing.filter((at) => steadyInKey(frames, at)),
    length,
  }
}
