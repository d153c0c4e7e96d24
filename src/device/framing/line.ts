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

  const feed = (bytes: Uint8Array, events: FrameEvent[]) => {
    // Not a copy: the parser makes its own.
    parser.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    for (let line = parser.read(); line !== null; line = parser.read()) take(String(line), events)
  }

  const restart = () => {
    parser.destroy()
    parser = newParser()
  }

  return {
    push: (bytes) => {
      const events: FrameEvent[] = []
      /** Where the bytes that the parser has not had begin, and where the line that goes on begins. */
      let from = 0
      let begin = 0
      for (let at = 0; at < bytes.length; at += 1) {
        const byte = bytes[at]
        const ends = byte === LF && afterCr
        afterCr = byte === CR
        length += 1
        if (tooLong) skips.add(1, 'bad-length', events)
        else if (!ends && (length > MAX_LINE + 1 || (length > MAX_LINE && byte !== CR))) {
          // Neither 64 bytes and a CR nor less: no line of the protocol. What the parser holds goes too.
          tooLong = true
          if (begin > from) feed(bytes.subarray(from, begin), events)
          skips.add(length, 'bad-length', events)
          restart()
        }
        if (tooLong) from = at + 1
        if (ends) {
          length = 0
          tooLong = false
          begin = at + 1
        }
      }
      if (from < bytes.length) feed(bytes.subarray(from), events)
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
