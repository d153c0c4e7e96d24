/** What a whole frame of a profile says: a key, an answer, or none of the profile's. */
import type { FramedProfile } from '../../shared/profile.ts'
import { fromHex, toHex } from '../bytes.ts'
import { readAddress } from './address.ts'
import type { FrameEvent, KeyEvent, SkipWhy } from './framer.ts'
import { hear } from './hear.ts'
import { keyName } from './key-name.ts'
import { meaningOf } from './meaning.ts'
import { afterData } from './shape.ts'
import { voiceOf } from './speech.ts'
import { parseTemplate, type Template } from './template.ts'

/** Templates that the PC itself sends: half-duplex adapters let it hear them, and pads echo them. */
const ownWords = (profile: FramedProfile): Template[] =>
  [...Object.values(profile.commands), profile.acknowledge, profile.probe?.send, profile.heartbeat?.send]
    .filter((text) => typeof text === 'string')
    .map(parseTemplate)
    .filter((template) => typeof template !== 'string')

const stands = (wanted: Uint8Array, frame: Uint8Array, at: number): boolean => {
  for (let place = 0; place < wanted.length; place += 1) if (frame[at + place] !== wanted[place]) return false
  return true
}

/** @returns a judge of frames: the event, or why the frame is none of ours. */
export const judgeOf = (profile: FramedProfile): ((frame: Uint8Array) => FrameEvent | SkipWhy) => {
  const { address, command, key } = profile
  const voice = voiceOf(profile)
  const own = ownWords(profile)
  const rating = command && fromHex(command.rating)
  const behind = afterData(profile)
  const others = new Map(
    Object.entries(command?.others ?? {}).map(([value, is]) => [toHex(fromHex(value)), is]),
  )
  const placeIn = (frame: Uint8Array, at: number) => (at < 0 ? frame.length + at : at)

  const isOwn = (frame: Uint8Array) =>
    own.some((template) => {
      const heard = hear(template, voice, frame)
      return heard !== null && heard !== 'more' && heard.size === frame.length
    })

  const readKey = (frame: Uint8Array, from: number | undefined): FrameEvent | SkipWhy => {
    const at = placeIn(frame, key.at)
    if (key.frameSize !== undefined && frame.length !== key.frameSize) return 'bad-length'
    if (at + key.size > frame.length - behind && key.at >= 0) return 'bad-length'
    const name = keyName(key, frame, at)
    if (name === null) return 'unknown'
    const { level, reason, none } = meaningOf(profile, name)
    const bytes = toHex(frame)
    if (none) return { type: 'status', text: 'none', bytes }
    if (level === null && key.unlisted === 'refuse') return 'unknown'
    const event: KeyEvent = { type: 'key', key: name, level, edge: 'press', deviceAt: null, bytes }
    if (reason !== null) event.reason = reason
    if (from !== undefined) event.address = from
    return event
  }

  return (frame) => {
    const from = address && readAddress(address.as, frame, placeIn(frame, address.at))
    if (from !== undefined && Number.isNaN(from)) return 'unknown'
    if (address && address.only !== null && from !== address.only) return 'unknown'
    if (!command || !rating) return isOwn(frame) ? { type: 'ack', bytes: toHex(frame) } : readKey(frame, from)
    const at = placeIn(frame, command.at)
    if (stands(rating, frame, at)) return readKey(frame, from)
    const value = frame.subarray(at, at + rating.length)
    const bytes = toHex(frame)
    if (isOwn(frame)) return { type: 'ack', bytes }
    const is = others.get(toHex(value))
    if (is === undefined) return 'unknown'
    return is === 'ack' ? { type: 'ack', bytes } : { type: is, text: bytes, bytes }
  }
}
