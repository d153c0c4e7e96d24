/** Chooses the layout that explains the most, and says what it is not sure of. */
import { fail, ok, type Result } from '../../shared/result.ts'
import { findChecks } from './checks.ts'
import { type Layout, layOut } from './layout.ts'
import type { Frame } from './samples.ts'

export type Doubt =
  /** One press of a key: nothing shows whether its bytes are always the same. */
  | 'single-press'
  /** Several checks, or ranges of one, explain every press. */
  | 'checksum'
  /** More than the key differs between keys. */
  | 'unexplained-bytes'
  /** One byte changes between presses of a key: proposed as address, it may be a counter. */
  | 'address-or-counter'
  /** Several bytes change between presses of a key: any value is taken there. */
  | 'changing-bytes'
  /** A fixed byte could be the length: all frames have the same. */
  | 'length'
  /** The pad's address may be among the fixed bytes. */
  | 'fixed-bytes'
  /** No check protects the frame. */
  | 'no-checksum'
  /** Nothing fixed begins the frame: after noise, a part of one could look whole. */
  | 'no-head'
  /** No check proves that the line settings are right. */
  | 'line'
  /** The bytes look like seven bits and a parity bit, read as eight. */
  | 'seven-bits'

export interface Solution {
  layout: Layout
  doubts: Doubt[]
}

const bytesOf = (frames: readonly Frame[]) => frames.map(({ bytes }) => bytes)
const unknowns = ({ unexplained, loose }: Layout) => unexplained.length + loose.length
const worst = (layout: Layout | null) => (layout ? unknowns(layout) : Number.POSITIVE_INFINITY)

/** Fixed bytes from which on an address may well be among them. */
const LONG_HEAD = 3
/** How far into a frame a length stands, and how much of the frame it may leave out. */
const LENGTH_WITHIN = 5
const LENGTH_LACKS = 8

const mayBeLength = (frames: readonly Frame[], { head }: Layout): boolean => {
  const [first] = frames
  if (!first || frames.some(({ bytes }) => bytes.length !== first.bytes.length)) return false
  const { length } = first.bytes
  return [...first.bytes.subarray(1, Math.min(head, LENGTH_WITHIN))].some(
    (byte) => byte > 1 && byte <= length && length - byte <= LENGTH_LACKS,
  )
}

const best = (frames: readonly Frame[]): { layout: Layout; checks: number } | null => {
  const checks = findChecks(bytesOf(frames))
  let layout: Layout | null = null
  for (const check of checks) {
    const candidate = layOut(frames, check)
    if (candidate && worst(candidate) < worst(layout)) layout = candidate
  }
  const bare = layOut(frames, null)
  // A check that explains nothing more than its absence would be chance.
  if (bare && worst(bare) < worst(layout)) layout = bare
  return layout && { layout, checks: layout.check ? checks.length : 0 }
}

/** Keys that must remain when one is left out, for its absence to prove anything. */
const MANY_KEYS = 3

/** @returns the key whose capture fits none of the others, when leaving it out explains everything. */
const stranger = (frames: readonly Frame[]): number | null => {
  const levels = [...new Set(frames.map(({ level }) => level))]
  if (levels.length <= MANY_KEYS) return null
  const clean = levels.filter((level) => {
    const solved = best(frames.filter((frame) => frame.level !== level))
    return solved !== null && isFramed(solved.layout) && solved.layout.unexplained.length === 0
  })
  return clean.length === 1 ? (clean[0] ?? null) : null
}

const isFramed = ({ head, tail }: Layout) => head + tail > 0

/**
 * @returns the layout of the frames and its doubts. Faults: learn/another-pad (one key's capture fits none of the
 * others), learn/no-frame (nothing fixed around the key: noise would be votes), learn/no-pattern.
 */
export const solve = (frames: readonly Frame[], presses: readonly number[]): Result<Solution> => {
  const solved = best(frames)
  if (!solved || !isFramed(solved.layout) || solved.layout.unexplained.length > 0) {
    const level = stranger(frames)
    if (level !== null) return fail('learn/another-pad', { level })
  }
  if (!solved) return fail('learn/no-pattern')
  const { layout, checks } = solved
  if (!isFramed(layout)) return fail('learn/no-frame')
  const doubts: [Doubt, boolean][] = [
    ['single-press', presses.some((count) => count < 2)],
    ['checksum', checks > 1],
    ['no-checksum', layout.check === null],
    ['no-head', layout.head === 0],
    ['unexplained-bytes', layout.unexplained.length > 0],
    ['address-or-counter', layout.loose.length === 1],
    ['changing-bytes', layout.loose.length > 1],
    ['length', mayBeLength(frames, layout)],
    ['fixed-bytes', layout.head >= LONG_HEAD],
  ]
  return ok({ layout, doubts: doubts.filter(([, holds]) => holds).map(([doubt]) => doubt) })
}
