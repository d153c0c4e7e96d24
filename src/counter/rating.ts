/** Asking for the rating. */
import { closeMatter, openNext } from './matter.ts'
import { type Asked, type CounterState, isAsked, isSignedIn, leftMs, type Serving } from './state.ts'
import {
  after,
  type Context,
  DELIVER,
  draft,
  type InputOf,
  pad,
  type Rule,
  refuse,
  type Step,
  still,
} from './step.ts'

/** For so long after the ask a second use of the next-step key only tells the time left: a double press is no answer. */
export const EARLY_MS = 5000

/** Opens the rating window. Carried out with the pad offline too: the entry says so and the clerk is not blocked. */
export const ask = (state: Serving, _input: unknown, ctx: Context): Step => {
  const id = ctx.newId()
  const { windowMs } = ctx.policy
  const endsMono = ctx.now.mono + windowMs
  return {
    state: {
      ...state,
      ask: {
        id,
        windowMs,
        askedAt: ctx.now.at,
        earlyUntilMono: Math.min(ctx.now.mono + EARLY_MS, endsMono),
        endsMono,
        padWasOffline: !state.padOnline,
      },
      lastAsk: null,
    },
    entries: [
      draft(state, ctx.now, {
        kind: 'rating.asked',
        ask: id,
        matter: state.matter.id,
        windowMs,
        pad: state.padOnline ? 'online' : 'offline',
        ...(state.waiting.length > 0 ? { also: state.waiting.map((matter) => matter.id) } : {}),
      }),
    ],
    effects: [...pad(state, 'ask'), DELIVER],
    reply: { ok: true, value: { did: 'asked', leftMs: windowMs } },
  }
}

/**
 * Arms the pad again and restarts nothing else. The window is not extended: a clerk could otherwise hold an ask open
 * until the citizen gives in, and two counters with the same policy would measure different things.
 */
export const askAgain = (state: Asked, _input: unknown, ctx: Context): Step => ({
  ...still(state, { did: 'asked-again', leftMs: leftMs(state.ask, ctx.now.mono) }),
  effects: pad(state, 'ask-again'),
})

/** A matter whose ask died with a stop of the program may be asked again: that is a new ask. */
export const askAfresh = (state: Serving, input: unknown, ctx: Context): Step =>
  state.lastAsk?.matter === state.matter.id ? ask(state, input, ctx) : refuse(state, 'counter/not-asked')

/** The next-step key while a rating is open. */
export const nextWhileAsked = (state: Asked, _input: unknown, ctx: Context): Step => {
  if (state.ask.earlyUntilMono !== null)
    return still(state, { did: 'waiting', leftMs: leftMs(state.ask, ctx.now.mono) })
  const both = after(closeMatter(state, { reason: 'next-citizen' }, ctx), (closed) =>
    isSignedIn(closed) ? openNext(closed, ctx) : still(closed),
  )
  return { ...both, reply: { ok: true, value: { did: 'closed-and-opened' } } }
}

/** Refuses what an open rating forbids, with the seconds left. */
export const notWhileAsked: Rule<Asked, unknown> = (state, _input, ctx) =>
  refuse(state, 'counter/rating-open', { seconds: Math.ceil(leftMs(state.ask, ctx.now.mono) / 1000) })

/** Closes the matter without a rating, for a reason of the site's list. The system's reasons are not the clerk's. */
export const unrated = (state: Serving, input: InputOf<'unrated'>, ctx: Context): Step =>
  ctx.policy.unratedReasons.some((reason) => reason.code === input.reason)
    ? closeMatter(state, { reason: input.reason }, ctx)
    : refuse(state, 'counter/unknown-reason', { reason: input.reason })

/** The keypad came or went. One that comes back is told who serves and what goes on: it may have lost its power. */
export const padChanged = (state: CounterState, { online }: InputOf<'pad'>): Step => {
  if (online === state.padOnline) return still(state)
  const open = isAsked(state)
  const next: CounterState = { ...state, padOnline: online }
  if (!online) return still(open ? { ...next, ask: { ...state.ask, padWasOffline: true } } : next)
  const now = open ? 'ask' : next.paused ? 'pause' : 'idle'
  return { ...still(next), effects: [...pad(next, next.shift ? 'sign-in' : 'sign-out'), ...pad(next, now)] }
}
