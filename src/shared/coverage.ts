/** The share of rated matters, the same wherever it is shown: a clerk and hall IT must not see two numbers for one day. */

/** @returns rated ÷ closed matters, or null while none is closed: no matter is no failure. */
export const coverageShare = ({ rated, unrated }: { rated: number; unrated: number }): number | null =>
  rated + unrated === 0 ? null : rated / (rated + unrated)
