/** What the technician pressed, as bytes: reads become presses, presses become one or more clean frames per key. */
import type { Level } from '../../shared/levels.ts'
import type { LineSettings } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { toHex } from '../bytes.ts'
import type { Capture, Chunk } from '../capture/format.ts'

/** ms without a byte that part two presses: far more than a pad needs between two bytes, less than a finger's pause. */
const PAUSE = 150

/** Everything that came while the technician pressed the key of `level`; one burst of bytes for each press. */
export interface Sample {
  level: Level
  bursts: Uint8Array[]
}

/** A frame that the key of `level` is taken to send. */
export interface Frame {
  level: Level
  bytes: Uint8Array
}

/** Joins the reads from the pad into bursts with silence between them. */
export const burstsOf = (chunks: readonly Chunk[]): Uint8Array[] => {
  const bursts: Uint8Array[][] = []
  let last = Number.NEGATIVE_INFINITY
  for (const { t, dir, bytes } of chunks) {
    if (dir !== 'in') continue
    if (t - last > PAUSE) bursts.push([])
    bursts.at(-1)?.push(bytes)
    last = t
  }
  return bursts.map((parts) => Uint8Array.from(Buffer.concat(parts)))
}

/** A capture of one key; `level`: which, where its header does not say it or is to be put right. */
export interface KeyCapture {
  capture: Capture
  file: string
  level?: Level | null
}

/** ms between the captures of one key, so that the last press of one is not joined to the first of the next. */
const BETWEEN = 1_000

/** What came from each key, best level first; captures of one key stand one after the other. Fault: learn/no-level. */
export const chunksOf = (captures: readonly KeyCapture[]): Result<Map<Level, Chunk[]>> => {
  const keys = new Map<Level, Chunk[]>()
  for (const { capture, file, level: said } of captures) {
    const level = said ?? capture.header.level
    if (level === undefined) return fail('learn/no-level', { file })
    const chunks = keys.get(level) ?? []
    const from = chunks.length === 0 ? 0 : (chunks.at(-1)?.t ?? 0) + BETWEEN
    keys.set(level, [...chunks, ...capture.chunks.map((chunk) => ({ ...chunk, t: chunk.t + from }))])
  }
  return ok(new Map([...keys].sort(([a], [b]) => b - a)))
}

/**
 * The line settings that the captures were read with; null: read where there are none. Bytes that were read with other
 * settings are other bytes. Fault: learn/other-line.
 */
export const lineOf = (captures: readonly KeyCapture[]): Result<LineSettings | null> => {
  const [first, ...rest] = captures
  const line = first?.capture.header.line ?? null
  const other = rest.find(({ capture }) => JSON.stringify(capture.header.line) !== JSON.stringify(line))
  return other ? fail('learn/other-line', { one: first?.file ?? '', other: other.file }) : ok(line)
}

/** Captures of one key each, as samples; captures of one level are joined. */
export const samplesOf = (captures: readonly KeyCapture[]): Result<Sample[]> => {
  const keys = chunksOf(captures)
  if (!keys.ok) return keys
  return ok([...keys.value].map(([level, chunks]) => ({ level, bursts: burstsOf(chunks) })))
}

const hasPeriod = (burst: Uint8Array, size: number) => burst.every((byte, at) => byte === burst[at % size])

/**
 * A pad says its key again until it hears an answer, so a burst may be one frame several times. It is taken for that
 * only where every burst of its length is: a single frame may look like a repetition by chance (`21 21 21`).
 * @returns the frame of a burst.
 */
const unitsIn = (bursts: readonly Uint8Array[]): ((burst: Uint8Array) => Uint8Array) => {
  const sizes = new Map<number, number>()
  for (const { length } of bursts) {
    if (sizes.has(length)) continue
    const alike = bursts.filter((burst) => burst.length === length)
    let size = 1
    while (length % size !== 0 || !alike.every((burst) => hasPeriod(burst, size))) size += 1
    sizes.set(length, size)
  }
  return (burst) => burst.subarray(0, sizes.get(burst.length))
}

const mostOf = <T>(values: readonly T[]): { value: T; count: number } | null => {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most ? { value: most[0], count: most[1] } : null
}

/** The longest run of bytes that stands in both: the frame, where each press has other noise around it. */
const common = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  let best = a.subarray(0, 0)
  for (let from = 0; from < a.length; from += 1)
    for (let shift = 0; shift < b.length; shift += 1) {
      let size = 0
      while (from + size < a.length && shift + size < b.length && a[from + size] === b[shift + size])
        size += 1
      if (size > best.length) best = a.subarray(from, from + size)
    }
  return best
}

/** Longer bursts are noise or a text stream: no key press has so many bytes. */
const MAX_FRAME = 256
const MAX_BURST = 4096

/** @returns the clean frames of one key; noisy presses are left out, and are still replayed before anything is saved. */
const framesOf = ({ level, bursts }: Sample, unit: (burst: Uint8Array) => Uint8Array): Frame[] => {
  const units = bursts.map(unit).filter(({ length }) => length <= MAX_FRAME)
  const same = mostOf(units.map(toHex))
  const take = (found: Uint8Array[]) => found.map((bytes) => ({ level, bytes }))
  // The same bytes in most presses: what differs from them is noise.
  if (same && same.count * 2 > units.length) return take([Uint8Array.from(Buffer.from(same.value, 'hex'))])
  const size = mostOf(units.map((unit) => unit.length))
  const [first, second] = units
  if (size && size.count === 1 && first && second) return take([common(first, second)])
  return take(units.filter((unit) => unit.length === size?.value))
}

/**
 * @returns the frames of every key, each once. Faults: learn/empty (nothing at all), learn/too-few-keys,
 * learn/silent-key (one key sends nothing), learn/same-bytes (two keys send the same).
 */
export const cleanFrames = (samples: readonly Sample[]): Result<Frame[]> => {
  if (samples.every(({ bursts }) => bursts.length === 0)) return fail('learn/empty')
  const silent = samples.find(({ bursts }) => bursts.length === 0)
  if (silent) return fail('learn/silent-key', { level: silent.level })
  if (samples.length < 2) return fail('learn/too-few-keys')
  const frames: Frame[] = []
  const owner = new Map<string, Level>()
  const unit = unitsIn(samples.flatMap(({ bursts }) => bursts).filter(({ length }) => length <= MAX_BURST))
  for (const frame of samples.flatMap((sample) => framesOf(sample, unit))) {
    const hex = toHex(frame.bytes)
    const other = owner.get(hex)
    if (other === undefined) frames.push(frame)
    else if (other !== frame.level) return fail('learn/same-bytes', { one: other, other: frame.level })
    owner.set(hex, frame.level)
  }
  return ok(frames)
}
