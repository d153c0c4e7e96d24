import type { Clock } from '../../src/shared/clock.ts'

export interface FakeClock extends Clock {
  /** Lets `ms` pass: both clocks move, due timers run in order. */
  advance(ms: number): void
  /** Moves the wall clock alone, as a person or a time server does. */
  setWall(at: number): void
}

/** A clock that moves only when told to. Starts at 2026-05-03 09:00 UTC+8. */
export const fakeClock = (start = Date.UTC(2026, 4, 3, 1, 0, 0)): FakeClock => {
  let wall = start
  let mono = 0
  let timers: { at: number; run: () => void }[] = []
  return {
    // Whole ms, as a real one tells: parts of one add up in `advance`.
    now: () => Math.round(wall),
    mono: () => mono,
    after: (ms, run) => {
      const timer = { at: mono + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance: (ms) => {
      const until = mono + ms
      for (;;) {
        const due = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        timers = timers.filter((other) => other !== due)
        wall += Math.max(0, due.at - mono)
        mono = Math.max(mono, due.at)
        due.run()
      }
      wall += until - mono
      mono = until
    },
    setWall: (at) => {
      wall = at
    },
  }
}
