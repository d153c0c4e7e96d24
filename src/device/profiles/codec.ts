/** What a codec does for a profile: a table, one row per codec. */
import type { PadCommand } from '../../shared/pad.ts'
import type { CommandName, FramedProfile, Profile } from '../../shared/profile.ts'
import { createFramedFramer } from '../framing/framed.ts'
import type { Framer, KeyEvent } from '../framing/framer.ts'
import { createLineFramer } from '../framing/line.ts'
import { type Said, speak, voiceOf } from '../framing/speech.ts'
import { parseTemplate } from '../framing/template.ts'
import { createZxFramer } from '../framing/zx.ts'
import { framedKey } from './key-framed.ts'
import { lineKey } from './key-line.ts'
import { zxKey } from './key-zx.ts'

/** `probe` and `heartbeat` are sent like commands. */
export type Sent = PadCommand | CommandName | 'probe' | 'heartbeat'

export interface Codec {
  createFramer(profile: Profile): Framer
  /** @returns the bytes to the pad, or null where the profile has no such command or `said` lacks what it needs. */
  encode(profile: Profile, command: Sent, said?: Pick<Said, 'text' | 'number'>): Uint8Array | null
  /** @returns what the pad wants to hear after a rating, or null. A key without a level is no rating. */
  acknowledge(profile: Profile, event: KeyEvent): Uint8Array | null
  /** @returns the bytes that a pad of this profile sends for a wire key (for the emulator). `at`: ms, its own clock. */
  key(profile: Profile, key: string, at?: number): Uint8Array
}

const sent = (profile: Profile, command: Sent): string | undefined => {
  if (command === 'probe') return profile.probe?.send
  return command === 'heartbeat' ? profile.heartbeat?.send : profile.commands[command]
}

const say = (profile: Profile, text: string | null | undefined, said: Said): Uint8Array | null => {
  const template = typeof text === 'string' ? parseTemplate(text) : ''
  return typeof template === 'string' ? null : speak(template, voiceOf(profile), said)
}

const encode: Codec['encode'] = (profile, command, said = {}) => say(profile, sent(profile, command), said)

/** The rating is echoed, or answered in the maker's own way, to the address that rated. */
const acknowledgeFramed = (profile: FramedProfile, { key, level, address }: KeyEvent) =>
  level === null
    ? null
    : say(profile, profile.acknowledge, { key, ...(address === undefined ? {} : { address }) })

/** The rows for codecs without an acknowledgement of a key: line and zx. */
const TEXT = { encode, acknowledge: () => null }

const CODECS: Record<Exclude<Profile['codec'], 'framed'>, Codec> = {
  line: { ...TEXT, createFramer: createLineFramer, key: lineKey },
  zx: { ...TEXT, createFramer: createZxFramer, key: zxKey },
}

const FRAMED: Codec = {
  createFramer: (profile) => createFramedFramer(asFramed(profile)),
  encode,
  acknowledge: (profile, event) => acknowledgeFramed(asFramed(profile), event),
  key: (profile, key) => framedKey(asFramed(profile), key),
}

const asFramed = (profile: Profile): FramedProfile => {
  if (profile.codec === 'framed') return profile
  throw new TypeError(`${profile.name} is no framed profile`)
}

export const codecOf = (profile: Profile): Codec =>
  profile.codec === 'framed' ? FRAMED : CODECS[profile.codec]
