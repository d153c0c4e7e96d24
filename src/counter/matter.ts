/** Matters: opened, given another item, closed exactly once. */
import type { Item } from '../shared/people.ts'
import {
  type CounterState,
  type LastAsk,
  type MatterItem,
  PAST_ASKS,
  type Serving,
  type SignedIn,
  servedMs,
} from './state.ts'
import { type Context, DELIVER, draft, type InputOf, pad, refuse, type Step, still } from './step.ts'

const inHand = ({ code, name, limitMs }: Item): MatterItem => ({ code, name, limitMs })

const openWith = (state: SignedIn, item: Item, reference: string | null, ctx: Context): Step => {
  const id = ctx.newId()
  const { code, name } = item
  return {
    state: {
      ...state,
      matter: {
        id,
        item: inHand(item),
        reference,
        openedAt: ctx.now.at,
        servedMs: 0,
        runningSinceMono: ctx.now.mono,
      },
      ask: null,
      // With a new citizen at the counter a press can no longer be laid at the door of the ask before.
      lastAsk: null,
      lastItem: code,
    },
    entries: [
      draft(state, ctx.now, {
        kind: 'matter.opened',
        matter: id,
        shift: state.shift.id,
        item: { code, name },
        reference,
      }),
    ],
    effects: pad(state, 'welcome'),
    reply: { ok: true, value: { did: 'opened' } },
  }
}

/** The item used last in this shift, where the site still has it, else the default. */
export const usualItem = (state: CounterState, ctx: Pick<Context, 'items' | 'defaultItem'>): Item =>
  (state.lastItem === null ? undefined : ctx.items(state.lastItem)) ?? ctx.defaultItem

/** Opens a matter with the usual item. */
export const openNext = (state: SignedIn, ctx: Context): Step =>
  openWith(state, usualItem(state, ctx), null, ctx)

/** Opens a matter as the tax software or the clerk names it. */
export const openNamed = (state: SignedIn, input: InputOf<'open'>, ctx: Context): Step => {
  const item = input.item === undefined ? usualItem(state, ctx) : ctx.items(input.item)
  return item
    ? openWith(state, item, input.reference ?? null, ctx)
    : refuse(state, 'counter/unknown-item', { item: input.item ?? '' })
}

export const changeItem = (state: Serving, input: InputOf<'change-item'>, ctx: Context): Step => {
  const item = ctx.items(input.code)
  if (!item) return refuse(state, 'counter/unknown-item', { item: input.code })
  if (item.code === state.matter.item.code) return still(state)
  const { code, name } = item
  return {
    ...still({ ...state, matter: { ...state.matter, item: inHand(item) }, lastItem: code }),
    entries: [
      draft(state, ctx.now, { kind: 'matter.changed', matter: state.matter.id, item: { code, name } }),
    ],
  }
}

/** How a matter ends: with the entry id of the counted press, or without a rating and with a reason code. */
export type Ending = { press: string } | { reason: string }

/** Closes the matter in hand, and its ask with it. */
export const closeMatter = (state: Serving, ending: Ending, ctx: Context): Step => {
  const { matter, ask } = state
  const rated = 'press' in ending
  const lastAsk: LastAsk | null = ask
    ? { id: ask.id, matter: matter.id, ended: rated ? 'rated' : 'unrated' }
    : state.lastAsk
  const pastAsks =
    ask && lastAsk
      ? [...state.pastAsks, { ...lastAsk, askedAt: ask.askedAt, endedAt: ctx.now.at }].slice(-PAST_ASKS)
      : state.pastAsks
  return {
    state: { ...state, matter: null, ask: null, lastAsk, pastAsks },
    entries: [
      draft(state, ctx.now, {
        kind: 'matter.closed',
        matter: matter.id,
        outcome: rated ? 'rated' : 'unrated',
        press: rated ? ending.press : null,
        ask: ask?.id ?? null,
        reason: rated ? null : ending.reason,
        servedMs: servedMs(matter, ctx.now.mono),
      }),
    ],
    effects: [...pad(state, rated ? 'thanks' : 'idle'), DELIVER],
    reply: { ok: true, value: { did: 'closed' } },
  }
}
