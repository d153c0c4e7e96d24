/** Runs the pure press filter on a link: gives it the time, and out come presses. */
import type { Clock } from '../../shared/clock.ts'
import type { KeyEvent } from '../framing/framer.ts'
import { type FilterInput, filterDue, freshFilter, stepFilter } from '../press/filter.ts'
import { pressOf } from '../press/pad-key.ts'
import type { LinkEvent } from './link.ts'

export interface Presses {
  key(event: KeyEvent): void
  /** A connection begins. */
  connected(): void
  /** It is lost: what waited for a key-up is given out. */
  lost(): void
}

export interface PressesOptions {
  clock: Clock
  /** Name of the profile, for the press. */
  profile: string
  emit(event: Extract<LinkEvent, { type: 'press' | 'dropped' }>): void
  /** Answers the pad. */
  answer(event: KeyEvent): void
}

export const createPresses = ({ clock, profile, emit, answer }: PressesOptions): Presses => {
  let state = freshFilter<KeyEvent>()
  let cancel = () => {}

  const give = (input: FilterInput<KeyEvent>) => {
    const step = stepFilter(state, input, clock.mono())
    state = step.state
    cancel()
    const due = filterDue(state)
    if (due !== null) cancel = clock.after(Math.max(0, due - clock.mono()), () => give({ type: 'tick' }))
    for (const said of step.events) {
      if (said.type === 'dropped') {
        // A pad that says a press again has not heard the answer to it.
        if (said.why === 'duplicate') answer(said.event)
        emit({ type: 'dropped', press: pressOf(said.event, null, profile), why: said.why })
        continue
      }
      const { event, flag } = said
      emit({
        type: 'press',
        press: pressOf(event, flag, profile),
        acknowledge: () => {
          give({ type: 'kept', event })
          answer(event)
        },
      })
    }
  }

  return {
    key: (event) => give({ type: 'key', event }),
    connected: () => give({ type: 'connected' }),
    lost: () => give({ type: 'lost' }),
  }
}
