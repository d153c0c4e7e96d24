/**
 * A counter with its log's projections in memory, on clocks that jump: it can crash at any moment and goes on from what
 * the projections say. Beside it a model adds up, as simply as possible, what should be true.
 */
import BetterSqlite3 from 'better-sqlite3'
import { type CounterInput, type Step, step } from '../../src/counter/counter.ts'
import { preselected } from '../../src/counter/matter.ts'
import { restore } from '../../src/counter/restore.ts'
import { type CounterState, signedOut } from '../../src/counter/state.ts'
import type { Context } from '../../src/counter/step.ts'
import { view } from '../../src/counter/view.ts'
import type { Entry } from '../../src/db/log/draft.ts'
import { projector } from '../../src/db/log/project.ts'
import { servedUntil } from '../../src/db/log/served.ts'
import { PROJECTION_TABLES } from '../../src/db/log/tables.ts'
import { matterOf, openShift } from '../../src/db/log/views.ts'
import { projections } from '../../src/db/migrations/020-projections.ts'
import { visits } from '../../src/db/migrations/040-visits.ts'
import type { Envelope } from '../../src/shared/entries.ts'
import { CONSULTATION, type Policy } from '../../src/shared/people.ts'
import type { Db } from '../../src/sqlite/port.ts'
import { START, VAT } from './bench.ts'

const ITEMS = new Map([CONSULTATION, VAT].map((item) => [item.code, item]))

const database = () => {
  const db = new BetterSqlite3(':memory:') as unknown as Db
  for (const { sql } of [projections, visits]) db.exec(sql)
  // Prepared once: what is prepared a hundred thousand times is freed too late.
  const all = PROJECTION_TABLES.map((table) => db.prepare(`select * from ${table} order by id`))
  const clear = PROJECTION_TABLES.map((table) => db.prepare(`delete from ${table}`))
  return {
    db,
    apply: projector(db),
    matter: matterOf(db),
    empty: () => {
      for (const statement of clear) statement.run()
    },
    tables: () => JSON.stringify(all.map((statement) => statement.all())),
  }
}
const ours = database()
const rebuilt = database()

export interface World {
  state(): CounterState
  readonly entries: readonly Entry[]
  /** Time at work by the model, ms, by matter: what no entry vouches for is lost in a crash. */
  readonly worked: ReadonlyMap<string, number>
  give(input: CounterInput): Step
  /** Lets time pass: the monotonic clock by `ms`, the wall clock by `wallMs`. */
  pass(ms: number, wallMs: number): void
  /** The power goes, and comes back later: what was in memory is gone. */
  crash(): { before: CounterState; after: CounterState }
  view(): ReturnType<typeof view>
  mono(): number
  tables(): string
  /** The tables made again from the entries alone. */
  rebuild(): string
}

/** One world at a time: they share the database. */
export const makeWorld = (policy: Policy): World => {
  ours.empty()
  let state = signedOut()
  let mono = 0
  let at = START
  let boot = 0
  let ids = 0
  /** Time at work since the last entry: no entry vouches for it yet. */
  let unvouched = 0
  const entries: Entry[] = []
  const worked = new Map<string, number>()
  const newId = () => {
    ids += 1
    return `01900000-0000-7000-8000-${String(ids).padStart(12, '0')}`
  }
  const ctx = (): Context => ({
    now: { at, mono },
    newId,
    policy,
    items: (code) => ITEMS.get(code),
    defaultItem: CONSULTATION,
    usualItem: () => null,
    recorded: (id) => {
      const row = ours.matter(id)
      return row && { ...row, item: row.item.code }
    },
  })
  const commit = (done: Step) => {
    for (const draft of done.entries) {
      const entry = { v: 1, boot: `boot-${boot}`, ...draft, id: draft.id ?? newId() } as Entry
      // Exactly what would be stored: JSON and back.
      const stored = JSON.parse(JSON.stringify(entry)) as Entry
      entries.push(stored)
      ours.apply(stored, entries.length)
    }
    if (done.entries.length > 0) unvouched = 0
    state = done.state
    return done
  }
  const give = (input: CounterInput) => commit(step(state, input, ctx()))
  const since = (seq: number) => entries.slice(seq - 1) as unknown as Envelope[]

  return {
    state: () => state,
    entries,
    worked,
    give,
    pass: (ms, wallMs) => {
      mono += ms
      at += wallMs
      const { matter, paused, asleep } = state
      if (!matter || paused || asleep) return
      worked.set(matter.id, (worked.get(matter.id) ?? 0) + ms)
      unvouched += ms
    },
    crash: () => {
      const before = state
      const inHand = state.matter
      if (inHand) worked.set(inHand.id, (worked.get(inHand.id) ?? 0) - unvouched)
      unvouched = 0
      boot += 1
      mono = 5
      const found = openShift(ours.db)
      if (!found) state = { ...signedOut(), pastAsks: [] }
      else {
        const { open, shift, ...rest } = found
        const matters = open.map(({ seq, ...matter }) => ({ ...matter, servedMs: servedUntil(since(seq)) }))
        const staff = { number: shift.staff, name: shift.staff }
        state = restore(
          {
            ...rest,
            shift: { ...shift, staff },
            matter: matters.at(-1) ?? null,
            waiting: matters.slice(0, -1),
          },
          { at, mono },
          (code) => ITEMS.get(code),
        )
      }
      const after = state
      // As the program does at its start.
      commit({
        state,
        entries: [{ kind: 'app.started', at, mono, by: null, version: '0', host: 'cli' }],
        effects: [],
        reply: { ok: true, value: { did: 'changed' } },
      })
      if (state.shift) give({ type: 'lock', why: 'restart' })
      return { before, after }
    },
    view: () => view(state, { at, mono }, preselected(state, ctx())),
    mono: () => mono,
    tables: () => ours.tables(),
    rebuild: () => {
      rebuilt.empty()
      for (const [index, entry] of entries.entries()) rebuilt.apply(entry, index + 1)
      return rebuilt.tables()
    },
  }
}
