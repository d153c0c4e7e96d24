/** Makes a profile of a layout, in the schema that every profile has. */
import type { Framing, KeyMeaning, LineSettings, Profile } from '../../shared/profile.ts'
import { profileSchema } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { toHex } from '../bytes.ts'
import { keyName } from '../framing/key-name.ts'
import { normalizeProfile, profileProblem } from '../profiles/check.ts'
import type { Layout } from './layout.ts'
import type { Frame } from './samples.ts'

export interface ProfileNames {
  name: string
  title: { zh: string; en: string }
  /** Where the facts come from: which pad, when, by whom. */
  source: string
  line: LineSettings
  /** Whether it was read with these settings; TCP and HID have none. */
  serial: boolean
}

const hexOf = (bytes: Uint8Array) =>
  toHex(bytes)
    .replace(/..(?=.)/g, '$& ')
    .toUpperCase()

/** Fixed bytes between head and tail, run by run: each one makes a false frame less likely. */
const marksOf = (frames: readonly Frame[], { head, tail, key }: Layout) => {
  const [first] = frames
  if (!first) return []
  const { length } = first.bytes
  const even = frames.every(({ bytes }) => bytes.length === length)
  const until = even ? length - tail : Math.max(head, Math.min(key.at, length))
  const marks: { at: number; bytes: string }[] = []
  let begun = -1
  for (let at = head; at <= until; at += 1) {
    const fixed = at < until && frames.every(({ bytes }) => bytes[at] === first.bytes[at])
    if (fixed && begun < 0) begun = at
    if (fixed || begun < 0) continue
    marks.push({ at: begun, bytes: hexOf(first.bytes.subarray(begun, at)) })
    begun = -1
  }
  return marks
}

const framingOf = (frames: readonly Frame[], layout: Layout): Framing | null => {
  const [first] = frames
  if (!first) return null
  const { bytes } = first
  const head = layout.head > 0 ? { head: [hexOf(bytes.subarray(0, layout.head))] } : {}
  const tail = layout.tail > 0 ? { tail: hexOf(bytes.subarray(bytes.length - layout.tail)) } : {}
  const around = { marks: marksOf(frames, layout), ascii: false }
  const sizes = [...new Set(frames.map((frame) => frame.bytes.length))].sort((a, b) => a - b)
  const { length } = layout
  if (sizes.length === 1) return { shape: 'fixed', ...head, ...tail, size: bytes.length, ...around }
  if (length && head.head) {
    const values = sizes.map((size) => size - length.add)
    return { shape: 'length-prefixed', head: head.head, ...tail, length: { ...length, values }, ...around }
  }
  if (!tail.tail) return null
  return head.head
    ? { shape: 'start-end', head: head.head, tail: tail.tail, sizes, ...around }
    : { shape: 'delimited', tail: tail.tail, sizes, ...around }
}

const DIGITS = /^\d+$/
const TEXT = /^[\x20-\x7e]+$/

const keyOf = (frames: readonly Frame[], { key }: Layout) => {
  const place = (bytes: Uint8Array) => (key.at < 0 ? bytes.length + key.at : key.at)
  const texts = frames.map(({ bytes }) =>
    Buffer.from(bytes.subarray(place(bytes), place(bytes) + key.size)).toString('latin1'),
  )
  const all = (pattern: RegExp) => texts.every((text) => pattern.test(text))
  const as = all(DIGITS) ? 'digits' : all(TEXT) ? 'text' : 'hex'
  const writing = { ...key, as, unlisted: 'report' } as const
  const keys: Record<string, KeyMeaning> = {}
  for (const { level, bytes } of frames) keys[keyName(writing, bytes, place(bytes)) ?? ''] = level
  return { writing, keys }
}

const addressOf = (frames: readonly Frame[], { loose }: Layout) => {
  const [at, ...more] = loose
  const usual = at === undefined ? undefined : frames[0]?.bytes[at]
  if (at === undefined || usual === undefined || more.length > 0) return {}
  return { address: { at, as: 'byte' as const, usual, only: null } }
}

/** @returns the profile; learn/no-frame where no shape of the schema has these frames, learn/invalid with the place. */
export const proposeProfile = (
  frames: readonly Frame[],
  layout: Layout,
  { line, serial: _, ...names }: ProfileNames,
): Result<Profile> => {
  const framing = framingOf(frames, layout)
  if (!framing) return fail('learn/no-frame')
  const { writing, keys } = keyOf(frames, layout)
  const parsed = profileSchema.safeParse({
    version: 2,
    ...names,
    codec: 'framed',
    line: [line],
    framing,
    checksum: layout.check ?? { kind: 'none' },
    key: writing,
    keys,
    ...addressOf(frames, layout),
    commands: {},
    acknowledge: null,
    quirks: [],
  })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return fail('learn/invalid', { why: `${issue?.path.join('.')}: ${issue?.message}` })
  }
  const problem = profileProblem(parsed.data)
  return problem ? fail('learn/invalid', { why: problem }) : ok(normalizeProfile(parsed.data))
}
