/** What the program asks of a profile: a framer, bytes to the pad, and for the emulator the bytes of its keys. */
import type { CommandName, Profile } from '../../shared/profile.ts'
import { createFramedFramer } from '../framing/framed.ts'
import type { Framer, KeyEvent } from '../framing/framer.ts'
import { createLineFramer } from '../framing/line.ts'
import { createReportFramer, reportKey } from '../framing/report.ts'
import { fits, type Said, speak, voiceOf } from '../framing/speech.ts'
import { parseTemplate } from '../framing/template.ts'
import { createZxFramer } from '../framing/zx.ts'
import { framedKey } from './key-framed.ts'
import { lineKey } from './key-line.ts'
import { zxKey } from './key-zx.ts'

/** `probe` and `heartbeat` are sent like commands. */
export type Sent = CommandName | 'probe' | 'heartbeat'

/** What a command says beside its template; key and address are the answer's to a rating. */
export type Words = Omit<Said, 'key' | 'address'>

export interface Codec {
  createFramer(profile: Profile): Framer
  /** @returns the bytes to the pad, or null where the profile has no such command or `said` lacks what it needs. */
  encode(profile: Profile, command: Sent, said?: Words): Uint8Array | null
  /** Whether the command can say all of `text`, uncut. */
  fits(profile: Profile, command: CommandName, text: string): boolean
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

const fitsIn: Codec['fits'] = (profile, command, text) => {
  const template = parseTemplate(profile.commands[command] ?? '')
  return typeof template !== 'string' && fits(template, text)
}

const createFramer: Codec['createFramer'] = (profile) => {
  switch (profile.codec) {
    case 'framed':
      return createFramedFramer(profile)
    case 'line':
      return createLineFramer(profile)
    case 'report':
      return createReportFramer(profile)
    case 'zx':
      return createZxFramer(profile)
  }
}

/** Framed pads hear it at the address that rated; line and zx have no acknowledgement of a key. */
const acknowledge: Codec['acknowledge'] = (profile, { key, level, address }) =>
  profile.codec !== 'framed' || level === null
    ? null
    : say(profile, profile.acknowledge, { key, ...(address === undefined ? {} : { address }) })

const key: Codec['key'] = (profile, name, at) => {
  switch (profile.codec) {
    case 'framed':
      return framedKey(profile, name)
    case 'line':
      return lineKey(name)
    case 'report':
      return reportKey(profile, name)
    case 'zx':
      return zxKey(name, at)
  }
}

const CODEC: Codec = { createFramer, encode, fits: fitsIn, acknowledge, key }

/** @returns what `profile` is spoken with. */
export const codecOf = (_profile: Profile): Codec => CODEC
