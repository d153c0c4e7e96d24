/** A counter on the bench: a state, its clock, and everything it wrote and wanted so far. */
import { type Context, type CounterInput, type Effect, type Step, step } from '../../src/counter/counter.ts'
import { preselected } from '../../src/counter/matter.ts'
import { type CounterState, signedOut } from '../../src/counter/state.ts'
import type { Recorded } from '../../src/counter/step.ts'
import { view } from '../../src/counter/view.ts'
import type { EntryDraft } from '../../src/shared/entries.ts'
import type { Press } from '../../src/shared/pad.ts'
import { CONSULTATION, DEFAULT_POLICY, type Item, type Policy } from '../../src/shared/people.ts'

export const STAFF = { number: '1001', name: '张样例' }
export const VAT: Item = { code: 'VAT', name: '增值税申报', limitMs: 900_000, weight: 1 }
export const START = Date.UTC(2026, 4, 3, 1, 0, 0)
const ITEMS = new Map([CONSULTATION, VAT].map((item) => [item.code, item]))

/** A press as the keypad reports it. */
export const pressOf = (level: Press['level']): CounterInput => ({
  type: 'press',
  press: { key: '04', level, bytes: 'ff6803', profile: 'ff68', deviceAt: null },
})

export interface Bench {
  /** Code of the item that this window does most. */
  usual: string | null
  state(): CounterState
  entries: EntryDraft[]
  effects: Effect[]
  mono(): number
  give(input: CounterInput): Step
  /** Lets time pass without telling the counter. */
  pass(ms: number, wallMs?: number): void
  /** Kinds written since the last call. */
  kinds(): string[]
  last<K extends EntryDraft['kind']>(kind: K): Extract<EntryDraft, { kind: K }>
  view(): ReturnType<typeof view>
}

export const makeBench = (initial: CounterState = signedOut(), policy: Policy = DEFAULT_POLICY): Bench => {
  let state = initial
  let mono = 1000
  let at = START
  let ids = 0
  let seen = 0
  const entries: EntryDraft[] = []
  const effects: Effect[] = []
  const ctx = (): Context => ({
    now: { at, mono },
    newId: () => {
      ids += 1
      return `01900000-0000-7000-8000-${String(ids).padStart(12, '0')}`
    },
    policy,
    items: (code) => ITEMS.get(code),
    defaultItem: CONSULTATION,
    usualItem: () => bench.usual,
    recorded: (matter) => recorded(entries, matter),
  })
  const bench: Bench = {
    usual: null,
    state: () => state,
    entries,
    effects,
    mono: () => mono,
    give: (input) => {
      const done = step(state, input, ctx())
      state = done.state
      entries.push(...done.entries)
      effects.push(...done.effects)
      return done
    },
    pass: (ms, wallMs = ms) => {
      mono += ms
      at += wallMs
    },
    kinds: () => {
      const fresh = entries.slice(seen).map((entry) => entry.kind)
      seen = entries.length
      return fresh
    },
    last: (kind) => {
      const found = entries.findLast((entry) => entry.kind === kind)
      if (!found) throw new Error(`no ${kind} was written`)
      return found as Extract<EntryDraft, { kind: typeof kind }>
    },
    view: () => view(state, { at, mono }, preselected(state, ctx())),
  }
  return bench
}

/** What a log of `entries` would say of a matter. */
export const recorded = (entries: readonly EntryDraft[], matter: string): Recorded | undefined => {
  let found: Recorded | undefined
  for (const entry of entries) {
    if (!('matter' in entry) || entry.matter !== matter) continue
    if (entry.kind === 'matter.opened')
      found = { shift: entry.shift, outcome: 'open', item: entry.item.code, reason: null, explained: null }
    if (entry.kind === 'matter.undone') found = undefined
    if (!found) continue
    if (entry.kind === 'matter.changed') found = { ...found, item: entry.item.code }
    if (entry.kind === 'matter.closed') found = { ...found, outcome: entry.outcome, reason: entry.reason }
    if (entry.kind === 'matter.explained') found = { ...found, explained: entry.reason }
  }
  return found
}

/** A bench with the keypad there and a clerk at work. */
export const atWork = (policy?: Policy): Bench => {
  const bench = makeBench(signedOut(), policy)
  bench.give({ type: 'pad', online: true })
  bench.give({ type: 'sign-in', staff: STAFF })
  bench.kinds()
  bench.effects.length = 0
  return bench
}

/** … with a matter in hand. */
export const serving = (policy?: Policy): Bench => {
  const bench = atWork(policy)
  bench.give({ type: 'next' })
  bench.kinds()
  bench.effects.length = 0
  return bench
}

/** … with the rating asked for. */
export const asked = (policy?: Policy): Bench => {
  const bench = serving(policy)
  bench.give({ type: 'next' })
  bench.kinds()
  bench.effects.length = 0
  return bench
}
