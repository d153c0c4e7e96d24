/** What a press is worth: its verdict, and the ask it belongs to. Every press is recorded; one per ask counts. */
import type { EntryFields } from '../shared/entries.ts'
import type { Press, Verdict } from '../shared/pad.ts'
import { closeMatter } from './matter.ts'
import { type CounterState, isAsked, type PastAsk } from './state.ts'
import { type Context, DELIVER, draft, type InputOf, type Step, still } from './step.ts'

type Named = Pick<EntryFields<'key.pressed'>, 'ask' | 'matter'>
const NOTHING_NAMED: Named = { ask: null, matter: null }
const AFTER: Record<PastAsk['ended'], Verdict> = { rated: 'repeat', unrated: 'too-late' }

/** Pads tell their time in whole seconds and cut the rest off: the press was at `deviceAt` or up to this much later. */
const PAD_SECOND = 999

/**
 * The earlier ask in whose time the pad says it was pressed; null where the pad tells no time, the time fits the open
 * ask, or it fits none. Rating tablets deliver after a reconnect what was pressed minutes ago: that is not the vote of
 * the citizen who stands there now.
 */
const earlierAsk = (state: CounterState, deviceAt: number | null): PastAsk | null => {
  if (deviceAt === null) return null
  const latest = deviceAt + PAD_SECOND
  if (state.ask && latest >= state.ask.askedAt) return null
  return state.pastAsks.findLast((ask) => latest >= ask.askedAt && deviceAt < ask.endedAt) ?? null
}

type Place = { verdict: Verdict; named: Named }

/** A screen says for which ask it showed the face: a touch that was long under way is not the next citizen's vote. */
const placeNamed = (state: CounterState, name: string): Place => {
  if (isAsked(state) && state.ask.id === name)
    return { verdict: 'counted', named: { ask: name, matter: state.matter.id } }
  const ended = [state.lastAsk, ...state.pastAsks].find((ask) => ask?.id === name)
  return ended
    ? { verdict: AFTER[ended.ended], named: { ask: ended.id, matter: ended.matter } }
    : { verdict: 'not-asked', named: NOTHING_NAMED }
}

/** What a press belongs to, and its verdict if nothing is wrong with the press itself. */
const placeOf = (state: CounterState, { deviceAt, shownFor }: Press): Place => {
  if (shownFor) return placeNamed(state, shownFor)
  const earlier = earlierAsk(state, deviceAt)
  if (earlier) return { verdict: AFTER[earlier.ended], named: { ask: earlier.id, matter: earlier.matter } }
  if (isAsked(state)) return { verdict: 'counted', named: { ask: state.ask.id, matter: state.matter.id } }
  const { lastAsk } = state
  return lastAsk
    ? { verdict: AFTER[lastAsk.ended], named: { ask: lastAsk.id, matter: lastAsk.matter } }
    : { verdict: 'not-asked', named: NOTHING_NAMED }
}

/** What is wrong with the press itself comes before where it falls: none of these is ever a vote. */
const spoilt = ({ flag, level }: Press): Verdict | null => flag ?? (level === null ? 'unknown-key' : null)

/** Every press is recorded with its verdict and delivered at once; only one inside an open ask with a level counts. */
export const press = (state: CounterState, input: InputOf<'press'>, ctx: Context): Step => {
  const { level, profile, key, bytes, deviceAt, cause } = input.press
  const raw = { level, profile, key, bytes, deviceAt, ...(cause ? { cause } : {}) }
  const place = placeOf(state, input.press)
  const verdict = spoilt(input.press) ?? place.verdict
  if (verdict === 'counted' && isAsked(state)) {
    const id = ctx.newId()
    const closed = closeMatter(state, { press: id }, ctx)
    const counted = draft(state, ctx.now, { kind: 'key.pressed', id, verdict, ...raw, ...place.named })
    return { ...closed, entries: [counted, ...closed.entries] }
  }
  return {
    ...still(state),
    entries: [draft(state, ctx.now, { kind: 'key.pressed', verdict, ...raw, ...place.named })],
    effects: [DELIVER],
  }
}
