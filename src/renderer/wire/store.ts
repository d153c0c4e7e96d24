/** What the page knows: the last snapshot with every push applied, and whether the program can be reached. */
import type { Clock } from '../../shared/clock.ts'
import type { Input, Method, Output } from '../../shared/commands.ts'
import { isErrorCode } from '../../shared/errors.ts'
import type { Fault, Result } from '../../shared/result.ts'
import type { Push, Snapshot } from '../../shared/views.ts'
import type { Wire } from '../../shared/wire.ts'
import { applyPush } from './apply-push.ts'
import { pause } from './back-off.ts'
import { same } from './same.ts'

export interface PageState {
  /** null until the first answer. */
  snapshot: Snapshot | null
  /** clock.mono() when the counter section arrived: the clocks on the page count on from there. */
  counterAt: number
  /** Set while the program does not answer; the last snapshot stays visible. */
  unreachable: Fault | null
}

export interface Store {
  getState(): PageState
  subscribe(listener: () => void): () => void
  /** Sends a command. A refusal is a value; nothing is thrown. */
  call<M extends Method>(method: M, input: Input<M>): Promise<Result<Output<M>>>
  /** Asks for the snapshot again. */
  refresh(): void
  /** Ends the subscription and every timer. */
  stop(): void
}

/** A program that is being started again comes back within seconds; a lost session does not come back by itself. */
const OFFLINE_LONGEST_MS = 5000

/** Refusals that say something about the page itself, so that its state must be asked for again. */
const TELLING: readonly string[] = ['request/role', 'request/offline', 'request/no-session']

/** These change what the page may see, whether or not they were carried out. */
const changesSight = (method: Method, result: Result<unknown>): boolean =>
  method.startsWith('session.') || (!result.ok && TELLING.includes(result.error.code))

/** The counter's times go on from when they came: it is never the same. */
const sameSection = (snapshot: Snapshot, { section, value }: Push): boolean =>
  section !== 'counter' && same(snapshot[section], value)

/**
 * What comes right behind the counter's push is drawn so much later, ms: the clerk's next state is on the glass before the
 * two hundred rows of the day are looked through.
 */
const BEHIND_MS = 30

/** Starts listening and asks for the first snapshot. */
export const createStore = (wire: Wire, clock: Clock): Store => {
  let state: PageState = { snapshot: null, counterAt: 0, unreachable: null }
  let loading = false
  let again = false
  let stopped = false
  let failures = 0
  let early: Push[] = []
  let cancelRetry = () => {}
  let cancelTell: (() => void) | null = null
  const listeners = new Set<() => void>()

  const tell = () => {
    cancelTell?.()
    cancelTell = null
    for (const listener of listeners) listener()
  }
  const set = (next: PageState) => {
    state = next
    tell()
  }

  const send = async <M extends Method>(method: M, input: Input<M>): Promise<Result<Output<M>>> => {
    const reply = await wire.request(method, input)
    // The program checked the value against the contract on its way out.
    if (reply.ok) return { ok: true, value: reply.value as Output<M> }
    const { code, params } = reply.error
    if (!isErrorCode(code)) return { ok: false, error: { code: 'request/internal' } }
    return { ok: false, error: params ? { code, params } : { code } }
  }

  const take = (push: Push) => {
    if (!state.snapshot || loading) {
      early.push(push)
      return
    }
    const applied = applyPush(state.snapshot, push)
    if (applied.kind === 'gap') load()
    if (applied.kind !== 'applied') return
    // Most pushes beside the counter's say what the page knows already: it has better things to do than to draw it again.
    if (sameSection(state.snapshot, push))
      state = { ...state, snapshot: { ...state.snapshot, seq: push.seq } }
    else if (push.section === 'counter')
      set({ ...state, snapshot: applied.snapshot, counterAt: clock.mono() })
    else {
      state = { ...state, snapshot: applied.snapshot }
      if (clock.mono() - state.counterAt >= BEHIND_MS) tell()
      else cancelTell ??= clock.after(BEHIND_MS, tell)
    }
  }

  const load = async (): Promise<void> => {
    if (stopped) return
    if (loading) {
      again = true
      return
    }
    loading = true
    cancelRetry()
    const result = await send('state.get', {})
    loading = false
    const pushes = early
    early = []
    if (result.ok) {
      failures = 0
      set({ snapshot: result.value, counterAt: clock.mono(), unreachable: null })
      for (const push of pushes) take(push)
    } else {
      set({ ...state, unreachable: result.error })
      failures += 1
      const longest = result.error.code === 'request/no-session' ? undefined : OFFLINE_LONGEST_MS
      if (!stopped) cancelRetry = clock.after(pause(failures, longest), load)
    }
    if (again) {
      again = false
      await load()
    }
  }

  const unsubscribe = wire.subscribe((push) => (push ? take(push) : load()))
  load()

  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    call: async (method, input) => {
      const result = await send(method, input)
      if (changesSight(method, result)) await load()
      return result
    },
    refresh: load,
    stop: () => {
      stopped = true
      cancelRetry()
      cancelTell?.()
      unsubscribe()
    },
  }
}
