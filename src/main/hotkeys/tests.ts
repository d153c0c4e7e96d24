/**
 * The technician's tests of the hotkeys. `record`: nothing fires, so that the page gets the next key. `clash`: the
 * technician presses every key of the card terminal and the tax software, and whatever comes here is theirs: it is
 * taken off at once. `prove`: each key is pressed once and shows that it comes. None of them does what the keys do.
 */
import type { Clock } from '../../shared/clock.ts'
import { canonicalKeys } from '../../shared/hotkeys/accelerator.ts'
import type { Action } from '../../shared/hotkeys/actions.ts'
import type { HotkeysView, KeyTest } from '../../shared/hotkeys/view.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { HotkeyKeeper } from './keeper.ts'

/** How long a test may last, ms: a forgotten one must not keep the keys from the clerk. */
const TEST_MS: Record<KeyTest, number> = { record: 30_000, clash: 10 * 60_000, prove: 2 * 60_000 }
/** More different keys than any keyboard has. */
const MOST = 500

type Pressed = NonNullable<HotkeysView['test']>['pressed'][number]

export interface HotkeyTests {
  view(): HotkeysView['test']
  start(test: KeyTest, session: string): Result<void>
  /** A key came to the page. */
  key(keys: string): Result<void>
  /** A hotkey came from the system. @returns whether it is the clerk's: its action is to be carried out. */
  fired(action: Action): boolean
  end(save: boolean): Result<void>
  /** A shift opened or a page lost its role: ends what may no longer go on. */
  look(): void
}

export interface TestsOptions {
  clock: Clock
  keeper: HotkeyKeeper
  shiftOpen(): boolean
  isTechnician(session: string): boolean
  changed(): void
}

interface Running {
  name: KeyTest
  session: string
  endsAt: number
  pressed: Map<string, Pressed>
  cancel: () => void
}

export const createHotkeyTests = (options: TestsOptions): HotkeyTests => {
  const { clock, keeper, shiftOpen, isTechnician, changed } = options
  let running: Running | null = null

  const stop = () => {
    const ended = running
    if (!ended) return
    ended.cancel()
    running = null
    if (ended.name === 'record') keeper.suspend(null)
    if (ended.name === 'clash') keeper.leaveAlone([])
    changed()
  }

  const clashed = (test: Running, keys: string, action: Action | null) => {
    const known = test.pressed.get(keys)
    if (!known && test.pressed.size >= MOST) return
    test.pressed.set(keys, { keys, action: known?.action ?? action, times: (known?.times ?? 0) + 1 })
    if (known) changed()
    // From the next press on it reaches the program whose key it is.
    else keeper.leaveAlone([...test.pressed.keys()])
  }

  const actionOf = (keys: string) => keeper.actions().find((decision) => decision.keys === keys)?.action

  return {
    view: () =>
      running && { name: running.name, endsAt: running.endsAt, pressed: [...running.pressed.values()] },
    start: (name, session) => {
      if (shiftOpen()) return fail('hotkeys/shift-open')
      stop()
      const endsAt = clock.now() + TEST_MS[name]
      running = { name, session, endsAt, pressed: new Map(), cancel: clock.after(TEST_MS[name], stop) }
      keeper.suspend(name === 'record' ? { why: 'record', endsAt } : null)
      return ok(undefined)
    },
    key: (text) => {
      const keys = canonicalKeys(text)
      if (!running) return fail('hotkeys/no-test')
      const action = keys === null ? undefined : actionOf(keys)
      if (keys !== null && running.name === 'clash') clashed(running, keys, action ?? null)
      if (running.name === 'prove' && action) keeper.came(action)
      return ok(undefined)
    },
    fired: (action) => {
      keeper.came(action)
      if (!running) return true
      const keys = keeper.actions().find((decision) => decision.action === action)?.keys
      if (running.name === 'clash' && keys) clashed(running, keys, action)
      return false
    },
    end: (save) => {
      if (!running) return fail('hotkeys/no-test')
      const found = running.name === 'clash' && save ? [...running.pressed.keys()] : []
      stop()
      const { pc } = keeper.layers()
      return found.length === 0
        ? ok(undefined)
        : keeper.save({ ...pc, taken: [...new Set([...pc.taken, ...found])] })
    },
    look: () => {
      if (running && (shiftOpen() || !isTechnician(running.session))) stop()
    },
  }
}
