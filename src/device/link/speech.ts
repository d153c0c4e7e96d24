/** What a link says and hears in the words of one profile: the one place where it asks the codec. */
import type { PadMoment } from '../../shared/pad.ts'
import type { CommandName, LineSettings, Profile } from '../../shared/profile.ts'
import type { FrameEvent, Framer, KeyEvent } from '../framing/framer.ts'
import { codecOf } from '../profiles/codec.ts'
import { type About, type Order, ordersOf } from './moments.ts'

/** What answers a heartbeat: an event of this kind, any bytes, or nothing that could be missed (a poll). */
export type HeartbeatAnswer = FrameEvent['type'] | 'any' | null

export interface Heartbeat {
  bytes: Uint8Array
  expect: HeartbeatAnswer
  everyMs: number
}

export interface PadSpeech {
  readonly line: LineSettings
  createFramer(): Framer
  /** @returns null where the profile has no such command. */
  command(command: CommandName): Uint8Array | null
  /** @returns what a moment of the counter says to this pad, in this order. */
  moment(moment: PadMoment, about: About): Order[]
  /** @returns null where the pad cannot speak. */
  say(text: string): Uint8Array | null
  /** @returns what the pad wants to hear after a press, or null. */
  acknowledge(event: KeyEvent): Uint8Array | null
  readonly heartbeat: Heartbeat | null
  /** Asks the pad who it is; it answers with an identity event. */
  readonly probe: Uint8Array | null
}

export const padSpeech = (profile: Profile): PadSpeech => {
  const codec = codecOf(profile)
  const beat = codec.encode(profile, 'heartbeat')
  return {
    line: profile.line[0],
    createFramer: () => codec.createFramer(profile),
    command: (command) => codec.encode(profile, command),
    moment: (moment, about) => ordersOf(profile, moment, about),
    say: (text) => codec.encode(profile, 'say', { text }),
    acknowledge: (event) => codec.acknowledge(profile, event),
    heartbeat: beat && profile.heartbeat ? { ...profile.heartbeat, bytes: beat } : null,
    // Some pads answer a probe with a status or a bare acknowledgement: that they are there, and not which they are.
    probe: profile.probe?.expect === 'identity' ? codec.encode(profile, 'probe') : null,
  }
}
