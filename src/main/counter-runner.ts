/**
 * Runs the pure counter: one input at a time, its entries committed with fsync before the new state is taken and
 * anything is said or shown. If the log cannot take them, nothing has happened.
 */
import { type Context, type CounterInput, step } from '../counter/counter.ts'
import { type CounterState, sameButActivity } from '../counter/state.ts'
import { nextWake } from '../counter/time.ts'
import type { Log } from '../db/log/log.ts'
import type { Clock } from '../shared/clock.ts'
import type { Output } from '../shared/commands.ts'
import type { EntryDraft } from '../shared/entries.ts'
import type { PadMoment } from '../shared/pad.ts'
import type { Fault, Result } from '../shared/result.ts'

/** How soon a tick is tried again that the log could not take, ms. */
const RETRY_MS = 1_000

/** How soon entries that wait beside the log are tried again, ms. */
const TAKE_IN_MS = 5_000

export interface CounterRunner {
  state(): CounterState
  run(input: CounterInput): Result<Output<'counter.next'>>
  /** Writes entries that are not the counter's. */
  record(...drafts: EntryDraft[]): Result<unknown>
  /** What keeps the log from taking entries, or null. */
  trouble(): Fault | null
  stop(): void
}

export interface CounterRunnerOptions {
  log: Log
  clock: Clock
  initial: CounterState
  context(): Omit<Context, 'now'>
  /** What a reference that somebody gave may be stored as; null for nothing. */
  storedReference(given: string): string | null
  pad(moment: PadMoment): void
  deliver(): void
  /** After entries went into the log, or could not. */
  recorded(): void
  /** After every input that changed something. */
  changed(): void
}

export const createCounterRunner = (options: CounterRunnerOptions): CounterRunner => {
  const { log, clock } = options
  let state = options.initial
  let trouble: Fault | null = null
  let cancelWake = () => {}
  let cancelTakeIn = () => {}
  let stopped = false

  /** What was written beside the log is said until it is taken in, and tried again without anybody's help. */
  const aside = (): Fault | null => {
    cancelTakeIn()
    const { entries, why } = log.waiting()
    if (entries === 0) return null
    if (!stopped) cancelTakeIn = clock.after(TAKE_IN_MS, takeIn)
    return { code: 'data/side', params: { entries, why: why?.code ?? '' } }
  }

  const takeIn = () => {
    log.takeIn()
    trouble = aside()
    options.recorded()
    options.changed()
  }

  const record = (...drafts: EntryDraft[]): Result<unknown> => {
    const written = log.append(drafts)
    const before = trouble
    trouble = written.ok ? aside() : written.error
    if (before?.code !== trouble?.code) options.changed()
    options.recorded()
    return written
  }

  /** Timers may fire early, and the log may not take the tick's entries: whatever is still due is waited for again. */
  const armWake = (atLeast: number) => {
    cancelWake()
    const wake = nextWake(state, options.context().policy)
    if (wake !== null && !stopped)
      cancelWake = clock.after(Math.max(atLeast, wake - clock.mono()), () => run({ type: 'tick' }))
  }

  /** Every door comes through here, so no number that must not be stored reaches the counter. */
  const storable = (input: CounterInput): CounterInput => {
    if (!('reference' in input) || input.reference === undefined) return input
    return { ...input, reference: options.storedReference(input.reference) ?? undefined }
  }

  const run = (given: CounterInput): ReturnType<CounterRunner['run']> => {
    const input = storable(given)
    const now = { at: clock.now(), mono: clock.mono() }
    const result = step(state, input, { ...options.context(), now })
    if (result.entries.length > 0) {
      const written = record(...result.entries)
      if (!written.ok) {
        armWake(RETRY_MS)
        return { ok: false, error: written.error }
      }
    }
    const changed = !sameButActivity(result.state, state)
    state = result.state
    for (const effect of result.effects) {
      if (effect.type === 'pad') options.pad(effect.moment)
      else options.deliver()
    }
    armWake(0)
    if (changed) options.changed()
    return result.reply
  }

  trouble = aside()
  armWake(0)
  return {
    state: () => state,
    run,
    record,
    trouble: () => trouble,
    stop: () => {
      stopped = true
      cancelWake()
      cancelTakeIn()
    },
  }
}
