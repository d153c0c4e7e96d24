/**
 * The customer's screen as the counter knows it: what is shown, whether it is there, and its touches, which are a
 * keypad's presses by another way: the same filter, the same input of the counter, the same verdicts.
 */
import { type CounterState, leftMs, stateName, windowMono } from '../../counter/state.ts'
import { freshFilter, stepFilter } from '../../device/press/filter.ts'
import { pressOf } from '../../device/press/pad-key.ts'
import type { Clock } from '../../shared/clock.ts'
import { DISPLAY, type DisplayPhase, type DisplayView, type Touch } from '../../shared/display.ts'
import type { Loss, Press } from '../../shared/pad.ts'
import type { Policy, Staff } from '../../shared/people.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { PadView } from '../../shared/views.ts'

/** A screen asks every 4 s; after three times without a word it is gone. */
export const AWAY_MS = 12_000

export interface Display {
  view(): DisplayView
  /** A screen has said something: it is there. */
  heard(): void
  /** Whether a screen is there, with faces or without. */
  here(): boolean
  /** Whether its faces stand in for a keypad, and whether they do so now. */
  standsIn(): boolean
  online(): boolean
  /** What pages see in place of the keypad; null where the keypad is the pad. */
  padView(): PadView | null
  /** ok: on record, whatever it was worth. */
  press(touch: Touch): Result<void>
  /** The policy or the keypad has changed. */
  settle(): void
  stop(): void
}

export interface DisplayOptions {
  clock: Clock
  state(): CounterState
  practice: boolean
  policy(): Policy
  settings(): { station: string; language: DisplayView['language'] }
  hasKeypad(): boolean
  staff(number: string): Staff | undefined
  /** @returns what the counter answered: a refusal means that nothing was recorded. */
  onPress(press: Press): Result<unknown>
  onOnline(): void
  onLost(why: Loss): void
  changed(): void
}

const phaseOf = (state: CounterState): DisplayPhase => {
  const name = stateName(state)
  if (name === 'signed-out') return 'closed'
  if (name !== 'idle') return name
  if (state.locked) return 'paused'
  return state.lastAsk?.ended === 'rated' ? 'thanks' : 'idle'
}

export const createDisplay = (options: DisplayOptions): Display => {
  const { clock, practice } = options
  let filter = freshFilter()
  let here = false
  let touched = false
  let wasOnline = false
  let cancelAway = () => {}

  const standsIn = () => options.policy().faces && !options.hasKeypad() && !practice
  const online = () => here && standsIn()
  /** In practice the faces can be looked at beside the keypad on the screen. */
  const faces = () => practice || standsIn()

  const settle = (why: Loss = 'stopped') => {
    if (online() !== wasOnline) {
      wasOnline = online()
      touched = false
      if (wasOnline) options.onOnline()
      else options.onLost(why)
    }
    options.changed()
  }
  const away = () => {
    here = false
    settle('missed-heartbeat')
  }

  return {
    view: () => {
      const state = options.state()
      const { station, language } = options.settings()
      const mono = windowMono(state, clock.mono())
      const person = state.shift && options.staff(state.shift.staff.number)
      return {
        station,
        language,
        practice,
        labelSet: options.policy().labelSet,
        phase: phaseOf(state),
        clerk: state.shift && {
          ...state.shift.staff,
          photo: person?.photo ?? null,
          stars: person?.stars ?? null,
        },
        ask: state.ask && {
          id: state.ask.id,
          windowMs: state.ask.windowMs,
          leftMs: leftMs(state.ask, mono),
        },
        faces: faces(),
      }
    },
    heard: () => {
      cancelAway()
      cancelAway = clock.after(AWAY_MS, away)
      if (here) return
      here = true
      settle()
    },
    here: () => here,
    standsIn,
    online,
    padView: () =>
      standsIn()
        ? {
            state: here ? 'online' : 'lost',
            port: DISPLAY,
            profile: DISPLAY,
            trouble: here ? null : { code: 'display/lost' },
            heard: here && touched,
          }
        : null,
    press: (touch) => {
      if (!faces()) return fail('display/no-faces')
      const event = {
        key: `face-${touch.face}`,
        level: touch.face,
        deviceAt: touch.at,
        // No wire, hence no frame: what arrived is this message.
        bytes: Buffer.from(JSON.stringify(touch)).toString('hex'),
      }
      const step = stepFilter(filter, { type: 'key', event }, clock.mono())
      filter = step.state
      for (const said of step.events) {
        // A touch that is said again was on record the first time.
        if (said.type === 'dropped') continue
        const press = { ...pressOf(event, said.flag, DISPLAY), shownFor: touch.ask }
        const recorded = options.onPress(press)
        if (!recorded.ok) return recorded
        filter = stepFilter(filter, { type: 'kept', event }, clock.mono()).state
      }
      if (!touched) {
        touched = true
        options.changed()
      }
      return ok(undefined)
    },
    settle: () => settle(),
    stop: () => cancelAway(),
  }
}
