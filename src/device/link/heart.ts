/** The heartbeat: a pad that is asked regularly and no longer answers is lost, though its port may look well. */
import type { Clock } from '../../shared/clock.ts'
import type { Heartbeat, HeartbeatAnswer } from './speech.ts'

/** Answers missed in a row. One may fall to noise on the wire. */
export const MISSES = 2

export interface Heart {
  /** Something came from the pad. */
  heard(what: NonNullable<HeartbeatAnswer>): void
  stop(): void
}

export interface HeartOptions {
  clock: Clock
  heartbeat: Heartbeat
  beat(bytes: Uint8Array): void
  /** The pad has missed MISSES answers in a row. At most once. */
  dead(): void
}

/** Beats for the first time at once, for polled pads say nothing before. */
export const createHeart = ({ clock, heartbeat, beat, dead }: HeartOptions): Heart => {
  const { bytes, expect, everyMs } = heartbeat
  let answered = true
  let missed = 0
  let cancel = () => {}
  const next = () => {
    missed = answered || expect === null ? 0 : missed + 1
    if (missed >= MISSES) return dead()
    answered = false
    cancel = clock.after(everyMs, next)
    beat(bytes)
  }
  next()
  return {
    heard: (what) => {
      if (expect === 'any' || what === expect) answered = true
    },
    stop: () => cancel(),
  }
}
