import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { judge } from '../../src/db/chain/judge.ts'
import { type EntryDraft, parseBody } from '../../src/shared/entries.ts'
import { type Kit, kit, must } from './log-kit.ts'

const SEED = Number(process.env['PROOF_SEED'] ?? 20260503)
const RUNS = Number(process.env['PROOF_RUNS'] ?? 40)

let k: Kit
beforeEach(() => {
  k = kit()
})
afterEach(() => k.end())

/** Few ids, so that entries meet: asks of closed matters, closings without an opening, shifts opened twice. */
const id = fc.integer({ min: 0, max: 5 }).map((n) => `01890a5d-ac96-774b-bcce-b302099a805${n}`)
const text = fc.string({ unit: 'binary', maxLength: 40 })
const number = fc.double({ noNaN: true, noDefaultInfinity: true })
const item = fc.record({ code: text, name: text })
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })

const fields: fc.Arbitrary<object>[] = [
  fc.record({ kind: fc.constant('shift.opened'), shift: id, staff: text }),
  fc.record({ kind: fc.constant('shift.paused'), shift: id, reason: fc.constantFrom('meal', 'meeting') }),
  fc.record({ kind: fc.constant('shift.resumed'), shift: id, pausedMs: number }),
  fc.record({ kind: fc.constant('shift.closed'), shift: id, why: fc.constantFrom('clerk', 'handover') }),
  fc.record({ kind: fc.constant('matter.opened'), matter: id, shift: id, item, reference: orNull(text) }),
  fc.record({ kind: fc.constant('matter.changed'), matter: id, item }),
  fc.record({
    kind: fc.constant('rating.asked'),
    ask: id,
    matter: id,
    windowMs: number,
    pad: fc.constantFrom('online', 'offline'),
  }),
  fc.record({
    kind: fc.constant('key.pressed'),
    verdict: fc.constantFrom('counted', 'not-asked', 'too-late', 'repeat', 'unknown-key'),
    level: fc.constantFrom(1, 2, 3, 4, 5, null),
    ask: orNull(id),
    matter: orNull(id),
    profile: text,
    key: text,
    bytes: text,
    deviceAt: orNull(number),
  }),
  fc.record({
    kind: fc.constant('matter.closed'),
    matter: id,
    outcome: fc.constantFrom('rated', 'unrated'),
    press: orNull(id),
    ask: orNull(id),
    reason: orNull(text),
    servedMs: number,
  }),
  fc.record({ kind: fc.constant('incident'), code: text, detail: text }),
]

const draft = fc
  .tuple(fc.oneof(...fields), fc.record({ at: number, mono: number, by: orNull(text) }))
  .map(([own, envelope]) => ({ ...envelope, ...own }) as EntryDraft)

it(`whatever is appended, the chain holds, the tables match and are the same when made again (seed ${SEED})`, () => {
  const log = k.log()
  const raw = k.raw()
  const tables = () =>
    ['shift', 'matter', 'press'].map((table) => raw.prepare(`select * from ${table}`).all())
  fc.assert(
    fc.property(fc.array(fc.array(draft, { maxLength: 4 }), { maxLength: 12 }), (batches) => {
      const before = log.head().seq
      for (const batch of batches) must(log.append(batch))
      const count = batches.flat().length
      const added = log.entries(before + 1, 1000, 1e9).map(({ body }) => body)
      expect(added.filter((body) => !body.includes('"kind":"log.sealed"'))).toHaveLength(count)
      for (const body of added) {
        expect(body).not.toContain('\n')
        expect(parseBody(body).ok).toBe(true)
      }
      // Random times cannot have been so; everything else about them holds.
      expect(log.verify()).toMatchObject({
        verdict: expect.stringMatching(/^(ok|time-odd|unsealed)$/),
        entries: before + added.length,
      })
      const made = tables()
      must(log.rebuild())
      expect(tables()).toEqual(made)
    }),
    { seed: SEED, numRuns: RUNS },
  )
  expect(judge(log.id, log.entries(1, 1e6, 1e12))).toMatchObject({ head: log.head().hash })
})

it(`any one byte of any body changed is found (seed ${SEED})`, () => {
  const log = k.log()
  must(
    log.append(
      Array.from(
        { length: 30 },
        (): EntryDraft => ({ kind: 'incident', ...k.at(), code: 'a', detail: '说' }),
      ),
    ),
  )
  const entries = log.entries(1, 100, 1e9)
  fc.assert(
    fc.property(
      fc.nat({ max: entries.length - 1 }),
      fc.nat(),
      fc.integer({ min: 1, max: 127 }),
      (index, at, flip) => {
        const changed = entries.map((entry, n) => {
          if (n !== index) return entry
          const place = at % entry.body.length
          const letter = String.fromCharCode(entry.body.charCodeAt(place) ^ flip)
          return { ...entry, body: entry.body.slice(0, place) + letter + entry.body.slice(place + 1) }
        })
        const { verdict, firstBad } = judge(log.id, changed)
        expect([verdict !== 'ok', firstBad]).toEqual([true, index + 1])
      },
    ),
    { seed: SEED },
  )
})
