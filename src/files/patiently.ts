/**
 * Under Windows a virus scanner or an indexer opens what was just written, and for that moment nobody else may read, rename or
 * delete it. Elsewhere the same codes mean what they say.
 */
const HELD: ReadonlySet<unknown> = new Set(['EBUSY', 'EPERM', 'EACCES'])
/** Half a second in all: a key that is pressed meanwhile waits. */
const TRIES = 10
const WAIT_MS = 50

/** Whether a thread may sleep (Atomics.wait) is its host's to say: this every thread may. */
const rest = () => {
  for (const until = performance.now() + WAIT_MS; performance.now() < until; );
}

/** Does `work`, again after a while where a file is held. @returns what it gives; throws what it throws in the end. */
export const patiently = <T>(work: () => T): T => {
  for (let tried = 1; ; tried += 1) {
    try {
      return work()
    } catch (error) {
      const held = error instanceof Error && 'code' in error && HELD.has(error.code)
      if (!held || process.platform !== 'win32' || tried === TRIES) throw error
      rest()
    }
  }
}
