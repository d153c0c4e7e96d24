/**
 * The framer for USB HID reports that tell which keys are down. The system hands over one report at a time, so a push
 * is a report, or several whole ones; nothing is ever joined across pushes: a report of another kind must not move
 * the border between two of ours. What changed since the report before are the edges of keys.
 */
import type { ReportProfile } from '../../shared/profile.ts'
import { asBuffer, fromHex, hexByte, toHex } from '../bytes.ts'
import { createSkipRun, type FrameEvent, type Framer, type KeyEvent } from './framer.ts'
import { meaningOf } from './meaning.ts'

type Keys = ReportProfile['report']['keys']

/** @returns the names of the keys that a report says are down; null: more are down than it can say. */
type ReadKeys = (report: Uint8Array) => string[] | null

const bitmap =
  ({ at, bytes }: Extract<Keys, { as: 'bitmap' }>): ReadKeys =>
  (report) => {
    const down: string[] = []
    for (let bit = 0; bit < bytes * 8; bit += 1)
      if (((report[at + (bit >> 3)] ?? 0) >> (bit & 7)) & 1) down.push(String(bit))
    return down
  }

const list = ({ at, bytes, none, unclear }: Extract<Keys, { as: 'list' }>): ReadKeys => {
  const [empty, tooMany] = [none, unclear].map((hex) => (hex === undefined ? -1 : fromHex(hex)[0]))
  return (report) => {
    const codes = new Set(report.subarray(at, at + bytes))
    if (tooMany !== undefined && codes.has(tooMany)) return null
    return [...codes].filter((code) => code !== empty).map(hexByte)
  }
}

/** @returns the bytes of a report in which these keys are down; `names` must fit the profile. */
export const reportWith = ({ report }: ReportProfile, names: readonly string[]): Uint8Array => {
  const { keys } = report
  const bytes = new Uint8Array(report.size)
  for (const mark of report.marks) bytes.set(fromHex(mark.bytes), mark.at)
  if (keys.as === 'list') bytes.fill(fromHex(keys.none)[0] ?? 0, keys.at, keys.at + keys.bytes)
  names.forEach((name, place) => {
    if (keys.as === 'list') bytes.set(fromHex(name), keys.at + place)
    else {
      const at = keys.at + (Number(name) >> 3)
      bytes[at] = (bytes[at] ?? 0) | (1 << (Number(name) & 7))
    }
  })
  return bytes
}

/** A press as an emulated pad sends it: the key goes down, and up. */
export const reportKey = (profile: ReportProfile, name: string): Uint8Array =>
  Buffer.concat([reportWith(profile, [name]), reportWith(profile, [])])

/** @returns a framer for `profile`, for one connection: it does not know what was down before. */
export const createReportFramer = (profile: ReportProfile): Framer => {
  const { size, marks, keys } = profile.report
  const fixed = marks.map(({ at, bytes }) => ({ at, bytes: fromHex(bytes) }))
  const read = keys.as === 'bitmap' ? bitmap(keys) : list(keys)
  const skips = createSkipRun()
  let before = new Set<string>()

  const edgeOf = (key: string, edge: 'down' | 'up', bytes: string): KeyEvent | null => {
    const { level, reason, none } = meaningOf(profile, key)
    if (none) return null
    const event: KeyEvent = { type: 'key', key, level, edge, deviceAt: null, bytes }
    if (reason !== null) event.reason = reason
    return event
  }
  const take = (report: Uint8Array, events: FrameEvent[]) => {
    const now = read(report)
    const bytes = toHex(report)
    if (!now) return events.push({ type: 'status', text: 'too-many-keys', bytes })
    const up = [...before].filter((key) => !now.includes(key)).map((key) => edgeOf(key, 'up', bytes))
    const down = now.filter((key) => !before.has(key)).map((key) => edgeOf(key, 'down', bytes))
    before = new Set(now)
    // Two keys in one report are two edges; both carry the report, for both are seen in it.
    const edges = [...up, ...down].filter((edge) => edge !== null)
    if (edges.length > 0) return events.push(...edges)
    return events.push({ type: 'status', text: 'no-change', bytes })
  }
  const isOurs = (report: Uint8Array) =>
    fixed.every(({ at, bytes }) => bytes.every((byte, place) => report[at + place] === byte))

  return {
    push: (chunk) => {
      const events: FrameEvent[] = []
      const bytes = asBuffer(chunk)
      if (bytes.length % size !== 0) skips.add(bytes.length, 'bad-length', events)
      // A longer report of another kind may hold what looks like one of ours.
      else if (!isOurs(bytes)) skips.add(bytes.length, 'unknown', events)
      else
        for (let at = 0; at < bytes.length; at += size) {
          const report = bytes.subarray(at, at + size)
          if (isOurs(report)) {
            skips.end(events)
            take(report, events)
          } else skips.add(size, 'unknown', events)
        }
      return events
    },
    flush: () => {
      const events: FrameEvent[] = []
      skips.end(events)
      return events
    },
  }
}
