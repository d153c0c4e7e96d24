/** Notices a wall clock that cannot be right or that jumps, and sleep of the PC. Times are recorded, never refused. */
import type { Clock } from '../shared/clock.ts'
import type { Fault } from '../shared/result.ts'

/** Nothing of Guiping existed before this. */
const EARLIEST = Date.UTC(2026, 0, 1)
const EVERY_MS = 10_000
/** Time servers move a clock by less; a person moves it by more. */
const JUMP_MS = 2_000

export interface ClockWatch {
  stop(): void
}

/** data/clock while the PC clock says something impossible, else null. @param now wall clock, ms UTC. */
export const clockTrouble = (now: number): Fault | null =>
  now >= EARLIEST ? null : { code: 'data/clock', params: { time: new Date(now).toISOString().slice(0, 16) } }

/** @param onJump the wall clock moved by `offsetMs` against the monotonic one. */
export const watchClock = (clock: Clock, onJump: (offsetMs: number) => void): ClockWatch => {
  let base = clock.now() - clock.mono()
  let cancel = () => {}
  const look = () => {
    const offset = clock.now() - clock.mono() - base
    if (Math.abs(offset) > JUMP_MS) {
      base += offset
      onJump(Math.round(offset))
    }
    cancel = clock.after(EVERY_MS, look)
  }
  cancel = clock.after(EVERY_MS, look)
  return { stop: () => cancel() }
}

/** The hall's clock is worth an entry when the offset moved by more than this. */
const OFFSET_MS = 2_000

/** @returns what takes the hall's clock minus ours, ms, at each contact, and records it when it is another. */
export const contactRecorder = (record: (offsetMs: number) => void) => {
  let last: number | null = null
  return (offsetMs: number) => {
    if (last !== null && Math.abs(offsetMs - last) <= OFFSET_MS) return
    last = offsetMs
    record(Math.round(offsetMs))
  }
}
