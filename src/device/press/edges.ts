/**
 * Presses of pads that report key-down and key-up. A press is given out when its key is released, or after CHORD
 * with the key alone: until then a second key may make both ambiguous. Times are monotonic ms.
 */
import { deviceOf, type FilterEvent, type PadKey } from './pad-key.ts'

/** Contacts bounce: within this time after an accepted edge of a key, only its last word counts. */
export const DEBOUNCE = 30
/** How long a key must have been alone. A citizen does not notice it; two fingers at once are apart by far less. */
export const CHORD = 150
/** A key that is down for so long is jammed or has a folder lying on it. It must not spoil every other key. */
export const JAMMED = 10_000
/** A key that is reported down so soon after the connection was down before. */
export const AT_CONNECT = 200
/** The same for a key that was down when the connection was lost: such pads repeat a held key about twice a second. */
export const CARRIED_OVER = 2_000

interface KeyNow<K extends PadKey> {
  device: string
  /** The event of the last accepted edge down. */
  event: K
  /** Accepted, and since when. */
  down: boolean
  since: number
  /** What the pad said last; differs from `down` while it may be a bounce. */
  saysDown: boolean
  /** Nothing more is to be given out for this edge. */
  told: boolean
  /** Was down at connect: takes no part until it is up. */
  ignored: boolean
}

export interface EdgeState<K extends PadKey> {
  keys: ReadonlyMap<string, KeyNow<K>>
  connectedAt: number
  /** Keys that were down when the connection was lost. */
  carried: ReadonlySet<string>
}

export const noEdges = <K extends PadKey>(): EdgeState<K> => ({
  keys: new Map(),
  connectedAt: Number.NEGATIVE_INFINITY,
  carried: new Set(),
})

export interface EdgeStep<K extends PadKey> {
  state: EdgeState<K>
  events: FilterEvent<K>[]
}

const nameOf = (event: PadKey) => `${deviceOf(event)}/${event.key}`

/** When time alone changes something about a key, or null. */
const dueOf = <K extends PadKey>(key: KeyNow<K>): number | null => {
  if (key.saysDown !== key.down) return key.since + DEBOUNCE
  return key.down && !key.told ? key.since + CHORD : null
}

/** @returns when edgesAt() has something to do, or null. */
export const edgesDue = <K extends PadKey>({ keys }: EdgeState<K>): number | null =>
  [...keys.values()].reduce<number | null>((soonest, key) => {
    const due = dueOf(key)
    return due === null || (soonest !== null && soonest <= due) ? soonest : due
  }, null)

const tell = <K extends PadKey>(
  key: KeyNow<K>,
  flag: 'ambiguous' | null,
  events: FilterEvent<K>[],
): KeyNow<K> => {
  if (!key.told) events.push({ type: 'press', event: key.event, flag })
  return { ...key, told: true }
}

/** Takes an edge as real at `at`. */
const accept = <K extends PadKey>(
  step: EdgeStep<K>,
  name: string,
  key: KeyNow<K>,
  at: number,
): EdgeStep<K> => {
  const { state, events } = step
  const keys = new Map(state.keys)
  if (!key.saysDown) {
    keys.set(name, { ...tell(key, null, events), down: false, since: at, ignored: false })
    return { state: { ...state, keys }, events }
  }
  const grace = state.carried.has(name) ? CARRIED_OVER : AT_CONNECT
  const carried = new Set([...state.carried].filter((one) => one !== name))
  const now = { ...key, down: true, since: at, told: false, ignored: false }
  if (at - state.connectedAt < grace) {
    events.push({ type: 'dropped', event: key.event, why: 'at-connect' })
    keys.set(name, { ...now, told: true, ignored: true })
    return { state: { ...state, keys, carried }, events }
  }
  const others = [...keys].filter(
    ([other, { device, down, ignored, since }]) =>
      other !== name && device === key.device && down && !ignored && at - since < JAMMED,
  )
  for (const [other, held] of others) keys.set(other, tell(held, 'ambiguous', events))
  keys.set(name, others.length > 0 ? tell(now, 'ambiguous', events) : now)
  return { state: { ...state, keys, carried }, events }
}

/** Does what is due up to `mono`, in the order of time. */
export const edgesAt = <K extends PadKey>(state: EdgeState<K>, mono: number): EdgeStep<K> => {
  let step: EdgeStep<K> = { state, events: [] }
  for (let due = edgesDue(state); due !== null && due <= mono; due = edgesDue(step.state)) {
    const found = [...step.state.keys].find(([, key]) => dueOf(key) === due)
    if (!found) break
    const [name, key] = found
    if (key.saysDown !== key.down) step = accept(step, name, key, due)
    else {
      const keys = new Map(step.state.keys).set(name, tell(key, null, step.events))
      step = { ...step, state: { ...step.state, keys } }
    }
  }
  return step
}

/** Takes an edge that the pad reports at `mono`. */
export const edge = <K extends PadKey>(before: EdgeState<K>, event: K, mono: number): EdgeStep<K> => {
  const step = edgesAt(before, mono)
  const { state, events } = step
  const name = nameOf(event)
  const saysDown = event.edge === 'down'
  const known = state.keys.get(name)
  const drop = (why: 'bounce' | 'held' | 'at-connect') => events.push({ type: 'dropped', event, why })
  if (!known && !saysDown) {
    // Its key-down was before the connection.
    drop('at-connect')
    return { events, state: { ...state, carried: new Set([...state.carried].filter((one) => one !== name)) } }
  }
  const key: KeyNow<K> = known
    ? { ...known, saysDown, event: saysDown && !known.down ? event : known.event }
    : {
        ...{ device: deviceOf(event), event, down: false, saysDown },
        ...{ since: Number.NEGATIVE_INFINITY, told: true, ignored: false },
      }
  if (key.saysDown !== key.down && mono - key.since >= DEBOUNCE) return accept(step, name, key, mono)
  if (key.saysDown === key.down) drop(mono - key.since < DEBOUNCE ? 'bounce' : 'held')
  return { events, state: { ...state, keys: new Map(state.keys).set(name, key) } }
}

/** The connection is lost: a press that waited for its key-up was pressed all the same. */
export const edgesLost = <K extends PadKey>(before: EdgeState<K>, mono: number): EdgeStep<K> => {
  const { state, events } = edgesAt(before, mono)
  const down = [...state.keys].filter(([, key]) => key.down)
  for (const [, key] of down) tell(key, null, events)
  return { events, state: { ...state, keys: new Map(), carried: new Set(down.map(([name]) => name)) } }
}
