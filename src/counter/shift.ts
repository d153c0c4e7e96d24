/** Shifts: signed in and out, locked, paused. */
import { closeMatter } from './matter.ts'
import { type CounterState, isServing, type Paused, runTime, type SignedIn, stopTime } from './state.ts'
import { after, type Context, draft, type InputOf, pad, refuse, type Step, still } from './step.ts'

export const signIn = (state: CounterState, { staff }: InputOf<'sign-in'>, ctx: Context): Step => {
  const id = ctx.newId()
  const next = {
    ...state,
    shift: { id, staff: { number: staff.number, name: staff.name }, openedAt: ctx.now.at },
  }
  return {
    ...still(next, { did: 'opened' }),
    entries: [draft(next, ctx.now, { kind: 'shift.opened', shift: id, staff: staff.number })],
    effects: pad(next, 'sign-in'),
  }
}

export const alreadySignedIn = (state: SignedIn): Step =>
  refuse(state, 'counter/signed-in', { staff: state.shift.staff.name })

const pauseEnded = (state: Paused, ctx: Context) =>
  draft(state, ctx.now, {
    kind: 'shift.resumed',
    shift: state.shift.id,
    pausedMs: Math.max(0, Math.round(ctx.now.mono - state.paused.sinceMono)),
  })

/**
 * Ends the shift. A pause ends first, so that each has its length; a matter in hand closes as `shift-closed`. The last
 * ask is kept: a press that comes for it now is `too-late` and names it, so that signing out dodges no rating unseen.
 * Reasons that the clerk still owes are counted and hold nobody back.
 */
export const signOut = (state: SignedIn, { why }: InputOf<'sign-out'>, ctx: Context): Step => {
  const { paused } = state
  const unpaused = paused
    ? { ...still(state), entries: [pauseEnded({ ...state, paused }, ctx)], effects: pad(state, 'resume') }
    : still(state)
  const tidied = after(unpaused, (now) =>
    isServing(now) ? closeMatter(now, { reason: 'shift-closed' }, ctx) : still(now),
  )
  return after(tidied, (now) => ({
    ...still(
      {
        ...now,
        ...{ shift: null, paused: null, lastItem: null, nextItem: null, lastVisit: null },
        ...{ unexplained: [], locked: false },
      },
      { did: 'closed' },
    ),
    entries: [
      draft(now, ctx.now, {
        kind: 'shift.closed',
        shift: state.shift.id,
        why,
        ...(now.unexplained.length > 0 ? { unexplained: now.unexplained.length } : {}),
      }),
    ],
    effects: pad(now, 'sign-out'),
  }))
}

/** A locked counter may be taken over, or its clerk could keep everyone out by going home; to leave, unlock first. */
export const signOutLocked = (state: SignedIn, input: InputOf<'sign-out'>, ctx: Context): Step =>
  input.why === 'handover' ? signOut(state, input, ctx) : refuse(state, 'counter/locked')

/** The lock hides the counter from passers-by; time and an open ask go on. */
export const lock = (state: SignedIn, { why }: InputOf<'lock'>, ctx: Context): Step => ({
  ...still({ ...state, locked: true }),
  entries: [draft(state, ctx.now, { kind: 'session.locked', shift: state.shift.id, why })],
})

/** The program starts again with the lock on (see restore.ts); this puts it on record. */
export const lockAgain = (state: SignedIn, input: InputOf<'lock'>, ctx: Context): Step =>
  input.why === 'restart' ? lock(state, input, ctx) : refuse(state, 'counter/locked')

export const unlock = (state: SignedIn, _input: unknown, ctx: Context): Step => ({
  ...still({ ...state, locked: false }),
  entries: [draft(state, ctx.now, { kind: 'session.unlocked', shift: state.shift.id })],
})

export const pause = (state: SignedIn, { reason }: InputOf<'pause'>, ctx: Context): Step => ({
  ...still({
    ...state,
    paused: { reason, sinceMono: ctx.now.mono },
    matter: stopTime(state.matter, ctx.now.mono),
  }),
  entries: [draft(state, ctx.now, { kind: 'shift.paused', shift: state.shift.id, reason })],
  effects: pad(state, 'pause'),
})

export const resume = (state: Paused, _input: unknown, ctx: Context): Step => ({
  ...still({ ...state, paused: null, matter: runTime(state.matter, ctx.now.mono) }, { did: 'resumed' }),
  entries: [pauseEnded(state, ctx)],
  effects: pad(state, 'resume'),
})
