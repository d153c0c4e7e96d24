/**
 * The framer for the plain line protocol: a limiter before @serialport/parser-readline in latin1.
 *
 * The parser is a Transform stream whose transform is synchronous: each write is followed by reads until it is
 * empty, so nothing waits for a turn of the event loop, and lines stay apart because its readable side is in object
 * mode. It is never ended, since ending it would give out an unfinished tail as a line.
 */
import { ReadlineParser } from '@serialport/parser-readline'
import type { Profile } from '../../shared/profile.ts'
import { toHex } from '../bytes.ts'
import { createSkipRun, type FrameEvent, type Framer } from './framer.ts'
import { type LineRead, readLine } from './line-text.ts'
import { meaningOf } from './meaning.ts'

/** Bytes that a line may have before its CR LF. */
export const MAX_LINE = 64
const CR = 0x0d
const LF = 0x0a

const newParser = () =>
  new ReadlineParser({ delimiter: '\r\n', encoding: 'latin1', readableObjectMode: true })

type KeyRead = Extract<LineRead, { is: 'key' }>

const keyEvent = (profile: Profile, { key, edge }: KeyRead, bytes: string): FrameEvent => {
  const { level, reason, none } = meaningOf(profile, key)
  if (none) return { type: 'status', text: 'none', bytes }
  return { type: 'key', key, level, ...(reason === null ? {} : { reason }), edge, deviceAt: null, bytes }
}

/** @returns a framer for `profile`. */
export const createLineFramer = (profile: Profile): Framer => {
  const skips = createSkipRun()
  let parser = newParser()
  /** Bytes since the last CR LF, whether the limiter drops them, and whether the last was a CR. */
  let length = 0
  let tooLong = false
  let afterCr = false

  const take = (line: string, events: FrameEvent[]) => {
    const read = readLine(line)
    const size = line.length + 2
    if (read.is === 'not') return skips.add(size, read.why, events)
    if (read.is === 'key' && read.at > 0) skips.add(read.at, 'noise', events)
    skips.end(events)
    const text = read.is === 'key' && read.at > 0 ? line.slice(read.at) : line
    const bytes = `${toHex(Buffer.from(text, 'latin1'))}0d0a`
    if (read.is === 'key') events.push(keyEvent(profile, read, bytes))
    else if (read.is === 'identity') events.push({ type: 'identity', text: read.text, bytes })
    else if (read.is === 'status') events.push({ type: 'status', text: line, bytes })
    else events.push({ type: 'ack', bytes })
  }

  const feed = (bytes: Buffer, events: FrameEvent[]) => {
    parser.write(bytes)
    for (let line = parser.read(); line !== null; line = parser.read()) take(String(line), events)
  }

  /** Behind the next CR LF of `bytes`, whose CR may have come before them; null: there is none. */
  const lineEnd = (bytes: Buffer, from: number): number | null => {
    for (let at = bytes.indexOf(LF, from); at >= 0; at = bytes.indexOf(LF, at + 1))
      if (at === 0 ? afterCr : bytes[at - 1] === CR) return at + 1
    return null
  }

  const restart = () => {
    parser.destroy()
    parser = newParser()
  }

  return {
    push: (bytes) => {
      const events: FrameEvent[] = []
      const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      /** Where the bytes that the parser has not had begin. */
      let from = 0
      for (let at = 0; at < all.length; ) {
        const end = lineEnd(all, at)
        const next = end ?? all.length
        length += next - at
        const ending = end === null ? Number(all.at(-1) === CR) : 2
        if (!tooLong && length - ending > MAX_LINE) {
          // No line of the protocol. What the parser holds of it goes too.
          tooLong = true
          if (at > from) feed(all.subarray(from, at), events)
          if (length > next - at) restart()
          skips.add(length, 'bad-length', events)
          from = next
        } else if (tooLong) {
          skips.add(next - at, 'bad-length', events)
          from = next
        }
        if (end !== null) {
          length = 0
          tooLong = false
        }
        at = next
      }
      if (all.length > 0) afterCr = all.at(-1) === CR
      if (from < all.length) feed(all.subarray(from), events)
      return events
    },
    flush: () => {
      const events: FrameEvent[] = []
      if (length > 0 && !tooLong) {
        skips.add(length, 'noise', events)
        restart()
      }
      length = 0
      tooLong = false
      afterCr = false
      skips.end(events)
      return events
    },
  }
}
