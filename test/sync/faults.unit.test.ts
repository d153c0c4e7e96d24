/** Delivery through random faults. The seed is fixed and printed; PROOF_RUNS and PROOF_SEED set others. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeBench } from './bench.ts'
import { TROUBLES, type Trouble } from './fake-hall.ts'

const RUNS = Number(process.env['PROOF_RUNS'] ?? 60)
const SEED = Number(process.env['PROOF_SEED'] ?? 20260503)
console.log(`delivery faults: seed ${SEED}, ${RUNS} histories`)

/** A hall that signs untruths is not a fault but a fork: it has its own test. */
const HONEST = TROUBLES.filter((trouble) => trouble !== 'lie')

type Act =
  | { type: 'write'; count: number }
  | { type: 'trouble'; which: Trouble[] }
  | { type: 'backup'; lost: number }
  | { type: 'restart' }
  | { type: 'now' }
  | { type: 'pass'; ms: number }

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ type: fc.constant('write' as const), count: fc.integer({ min: 1, max: 700 }) }),
  fc.record({
    type: fc.constant('trouble' as const),
    which: fc.array(fc.constantFrom(...HONEST), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ type: fc.constant('backup' as const), lost: fc.integer({ min: 1, max: 900 }) }),
  fc.constant<Act>({ type: 'restart' }),
  fc.constant<Act>({ type: 'now' }),
  fc.record({ type: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 700_000 }) }),
)

describe('through lost replies, errors, strangers, restarts and restored backups', {
  timeout: 5000 + 50 * RUNS,
}, () => {
  it('the hall ends with exactly our log, and nothing is claimed that it never had', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), fc.integer(), async (acts, seed) => {
        let turn = seed
        const bench = makeBench(() => {
          turn = (Math.imul(turn, 1103515245) + 12345) >>> 0
          return turn / 2 ** 32
        })
        bench.write(1)
        bench.delivery.start()
        let most = 0
        for (const one of acts) {
          if (one.type === 'write') bench.write(one.count)
          if (one.type === 'trouble') bench.hall.troubles.push(...one.which)
          if (one.type === 'backup') bench.hall.rows.splice(Math.max(0, bench.hall.rows.length - one.lost))
          if (one.type === 'restart') await bench.restart()
          if (one.type === 'now') bench.delivery.deliverNow()
          if (one.type === 'pass') bench.clock.advance(one.ms)
          await bench.delivery.idle()
          most = Math.max(most, bench.hall.rows.length)
          expect(bench.acked()).toBeLessThanOrEqual(most)
        }
        bench.hall.troubles = []
        await bench.restart()
        expect(bench.hall.rows).toEqual(bench.entries())
        expect(bench.acked()).toBe(bench.entries().length)
        expect(bench.hall.forks).toEqual([])
        expect(bench.hall.atOnce).toBeLessThanOrEqual(1)
        expect(bench.incidents.every(([code]) => code === 'hall/wrong-key')).toBe(true)
        await bench.delivery.stop()
      }),
      { numRuns: RUNS, seed: SEED },
    )
  })
})
