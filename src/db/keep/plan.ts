/**
 * Where a log may be cut: a pure decision on its entries. What leaves is whole shifts with whole stories, and ends right
 * before a seal, so that the first entry that stays vouches for what left.
 */
import type { StoredEntry } from '../../shared/entries.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { type Looked, look } from '../chain/look.ts'
import { dayOf, type Limit } from './limit.ts'

export interface Cut {
  /** The first and the last entry that leave, and the last one's hash. */
  from: number
  to: number
  head: string
  entries: number
  /** Wall clocks of the two, ms UTC. */
  since: number
  until: number
  /** The last seal among them. */
  seal: { series: string; epoch: number } | null
  /** The hall had all of it before this time. */
  before: number
}

export interface Plan {
  /** All that leaves. */
  cut: Cut
  /** The same in pieces, each of which may leave by itself: the keypad's thread is held for one at a time. */
  pieces: Cut[]
}

/** A place where the log may be cut, and the time of the seal right after it. */
interface Place {
  cut: Cut
  next: number
}

/** A piece of this size leaves in less than 100 ms; a shift is one piece, however long. */
const PIECE = 2_000

const piecesOf = (places: readonly Place[], most: number): Cut[] => {
  const pieces: Cut[] = []
  let start = places[0]?.cut
  for (const [index, { cut, next }] of places.entries()) {
    const from: number = start?.from ?? cut.from
    const further = places[index + 1]?.cut.to
    if (further !== undefined && further - from < most) continue
    pieces.push({ ...cut, from, since: start?.since ?? cut.since, entries: cut.to - from + 1 })
    start = { ...cut, from: cut.to + 1, since: next }
  }
  return pieces
}

/** Whatever ties entries to one another. */
const namesOf = (entry: Looked): string[] => {
  const also = Array.isArray(entry['also']) ? entry['also'] : []
  return [entry['matter'], entry['ask'], ...also].filter((id) => typeof id === 'string')
}

/** What is open after the entries seen so far: one shift at a time, and with its end its matters end. */
const openWork = () => {
  let shift: unknown = null
  const matters = new Set<unknown>()
  const began = (next: unknown) => {
    shift = next
    matters.clear()
  }
  const KINDS: Readonly<Record<string, (entry: Looked) => void>> = {
    'shift.opened': (entry) => began(entry['shift']),
    'shift.closed': () => began(null),
    'matter.opened': (entry) => matters.add(entry['matter']),
    'matter.closed': (entry) => matters.delete(entry['matter']),
    'matter.undone': (entry) => matters.delete(entry['matter']),
  }
  return {
    step: (entry: Looked) => KINDS[entry.kind]?.(entry),
    any: () => shift !== null || matters.size > 0,
  }
}

/**
 * Reads the log once, in order.
 * @returns the furthest cut that `limit` allows; keep/young when nothing is old enough, keep/open-work when what is old
 * enough is of one piece with what must stay.
 */
export const planLeaving = (entries: Iterable<StoredEntry>, limit: Limit, piece = PIECE): Result<Plan> => {
  const cuts: Place[] = []
  const firstOf = new Map<string, number>()
  const work = openWork()
  let first: { seq: number; at: number } | null = null
  let before: StoredEntry | null = null
  let until = 0
  let seal: Cut['seal'] = null
  let young = false

  for (const entry of entries) {
    const { seq, body } = entry
    const looked = look(body)
    // A cut that a later entry's story reaches over is none.
    for (const name of looked ? namesOf(looked) : []) {
      const began = firstOf.get(name)
      while (began !== undefined && (cuts.at(-1)?.cut.to ?? 0) >= began) cuts.pop()
    }
    if (young) continue
    if (looked?.kind === 'log.sealed' && before && first && !work.any())
      cuts.push({
        cut: {
          ...{ from: first.seq, to: before.seq, head: before.hash, entries: before.seq - first.seq + 1 },
          ...{ since: first.at, until, seal, before: limit.before },
        },
        next: looked.at,
      })
    // What is no entry is evidence of something: it stays, and so does all that follows.
    young = !looked || seq > limit.through || (looked.at > limit.before && looked.at <= limit.newest)
    if (!looked || young) continue
    first ??= { seq, at: looked.at }
    before = entry
    until = looked.at
    work.step(looked)
    for (const name of namesOf(looked)) if (!firstOf.has(name)) firstOf.set(name, seq)
    if (looked.kind === 'log.sealed')
      seal = { series: String(looked['series']), epoch: Number(looked['epoch']) }
  }
  const last = cuts.at(-1)
  if (last) return ok({ cut: last.cut, pieces: piecesOf(cuts, piece) })
  return before
    ? fail('keep/open-work', { day: dayOf(limit.before) })
    : fail('keep/young', { day: dayOf(limit.before) })
}
