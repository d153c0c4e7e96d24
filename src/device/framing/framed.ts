/**
 * The framer for every profile whose frames are data. On any mismatch it drops ONE byte and looks again: framers that
 * drop a whole claimed frame lose good frames after noise. It holds back less than one frame, so its buffer is
 * bounded and its work linear.
 */
import type { FramedProfile } from '../../shared/profile.ts'
import { asBuffer } from '../bytes.ts'
import { createSkipRun, type FrameEvent, type Framer, type SkipWhy } from './framer.ts'
import { judgeOf } from './judge.ts'
import { shapeOf } from './shape.ts'

const EMPTY = new Uint8Array(0)

/** @returns a framer for `profile`. */
export const createFramedFramer = (profile: FramedProfile): Framer => {
  const { starts, onlyAfter, look } = shapeOf(profile)
  const judge = judgeOf(profile)
  const skips = createSkipRun()
  let held: Uint8Array = EMPTY
  /** While positive, noise belongs to the refused frame that claimed these bytes. */
  let claimedLeft = 0
  let claimedWhy: SkipWhy = 'noise'
  /** The last dropped bytes, for frames that are ones only behind another's end; null: behind an end or silence. */
  let behind: number[] | null = null

  const mayBegin = () => behind === null || onlyAfter.every((byte, place) => behind?.[place] === byte)
  const drop = (byte: number, why: SkipWhy, extent: number, events: FrameEvent[]) => {
    if (why !== 'noise') {
      claimedWhy = why
      claimedLeft = extent
    }
    skips.add(1, claimedLeft > 0 ? claimedWhy : 'noise', events)
    if (claimedLeft > 0) claimedLeft -= 1
    if (onlyAfter.length > 0) behind = [...(behind ?? []), byte].slice(-onlyAfter.length)
  }

  /** Reads `bytes` from the start; with `ended`, what is unfinished is dropped too. @returns how many were used. */
  const scan = (bytes: Uint8Array, ended: boolean, events: FrameEvent[]): number => {
    let at = 0
    while (at < bytes.length) {
      let next = at
      while (next < bytes.length && starts[bytes[next] ?? 0] === 0) next += 1
      if (next > at) {
        const claimed = Math.min(claimedLeft, next - at)
        claimedLeft -= claimed
        if (claimed > 0) skips.add(claimed, claimedWhy, events)
        if (next - at > claimed) skips.add(next - at - claimed, 'noise', events)
        at = next
        continue
      }
      const first = bytes[at] ?? 0
      const found = look(bytes, at)
      if (found.is === 'unfinished' && !ended) break
      if (found.is !== 'frame') {
        drop(first, found.why, found.is === 'not' ? found.extent : bytes.length - at, events)
        at += 1
        continue
      }
      const judged = mayBegin() ? judge(bytes.subarray(at, at + found.size)) : 'noise'
      if (typeof judged === 'string') {
        drop(first, judged, found.size, events)
        at += 1
        continue
      }
      skips.end(events)
      events.push(judged)
      claimedLeft = 0
      behind = null
      at += found.size
    }
    return at
  }

  return {
    push: (bytes) => {
      const events: FrameEvent[] = []
      const all = held.length === 0 ? asBuffer(bytes) : Buffer.concat([held, bytes])
      held = Uint8Array.prototype.slice.call(all, scan(all, false, events))
      return events
    },
    flush: () => {
      const events: FrameEvent[] = []
      scan(held, true, events)
      held = EMPTY
      claimedLeft = 0
      behind = null
      skips.end(events)
      return events
    },
  }
}
