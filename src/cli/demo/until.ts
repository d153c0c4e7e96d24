import { setTimeout as pause } from 'node:timers/promises'

/** Looks every 5 ms whether `met` holds, for what has no event of its own. Throws after `ms`. */
export const until = async (what: string, met: () => boolean, ms = 10_000): Promise<void> => {
  const deadline = performance.now() + ms
  while (!met()) {
    if (performance.now() > deadline) throw new Error(`demo: ${what} did not happen within ${ms} ms`)
    await pause(5)
  }
}
