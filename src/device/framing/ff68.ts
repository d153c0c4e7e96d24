/**
 * The framer for ff68. On any mismatch it drops ONE byte and looks again: framers that drop a whole claimed frame
 * lose good frames after noise. It holds back less than one frame, so its buffer is bounded and its work linear.
 */
import type { Profile } from '../../shared/profile.ts'
import { fromHex, hexByte, toHex } from '../bytes.ts'
import { type Look, lookForFrame } from './ff68-frame.ts'
import { createSkipRun, type FrameEvent, type Framer, type SkipWhy } from './framer.ts'

type Frame = Extract<Look, { is: 'frame' }>
const EMPTY = new Uint8Array(0)

/** @returns a framer for `profile`; one without an `ff68` section accepts no rating. */
export const createFf68Framer = (profile: Profile): Framer => {
  const wanted = profile.ff68?.address ?? null
  const rating = profile.ff68 ? (fromHex(profile.ff68.ratingCommand)[0] ?? null) : null
  const echo = profile.ff68?.ack === 'echo'
  const ours = new Set(Object.values(profile.commands).map((hex) => toHex(fromHex(hex))))
  const skips = createSkipRun()
  let held = EMPTY
  /** While positive, noise belongs to the refused frame that claimed these bytes. */
  let claimedLeft = 0
  let claimedWhy: SkipWhy = 'noise'

  /** What a sound frame says, or why it is none of ours. */
  const judge = (frame: Frame, bytes: Uint8Array): FrameEvent | SkipWhy => {
    if (wanted !== null && frame.address !== wanted) return 'unknown'
    const [key, ...more] = frame.data
    if (frame.command === rating) {
      if (key === undefined || more.length > 0) return 'bad-length'
      const name = hexByte(key)
      return {
        type: 'key',
        key: name,
        level: profile.keys[name] ?? null,
        address: frame.address,
        bytes: toHex(bytes),
      }
    }
    // Half-duplex adapters let the PC hear its own commands, and pads echo them: an answer, not a stranger.
    const payload = hexByte(frame.command).toLowerCase() + toHex(frame.data)
    const echoed =
      echo && frame.command === 0x01 && key !== undefined && profile.keys[hexByte(key)] !== undefined
    return ours.has(payload) || echoed ? { type: 'ack', bytes: toHex(bytes) } : 'unknown'
  }

  const drop = (why: SkipWhy, extent: number, events: FrameEvent[]) => {
    if (why !== 'noise') {
      claimedWhy = why
      claimedLeft = extent
    }
    skips.add(1, claimedLeft > 0 ? claimedWhy : 'noise', events)
    if (claimedLeft > 0) claimedLeft -= 1
  }

  /** Reads `bytes` from the start; with `ended`, what is unfinished is dropped too. @returns how many were used. */
  const scan = (bytes: Uint8Array, ended: boolean, events: FrameEvent[]): number => {
    let at = 0
    while (at < bytes.length) {
      const look = lookForFrame(bytes, at)
      if (look.is === 'unfinished' && !ended) break
      if (look.is !== 'frame') {
        drop(look.why, look.is === 'not' ? look.extent : bytes.length - at, events)
        at += 1
        continue
      }
      const judged = judge(look, bytes.subarray(at, at + look.size))
      if (typeof judged === 'string') {
        drop(judged, look.size, events)
        at += 1
        continue
      }
      skips.end(events)
      events.push(judged)
      claimedLeft = 0
      at += look.size
    }
    return at
  }

  return {
    push: (bytes) => {
      const events: FrameEvent[] = []
      const all = held.length === 0 ? bytes : Buffer.concat([held, bytes])
      held = Uint8Array.from(all.subarray(scan(all, false, events)))
      return events
    },
    flush: () => {
      const events: FrameEvent[] = []
      scan(held, true, events)
      held = EMPTY
      claimedLeft = 0
      skips.end(events)
      return events
    },
  }
}
