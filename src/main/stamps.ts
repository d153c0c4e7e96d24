/** What every entry that is made here begins with: when, and whose it is. */
import type { Clock } from '../shared/clock.ts'
import type { EntryDraft } from '../shared/entries.ts'

export type Stamped = Pick<EntryDraft, 'at' | 'mono' | 'by'>

export interface Stamps {
  /** The envelope of an entry made now; `by` is whose shift it is. */
  stamp(): Stamped
  /** The same of what a technician or IT does: whoever's shift it is had no hand in it. */
  byRole(): Stamped
}

/** @param onShift the staff number of whoever has the shift; null: nobody. */
export const createStamps = (clock: Clock, onShift: () => string | null): Stamps => {
  const by = (by: string | null) => ({ at: clock.now(), mono: clock.mono(), by })
  return { stamp: () => by(onShift()), byRole: () => by(null) }
}
