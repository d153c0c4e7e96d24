/** When and whom a finding touches: from the last place that still fits to the last that tells of it. */
import type { Why } from '../../shared/verdict.ts'
import type { Looked } from './look.ts'

/** A place that somebody has vouched for: a receipt, an acknowledgement, the key file, a code on a screen. */
export interface Seen {
  seq: number
  /** 64 hex digits, or the first of them as they stood on a screen. */
  hash: string
  /** When it was seen, ms UTC; null where nobody noted it. */
  at: number | null
}

/** When entries were and who stands in them, since a place from which on something is open. */
const stretch = () => {
  let at: number | null = null
  const staff = new Set<string>()
  return {
    from: () => at,
    staff,
    /** Begins anew. */
    after: (looked: Looked) => {
      at = looked.at
      staff.clear()
    },
    add: (looked: Looked) => {
      at ??= looked.at
      if (looked.by !== null) staff.add(looked.by)
    },
  }
}

/** From where on a finding speaks: the last entry that fits, the last seal in its order, or the last place that somebody vouches for. */
export type Since = 'entry' | 'seal' | 'vouched'

/** The span and the people behind a finding. In a chain that was computed again every link fits, and without a key every seal may. */
export const spanOf = () => {
  const before = { seal: stretch(), vouched: stretch() }
  const bad = stretch()
  let good: Looked | null = null
  let started = false
  let last: number | null = null

  const beginning = (since: Since) => {
    if (since !== 'entry') return before[since]
    // The entry that fits is only where the span begins, unless nothing follows it.
    const people = started ? [] : [good?.by].filter((by) => by != null)
    return { from: () => good?.at ?? null, staff: people }
  }

  return {
    /** @param fits the entry, a seal in its order, or a seal checked with a key, or a place that was seen. */
    good: (looked: Looked, fits: Since) => {
      good = looked
      before.seal.add(looked)
      before.vouched.add(looked)
      if (fits !== 'entry') before.seal.after(looked)
      if (fits === 'vouched') before.vouched.after(looked)
    },
    bad: (looked: Looked | null) => {
      started = true
      if (!looked) return
      bad.add(looked)
      last = Math.max(last ?? looked.at, looked.at)
    },
    /** @param seen places beyond the end: what they tell of reaches that far. */
    get: (seen: readonly Seen[], since: Since) => {
      const { from, staff } = beginning(since)
      const times = [good?.at, last, ...seen.map(({ at }) => at)].filter((at) => at != null)
      return {
        from: from() ?? bad.from(),
        to: times.length > 0 ? Math.max(...times) : null,
        staff: [...new Set([...staff, ...bad.staff])].sort(),
      }
    },
  }
}

/** What speaks of more than the entry where it was found. */
export const SINCE: Readonly<Partial<Record<Why, Since>>> = {
  seal: 'vouched',
  place: 'vouched',
  epoch: 'seal',
  series: 'seal',
  'no-seal': 'seal',
}
