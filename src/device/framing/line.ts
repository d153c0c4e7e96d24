/**
 * The framer for the plain line protocol: a limiter before @serialport/parser-readline in latin1.
 *
 * The parser cuts the stream and hands each line on with push(). Here push() gives it to the framer at once instead
 * of to a readable side, whose queue cost more than all the rest (docs/decisions/008-line-parser.md). It is never
 * ended, since ending it would give out an unfinished tail as a line.
 */
import { ReadlineParser } from '@serialport/parser-readline'
import type { Profile } from '../../shared/profile.ts'
import { asBuffer } from '../bytes.ts'
import { createSkipRun, type FrameEvent, type Framer, type KeyEvent } from './framer.ts'
import { type LineRead, readLine } from './line-text.ts'
import { meaningOf } from './meaning.ts'

/** Bytes that a line may have before its CR LF. */
export const MAX_LINE = 64
const CR = 0x0d
const LF = 0x0a
const END = Buffer.from('\r\n')

class LineCutter extends ReadlineParser {
  readonly #line: (line: Buffer) => void
  constructor(line: (line: Buffer) => void) {
    super({ delimiter: '\r\n', encoding: 'latin1' })
    this.#line = line
  }
  override push(line: Buffer): boolean {
    this.#line(line)
    return true
  }
}

type KeyRead = Extract<LineRead, { is: 'key' }>

const keyEvent = (profile: Profile, { key, edge }: KeyRead, bytes: string): FrameEvent => {
  const { level, reason, none } = meaningOf(profile, key)
  if (none) return { type: 'status', text: 'none', bytes }
  const event: KeyEvent = { type: 'key', key, level, edge, deviceAt: null, bytes }
  if (reason !== null) event.reason = reason
  return event
}

/** @returns a framer for `profile`. */
export const createLineFramer = (profile: Profile): Framer => {
  const skips = createSkipRun()
  let events: FrameEvent[] = []
  const take = (line: Buffer) => {
    if (line.length > MAX_LINE) return skips.add(line.length + END.length, 'bad-length', events)
    const read = readLine(line)
    if (read.is === 'not') return skips.add(line.length + END.length, read.why, events)
    const from = read.is === 'key' ? read.at : 0
    if (from > 0) skips.add(from, 'noise', events)
    skips.end(events)
    const bytes = `${line.toString('hex', from)}0d0a`
    if (read.is === 'key') events.push(keyEvent(profile, read, bytes))
    else if (read.is === 'ack') events.push({ type: 'ack', bytes })
    else events.push({ type: read.is, text: read.text, bytes })
  }
  let parser = new LineCutter(take)
  /** Bytes that the parser holds of an unfinished line. */
  let held = 0
  /** The rest of the line is dropped, up to its CR LF. */
  let tooLong = false
  let afterCr = false

  const restart = () => {
    parser.destroy()
    parser = new LineCutter(take)
    held = 0
  }
  /** Whether `bytes` finish a CR LF that began before them. */
  const finishesEnd = (bytes: Buffer) => afterCr && bytes[0] === LF
  /** Behind the first CR LF of `bytes`; their length where there is none. */
  const lineEnd = (bytes: Buffer): number | null => {
    if (finishesEnd(bytes)) return 1
    const end = bytes.indexOf(END)
    return end < 0 ? null : end + END.length
  }
  /** Bytes of the unfinished line that `bytes` leave behind. */
  const tailOf = (bytes: Buffer): number => {
    const last = bytes.lastIndexOf(END)
    if (last >= 0) return bytes.length - last - END.length
    return finishesEnd(bytes) ? bytes.length - 1 : held + bytes.length
  }
  /** The limiter: of a line that is too long the parser gets no more than it already holds. */
  const limit = (bytes: Buffer) => {
    const tail = tailOf(bytes)
    const mayEnd = Number(bytes.at(-1) === CR)
    tooLong = tail - mayEnd > MAX_LINE
    const given = tooLong ? bytes.subarray(0, Math.max(0, bytes.length - tail)) : bytes
    if (given.length > 0) parser.write(given)
    held = tail
    if (!tooLong) return
    restart()
    skips.add(tail, 'bad-length', events)
  }

  return {
    push: (bytes) => {
      events = []
      let rest = asBuffer(bytes)
      if (tooLong && rest.length > 0) {
        const end = lineEnd(rest)
        skips.add(end ?? rest.length, 'bad-length', events)
        tooLong = end === null
        afterCr = tooLong && rest.at(-1) === CR
        rest = rest.subarray(end ?? rest.length)
      }
      if (rest.length > 0) {
        limit(rest)
        afterCr = rest.at(-1) === CR
      }
      return events
    },
    flush: () => {
      events = []
      if (held > 0) {
        skips.add(held, 'noise', events)
        restart()
      }
      tooLong = false
      afterCr = false
      skips.end(events)
      return events
    },
  }
}
