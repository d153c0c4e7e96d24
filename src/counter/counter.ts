/**
 * The rules of the counter as one table: what each input does in each situation. Pure: no I/O, no timers, no
 * randomness of its own. The program commits the entries, then takes the state over and carries out the effects.
 */
import {
  addAfter,
  addMatter,
  changeItem,
  changeWhilePaused,
  chooseNext,
  explain,
  openNamed,
  openNext,
  undo,
} from './matter.ts'
import { press } from './press.ts'
import { ask, askAfresh, askAgain, nextWhileAsked, notWhileAsked, padChanged, unrated } from './rating.ts'
import {
  alreadySignedIn,
  lock,
  lockAgain,
  pause,
  resume,
  signIn,
  signOut,
  signOutLocked,
  unlock,
} from './shift.ts'
import { type CounterState, type Situation, type StateIn, situation } from './state.ts'
import {
  after,
  type Context,
  type CounterInput,
  type InputOf,
  type InputType,
  no,
  type Rule,
  type Step,
  still,
} from './step.ts'
import { awake, settle, suspend } from './time.ts'

type Row<T extends InputType> = { [S in Situation]: Rule<StateIn[S], InputOf<T>> }

const everywhere = <T extends InputType>(rule: Rule<CounterState, InputOf<T>>): Row<T> => ({
  'signed-out': rule,
  locked: rule,
  paused: rule,
  asked: rule,
  serving: rule,
  idle: rule,
})

/** What nearly every command meets where nobody works; the rest of a row says what is its own. */
const closed = { 'signed-out': no('counter/signed-out'), locked: no('counter/locked') }

const RULES: { [T in InputType]: Row<T> } = {
  'sign-in': {
    'signed-out': signIn,
    locked: alreadySignedIn,
    paused: alreadySignedIn,
    asked: alreadySignedIn,
    serving: alreadySignedIn,
    idle: alreadySignedIn,
  },
  'sign-out': {
    'signed-out': no('counter/signed-out'),
    locked: signOutLocked,
    paused: signOut,
    asked: signOut,
    serving: signOut,
    idle: signOut,
  },
  lock: { ...closed, locked: lockAgain, paused: lock, asked: lock, serving: lock, idle: lock },
  unlock: {
    'signed-out': no('counter/signed-out'),
    locked: unlock,
    paused: no('counter/not-locked'),
    asked: no('counter/not-locked'),
    serving: no('counter/not-locked'),
    idle: no('counter/not-locked'),
  },
  next: {
    ...closed,
    paused: resume,
    asked: nextWhileAsked,
    serving: ask,
    idle: (state, _input, ctx) => openNext(state, ctx),
  },
  ask: {
    ...closed,
    paused: no('counter/paused'),
    asked: notWhileAsked,
    serving: ask,
    idle: no('counter/no-matter'),
  },
  'ask-again': {
    ...closed,
    paused: no('counter/paused'),
    asked: askAgain,
    serving: askAfresh,
    idle: no('counter/no-matter'),
  },
  unrated: {
    ...closed,
    paused: no('counter/paused'),
    asked: unrated,
    serving: unrated,
    idle: no('counter/no-matter'),
  },
  pause: { ...closed, paused: no('counter/paused'), asked: notWhileAsked, serving: pause, idle: pause },
  resume: {
    ...closed,
    paused: resume,
    asked: no('counter/not-paused'),
    serving: no('counter/not-paused'),
    idle: no('counter/not-paused'),
  },
  open: {
    ...closed,
    paused: no('counter/paused'),
    asked: notWhileAsked,
    serving: no('counter/matter-open'),
    idle: openNamed,
  },
  add: {
    ...closed,
    paused: no('counter/paused'),
    asked: notWhileAsked,
    serving: addMatter,
    idle: addAfter,
  },
  undo: {
    ...closed,
    paused: no('counter/paused'),
    asked: no('counter/undo-asked'),
    serving: undo,
    idle: no('counter/no-matter'),
  },
  'next-item': {
    ...closed,
    paused: chooseNext,
    asked: chooseNext,
    serving: chooseNext,
    idle: chooseNext,
  },
  'change-item': {
    ...closed,
    paused: changeWhilePaused,
    asked: changeItem,
    serving: changeItem,
    idle: changeItem,
  },
  explain: { ...closed, paused: explain, asked: explain, serving: explain, idle: explain },
  active: everywhere((state) => still(state)),
  press: everywhere(press),
  pad: everywhere(padChanged),
  // What is due has been settled before any rule runs; a tick adds nothing of its own.
  tick: everywhere((state) => still(state)),
  suspend: everywhere(suspend),
  awake: everywhere(awake),
}

/**
 * Whoever gives one of these sits at a PC that is awake, although the system has not said so yet. Locks, presses and
 * news of the pad are not among them: they come while the PC falls asleep, and time would then run through the night.
 */
const GIVEN_AWAKE: ReadonlySet<InputType> = new Set([
  'sign-in',
  'sign-out',
  'unlock',
  'next',
  'ask',
  'ask-again',
  'unrated',
  'pause',
  'resume',
  'open',
  'add',
  'undo',
  'next-item',
  'change-item',
  'explain',
  'active',
])

/** Carries out one input. Never throws; every input has an answer in every situation. */
export const step = (state: CounterState, input: CounterInput, ctx: Context): Step => {
  const woken = GIVEN_AWAKE.has(input.type) ? awake(state, input, ctx) : still(state)
  const settled = after(woken, (now) => settle(now, ctx))
  return after(settled, (now) => {
    // `situation` has established what the rule expects of the state; the compiler cannot follow a lookup by value.
    const rule = RULES[input.type][situation(now)] as Rule<CounterState, CounterInput>
    const done = rule(now, input, ctx)
    if (input.type === 'tick') return { ...done, reply: settled.reply }
    // The same inputs say that somebody is at work here.
    return GIVEN_AWAKE.has(input.type) && !done.state.locked
      ? { ...done, state: { ...done.state, activeMono: ctx.now.mono } }
      : done
  })
}

export type { Context, CounterInput, Did, Effect, Step } from './step.ts'
