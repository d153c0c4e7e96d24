/** How long a page waits before it asks again. */

const FIRST_MS = 1000
const LONGEST_MS = 60_000

/** @returns ms to wait after this many failures in a row (from 1): doubled each time, at most `longest`. */
export const pause = (failures: number, longest = LONGEST_MS): number =>
  Math.min(longest, FIRST_MS * 2 ** Math.min(failures - 1, 16))
