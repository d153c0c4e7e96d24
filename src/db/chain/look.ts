/** What the checks read of an entry's body. */

/** What the checks need of a body; everything else is the kind's own. */
export interface Looked {
  kind: string
  at: number
  mono: number
  boot: string
  by: string | null
  /** Set on entries that were taken in from the side file: they come later than they were written. */
  side?: unknown
  [field: string]: unknown
}

/** @returns the body as far as the checks read it; null for what is no entry. */
export const look = (body: string): Looked | null => {
  try {
    const value = JSON.parse(body)
    return typeof value === 'object' &&
      value !== null &&
      typeof value.kind === 'string' &&
      typeof value.id === 'string' &&
      typeof value.boot === 'string' &&
      Number.isFinite(value.at) &&
      Number.isFinite(value.mono)
      ? value
      : null
  } catch {
    return null
  }
}
