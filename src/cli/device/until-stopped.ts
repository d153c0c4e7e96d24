import type { Clock } from '../../shared/clock.ts'

/** @returns a signal that comes with Ctrl+C, an end by the system, or after `seconds`. */
export const untilStopped = (clock: Clock, seconds?: number): AbortSignal => {
  const stop = new AbortController()
  const cancel = seconds === undefined ? () => {} : clock.after(seconds * 1000, () => stop.abort())
  const interrupted = () => {
    cancel()
    stop.abort()
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  return stop.signal
}
