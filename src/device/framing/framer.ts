/** What every framer speaks: bytes in, events out. The same bytes give the same events however they are cut. */
import type { Level } from '../../shared/levels.ts'

/** noise: no beginning of a frame; unknown: a whole frame with a command (or an address) that is none of the profile's. */
export type SkipWhy = 'noise' | 'bad-length' | 'bad-checksum' | 'unknown'

/**
 * `press`: a pad that sends a code per press; `down` and `up`: one that tells when a key goes down and when it is let go.
 * `deviceAt`: ms by the pad's own clock, read as local time. `card`: whose turn the pad thinks it is, where it says so.
 */
export interface KeyEvent {
  type: 'key'
  key: string
  /** null: a sound frame whose key the profile does not list. */
  level: Level | null
  /** The cause that a citizen chose, where the key stands for one. */
  reason?: string
  edge: 'press' | 'down' | 'up'
  deviceAt: number | null
  card?: string
  address?: number
  bytes: string
}

/**
 * `bytes` is lower-case hex of the whole frame. Every byte pushed stands in exactly one event; `dropped` counts the
 * bytes of a message whose text is a citizen's own and goes nowhere.
 */
export type FrameEvent =
  | KeyEvent
  | { type: 'skip'; count: number; why: SkipWhy }
  | { type: 'ack'; bytes: string }
  | { type: 'identity'; text: string; bytes: string }
  | { type: 'status'; text: string; bytes: string; dropped?: number }

export interface Framer {
  /** Takes the next bytes of the stream. @returns what they complete. Work is linear in the bytes. */
  push(bytes: Uint8Array): FrameEvent[]
  /** The line has been silent, or the stream has ended: what is unfinished becomes a skip, never a key. */
  flush(): FrameEvent[]
}

/** Skipped bytes are reported at the latest after this many, so that endless noise is seen. */
export const MAX_SKIP = 4096

/**
 * Joins skipped bytes into runs. A run is reported when something else follows, so that how the bytes were cut
 * into reads never shows.
 */
export interface SkipRun {
  add(count: number, why: SkipWhy, into: FrameEvent[]): void
  end(into: FrameEvent[]): void
}

export const createSkipRun = (): SkipRun => {
  let count = 0
  let why: SkipWhy = 'noise'
  const end = (into: FrameEvent[]) => {
    if (count > 0) into.push({ type: 'skip', count, why })
    count = 0
  }
  return {
    add: (more, reason, into) => {
      if (reason !== why) end(into)
      why = reason
      count += more
      while (count >= MAX_SKIP) {
        into.push({ type: 'skip', count: MAX_SKIP, why })
        count -= MAX_SKIP
      }
    },
    end,
  }
}
