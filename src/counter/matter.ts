/** Matters: opened, given another item, taken back at once, or closed exactly once. */
import { EXPLAINABLE_REASONS, type Item, OWED_REASONS } from '../shared/people.ts'
import type { CounterView } from '../shared/views.ts'
import {
  type CounterState,
  type LastAsk,
  type Matter,
  type MatterItem,
  PAST_ASKS,
  type Paused,
  runTime,
  type Serving,
  type SignedIn,
  servedMs,
  stopTime,
} from './state.ts'
import { type Context, DELIVER, draft, type InputOf, pad, refuse, type Step, still } from './step.ts'

const inHand = ({ code, name, limitMs }: Item): MatterItem => ({ code, name, limitMs })

interface Opening {
  item: Item
  reference: string | null
  /** The visit it belongs to; null: a new citizen. */
  visit: string | null
}

/** A matter can be taken back for so long after it was opened. */
export const UNDO_MS = 10_000

const openWith = (state: SignedIn, { item, reference, visit }: Opening, ctx: Context): Step => {
  const id = ctx.newId()
  const { code, name } = item
  return {
    state: {
      ...state,
      matter: {
        id,
        item: inHand(item),
        reference,
        visit: visit ?? id,
        openedAt: ctx.now.at,
        undoUntilMono: ctx.now.mono + UNDO_MS,
        servedMs: 0,
        runningSinceMono: ctx.now.mono,
      },
      ask: null,
      // With a new citizen at the counter a press can no longer be laid at the door of the ask before.
      lastAsk: null,
      lastItem: code,
      nextItem: null,
    },
    entries: [
      draft(state, ctx.now, {
        kind: 'matter.opened',
        matter: id,
        shift: state.shift.id,
        item: { code, name },
        reference,
        ...(visit === null ? {} : { visit }),
      }),
    ],
    effects: pad(state, 'welcome'),
    reply: { ok: true, value: { did: 'opened' } },
  }
}

export type Preselected = { item: Item; why: CounterView['nextItem']['why'] }

/** What the next matter opens with unless the caller says: chosen, else used last, else this window's usual, else 咨询. */
export const preselected = (
  state: CounterState,
  ctx: Pick<Context, 'items' | 'defaultItem' | 'usualItem'>,
): Preselected => {
  const known = (code: string | null) => (code === null ? undefined : ctx.items(code))
  const chosen = known(state.nextItem)
  if (chosen) return { item: chosen, why: 'chosen' }
  const last = known(state.lastItem)
  if (last) return { item: last, why: 'last' }
  const usual = known(ctx.usualItem())
  return usual ? { item: usual, why: 'usual' } : { item: ctx.defaultItem, why: 'default' }
}

/** Opens a matter with the preselected item. */
export const openNext = (state: SignedIn, ctx: Context): Step =>
  openWith(state, { item: preselected(state, ctx).item, reference: null, visit: null }, ctx)

const openAs = (
  state: SignedIn,
  input: InputOf<'open' | 'add'>,
  visit: string | null,
  ctx: Context,
): Step => {
  const item = input.item === undefined ? preselected(state, ctx).item : ctx.items(input.item)
  return item
    ? openWith(state, { item, reference: input.reference ?? null, visit }, ctx)
    : refuse(state, 'counter/unknown-item', { item: input.item ?? '' })
}

/** Opens a matter as the tax software or the clerk names it. */
export const openNamed = (state: SignedIn, input: InputOf<'open'>, ctx: Context): Step =>
  openAs(state, input, null, ctx)

/** So many matters of one citizen under one rating; more is a mistake. */
export const MOST_IN_VISIT = 20

/**
 * Another matter of the citizen at the counter. Under `one` the matter in hand waits, its time stopped, for the
 * visit's rating; under `each` it must be rated first.
 */
export const addMatter = (state: Serving, input: InputOf<'add'>, ctx: Context): Step => {
  if (ctx.policy.visit === 'each') return refuse(state, 'counter/visit-each')
  if (state.waiting.length + 1 >= MOST_IN_VISIT)
    return refuse(state, 'counter/visit-full', { most: MOST_IN_VISIT })
  const { matter } = state
  const opened = openAs(state, input, matter.visit, ctx)
  if (!opened.reply.ok) return opened
  const stopped = stopTime(matter, ctx.now.mono) ?? matter
  return { ...opened, state: { ...opened.state, waiting: [...state.waiting, stopped] } }
}

/** … after the one before was closed: under `one` that visit has its rating, and this is a new one. */
export const addAfter = (state: SignedIn, input: InputOf<'add'>, ctx: Context): Step =>
  openAs(state, input, ctx.policy.visit === 'each' ? state.lastVisit : null, ctx)

/**
 * Takes back the matter in hand. Only in its first seconds and never once it was asked for, or a clerk could make a bad
 * rating disappear. The matter of the visit before it is in hand again.
 */
export const undo = (state: Serving, _input: unknown, ctx: Context): Step => {
  const { matter, waiting } = state
  if (matter.undoUntilMono === null || ctx.now.mono >= matter.undoUntilMono)
    return refuse(state, 'counter/undo-late')
  const before = waiting.at(-1) ?? null
  return {
    ...still(
      { ...state, matter: runTime(before, ctx.now.mono), waiting: waiting.slice(0, -1) },
      { did: 'undone' },
    ),
    entries: [draft(state, ctx.now, { kind: 'matter.undone', matter: matter.id })],
    effects: [...(before ? [] : pad(state, 'idle')), DELIVER],
  }
}

