/** The one source of time. Everything that waits or measures takes a Clock, so that tests own the time. */
export interface Clock {
  /** Wall clock in ms since 1970 UTC. May jump; never used to measure a duration. */
  now(): number
  /** Monotonic ms since the program started. Never goes back. */
  mono(): number
  /** Calls `run` once after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void
}
