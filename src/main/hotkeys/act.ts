/** What each hotkey does, wherever it came from: the page, the operating system, or `guiping do`. */
import type { Output } from '../../shared/commands.ts'
import type { Action } from '../../shared/hotkeys/actions.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Parts } from '../parts.ts'

type Did = Output<'hotkeys.act'>

/** Some actions only open something: the page that hears of them does so. */
const onThePage = (parts: Parts): Result<Did> => {
  // A browser's page is there already; a window may be hidden.
  if (parts.host.capabilities.bar === 'window') parts.host.show()
  return ok(null)
}

/** Reason `number` of the site's list. */
const unratedFor =
  (number: number) =>
  (parts: Parts): Result<Did> => {
    const reason = parts.settings.roster().policy.unratedReasons[number - 1]
    return reason
      ? parts.counter.run({ type: 'unrated', reason: reason.code })
      : fail('hotkeys/no-reason', { number })
  }

const pauseOrResume = (parts: Parts): Result<Did> =>
  parts.counter.run(
    parts.counter.state().paused
      ? { type: 'resume' }
      : { type: 'pause', reason: parts.hotkeys.pauseReason() },
  )

const RUNS: Record<Action, (parts: Parts) => Result<Did>> = {
  next: (parts) => parts.counter.run({ type: 'next' }),
  'ask-again': (parts) => parts.counter.run({ type: 'ask-again' }),
  unrated: (parts) => (parts.counter.state().matter ? onThePage(parts) : fail('counter/no-matter')),
  'unrated-1': unratedFor(1),
  'unrated-2': unratedFor(2),
  'unrated-3': unratedFor(3),
  'unrated-4': unratedFor(4),
  'unrated-5': unratedFor(5),
  search: onThePage,
  pause: pauseOrResume,
  show: (parts) => {
    parts.host.show()
    return ok(null)
  },
}

/** Does what the action's key does. */
export const act = (parts: Parts, action: Action): Result<Did> => RUNS[action](parts)