/** Chooses what the next matter opens with; nothing has happened yet, so nothing is recorded. */
export const chooseNext = (state: SignedIn, { code }: InputOf<'next-item'>, ctx: Context): Step =>
  code === null || ctx.items(code)
    ? still({ ...state, nextItem: code })
    : refuse(state, 'counter/unknown-item', { item: code })

const changed = (state: SignedIn, matter: string, { code, name }: Item, ctx: Context): Step => ({
  ...still(state),
  entries: [draft(state, ctx.now, { kind: 'matter.changed', matter, item: { code, name } })],
})

/** Another item for the matter in hand, for one that waits with it, or for one of this shift that is closed. */
export const changeItem = (state: SignedIn, input: InputOf<'change-item'>, ctx: Context): Step => {
  const item = ctx.items(input.code)
  if (!item) return refuse(state, 'counter/unknown-item', { item: input.code })
  const id = input.matter ?? state.matter?.id
  if (id === undefined) return refuse(state, 'counter/no-matter')
  const { matter } = state
  if (matter?.id === id) {
    if (item.code === matter.item.code) return still(state)
    const next = { ...state, matter: { ...matter, item: inHand(item) }, lastItem: item.code }
    return changed(next, id, item, ctx)
  }
  const waits = state.waiting.find((one) => one.id === id)
  if (waits) {
    if (item.code === waits.item.code) return still(state)
    const waiting = state.waiting.map((one) => (one === waits ? { ...one, item: inHand(item) } : one))
    return changed({ ...state, waiting }, id, item, ctx)
  }
  const closed = ofShift(state, id, ctx)
  if (!closed) return refuse(state, 'counter/not-your-matter')
  return item.code === closed.item ? still(state) : changed(state, id, item, ctx)
}

/** While paused the matter in hand stands still in every way; those that are closed can be put right. */
export const changeWhilePaused = (state: Paused, input: InputOf<'change-item'>, ctx: Context): Step =>
  input.matter === undefined || input.matter === state.matter?.id
    ? refuse(state, 'counter/paused')
    : changeItem(state, input, ctx)

const ofShift = (state: SignedIn, id: string, ctx: Context) => {
  const found = ctx.recorded(id)
  return found && found.shift === state.shift.id && found.outcome !== 'open' ? found : null
}

/** The clerk's reason where the program's own says only that nobody pressed. It may be put right while the shift is open. */
export const explain = (state: SignedIn, input: InputOf<'explain'>, ctx: Context): Step => {
  const { matter, reason } = input
  if (!ctx.policy.unratedReasons.some(({ code }) => code === reason))
    return refuse(state, 'counter/unknown-reason', { reason })
  const found = ofShift(state, matter, ctx)
  if (!found) return refuse(state, 'counter/not-your-matter')
  if (found.reason === null || !EXPLAINABLE_REASONS.includes(found.reason))
    return refuse(state, 'counter/not-explainable')
  if (found.explained === reason) return still(state)
  return {
    ...still({ ...state, unexplained: state.unexplained.filter((id) => id !== matter) }),
    entries: [draft(state, ctx.now, { kind: 'matter.explained', matter, reason })],
    effects: [DELIVER],
  }
}

/** How a matter ends: with the entry id of the counted press, or without a rating and with a reason code. */
export type Ending = { press: string } | { reason: string }

const closedEntry = (state: Serving, matter: Matter, ending: Ending, ctx: Context) => {
  const rated = 'press' in ending
  const served = servedMs(matter, ctx.now.mono)
  const over = matter.item.limitMs === null ? 0 : served - matter.item.limitMs
  return draft(state, ctx.now, {
    kind: 'matter.closed',
    matter: matter.id,
    outcome: rated ? 'rated' : 'unrated',
    press: rated ? ending.press : null,
    ask: state.ask?.id ?? null,
    reason: rated ? null : ending.reason,
    servedMs: served,
    ...(over > 0 ? { overtimeMs: over } : {}),
  })
}

/** Closes the matter in hand and those of its visit that wait with it, and the ask with them. */
export const closeMatter = (state: Serving, ending: Ending, ctx: Context): Step => {
  const { matter, ask } = state
  const visit = [...state.waiting, matter]
  const rated = 'press' in ending
  const lastAsk: LastAsk | null = ask
    ? { id: ask.id, matter: matter.id, ended: rated ? 'rated' : 'unrated' }
    : state.lastAsk
  const pastAsks =
    ask && lastAsk
      ? [...state.pastAsks, { ...lastAsk, askedAt: ask.askedAt, endedAt: ctx.now.at }].slice(-PAST_ASKS)
      : state.pastAsks
  return {
    state: {
      ...state,
      matter: null,
      waiting: [],
      ask: null,
      lastAsk,
      pastAsks,
      lastVisit: matter.visit,
      unexplained:
        !rated && OWED_REASONS.includes(ending.reason)
          ? [...state.unexplained, ...visit.map(({ id }) => id)]
          : state.unexplained,
    },
    entries: visit.map((one) => closedEntry(state, one, ending, ctx)),
    effects: [...pad(state, rated ? 'thanks' : 'idle'), DELIVER],
    reply: { ok: true, value: { did: 'closed' } },
  }
}
