/**
 * The framer for zx tablets. It holds back less than one message and drops one byte at a time. What citizens write in
 * follow-ups (names, telephone numbers) stands in no event: such a message gives a status without its bytes.
 */
import type { Profile } from '../../shared/profile.ts'
import { createSkipRun, type FrameEvent, type Framer } from './framer.ts'
import { meaningOf } from './meaning.ts'
import { deviceTime, lookForMessage, type ZxLook } from './zx-text.ts'

type Message = Extract<ZxLook, { is: 'message' }>

const hexOf = (text: string) => Buffer.from(text, 'latin1').toString('hex')

const ratingOf = (profile: Profile, { fields }: Message, bytes: string): FrameEvent => {
  const [card = '', key = '', , , time = ''] = fields
  const { level, reason, none } = meaningOf(profile, key)
  if (none) return { type: 'status', text: 'none', bytes }
  return {
    type: 'key',
    key,
    level,
    ...(reason === null ? {} : { reason }),
    edge: 'press',
    deviceAt: deviceTime(time),
    card,
    bytes,
  }
}

const eventOf = (profile: Profile, message: Message, text: string): FrameEvent => {
  switch (message.kind) {
    case 'rating':
      return ratingOf(profile, message, hexOf(text))
    case 'follow-up':
      return { type: 'status', text: 'follow-up', bytes: '', dropped: message.size }
    case 'device':
      return { type: 'identity', text: message.fields[1] ?? '', bytes: hexOf(text) }
  }
}

/** @returns a framer for `profile`. */
export const createZxFramer = (profile: Profile): Framer => {
  const skips = createSkipRun()
  let held = ''

  /** Reads `text` from the start; with `ended`, what is unfinished is dropped too. @returns how much was used. */
  const scan = (text: string, ended: boolean, events: FrameEvent[]): number => {
    let at = 0
    while (at < text.length) {
      const next = nextStart(text, at)
      if (next > at) skips.add(next - at, 'noise', events)
      at = next
      if (at === text.length) break
      const look = lookForMessage(text, at)
      if (look.is === 'unfinished' && !ended) break
      if (look.is === 'message' || look.is === 'answer') {
        const bytes = text.slice(at, at + look.size)
        skips.end(events)
        events.push(
          look.is === 'answer' ? { type: 'ack', bytes: hexOf(bytes) } : eventOf(profile, look, bytes),
        )
        at += look.size
      } else {
        skips.add(1, 'noise', events)
        at += 1
      }
    }
    return at
  }

  return {
    push: (bytes) => {
      const events: FrameEvent[] = []
      const text = held + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
      held = text.slice(scan(text, false, events))
      return events
    },
    flush: () => {
      const events: FrameEvent[] = []
      scan(held, true, events)
      held = ''
      skips.end(events)
      return events
    },
  }
}

const START = /[SR]/g

/** @returns where the next message may begin, or the end of the text. */
const nextStart = (text: string, from: number): number => {
  START.lastIndex = from
  return START.exec(text)?.index ?? text.length
}
