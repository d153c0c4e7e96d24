/** Decodes a capture with a profile, as the link would have done while it was recorded. */
import type { Profile } from '../../shared/profile.ts'
import type { FrameEvent } from '../framing/framer.ts'
import { codecOf } from '../profiles/codec.ts'
import type { Capture } from './format.ts'

/** ms without a byte after which the link gives up an unfinished frame (its two looks together). */
const SILENCE = 250

export interface ReplayedEvent {
  /** ms since the start of the capture at which the link would have told it. */
  t: number
  event: FrameEvent
}

/** Yields the events of what came from the keypad, in the order and at the time of the recording. */
export const replayCapture = function* (capture: Capture, profile: Profile): Generator<ReplayedEvent> {
  const framer = codecOf(profile).createFramer(profile)
  let last = 0
  for (const { t, dir, bytes } of capture.chunks) {
    if (dir !== 'in') continue
    if (t - last > SILENCE) for (const event of framer.flush()) yield { t: last + SILENCE, event }
    for (const event of framer.push(bytes)) yield { t, event }
    last = t
  }
  for (const event of framer.flush()) yield { t: last + SILENCE, event }
}
