/**
 * From key events to presses: what the pad said twice is one, what its keys did is read from their edges, and what can
 * be no vote is flagged. Pure: time comes in, and `filterDue` says when to come back with a tick. The state goes on
 * over reconnections: rating tablets say after one what they had said before.
 */
import { type EdgeState, edge, edgesAt, edgesDue, edgesLost, noEdges } from './edges.ts'
import { deviceOf, type FilterEvent, type PadKey } from './pad-key.ts'
import { type RepeatState, repeated } from './repeats.ts'

export interface FilterState<K extends PadKey = PadKey> {
  edges: EdgeState<K>
  repeats: RepeatState
  /** (device, card, device time, key) of the presses that are kept, oldest first, at most SEEN. */
  seen: readonly string[]
}

export type FilterInput<K extends PadKey = PadKey> =
  | { type: 'key'; event: K }
  /** The press is on the disk. One that could not be stored is taken again when the pad says it again. */
  | { type: 'kept'; event: K }
  | { type: 'connected' }
  | { type: 'lost' }
  | { type: 'tick' }

export interface FilterStep<K extends PadKey = PadKey> {
  state: FilterState<K>
  events: FilterEvent<K>[]
}

/** Presses that are remembered to know them again: days of work at one counter. */
export const SEEN = 1024

export const freshFilter = <K extends PadKey>(): FilterState<K> => ({
  edges: noEdges(),
  repeats: new Map(),
  seen: [],
})

/** @returns when (monotonic ms) a tick is due, or null. */
export const filterDue = <K extends PadKey>(state: FilterState<K>): number | null => edgesDue(state.edges)

/** What makes two reports one press; null where the pad tells no time of its own, for then two presses look alike. */
const pressName = (event: PadKey): string | null =>
  typeof event.deviceAt === 'number'
    ? `${deviceOf(event)}/${event.deviceAt}/${event.key}/${event.edge ?? 'press'}`
    : null

const withEdges = <K extends PadKey>(
  state: FilterState<K>,
  done: { state: EdgeState<K>; events: FilterEvent<K>[] },
): FilterStep<K> => ({ state: { ...state, edges: done.state }, events: done.events })

const key = <K extends PadKey>(state: FilterState<K>, event: K, mono: number): FilterStep<K> => {
  const name = pressName(event)
  if (name !== null && state.seen.includes(name))
    return { state, events: [{ type: 'dropped', event, why: 'duplicate' }] }
  if (event.edge === 'down' || event.edge === 'up') return withEdges(state, edge(state.edges, event, mono))
  const { state: repeats, flag } = repeated(state.repeats, event, mono)
  return { state: { ...state, repeats }, events: [{ type: 'press', event, flag }] }
}

const kept = <K extends PadKey>(state: FilterState<K>, event: K): FilterState<K> => {
  const name = pressName(event)
  if (name === null || state.seen.includes(name)) return state
  return { ...state, seen: [...state.seen, name].slice(-SEEN) }
}

/** Takes one input at `mono` (ms). @returns the presses and what was dropped, in the order of time. */
export const stepFilter = <K extends PadKey>(
  state: FilterState<K>,
  input: FilterInput<K>,
  mono: number,
): FilterStep<K> => {
  switch (input.type) {
    case 'key':
      return key(state, input.event, mono)
    case 'kept':
      return { state: kept(state, input.event), events: [] }
    case 'connected':
      return { state: { ...state, edges: { ...state.edges, connectedAt: mono } }, events: [] }
    case 'lost':
      return withEdges(state, edgesLost(state.edges, mono))
    case 'tick':
      return withEdges(state, edgesAt(state.edges, mono))
  }
}
