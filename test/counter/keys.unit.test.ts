/** How many keys a matter costs the clerk: two without integration, none with it. */
import { expect, it } from 'vitest'
import type { CounterInput } from '../../src/counter/counter.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { atWork, type Bench, pressOf } from './bench.ts'

/** Plays a day of matters and counts what the clerk's hand does; the tax software's calls are not keys. */
const day = (bench: Bench, matters: number, matter: (key: (input: CounterInput) => void) => void) => {
  let keys = 0
  for (let done = 0; done < matters; done += 1)
    matter((input) => {
      keys += 1
      expect(bench.give(input).reply.ok).toBe(true)
    })
  const rated = bench.entries.filter((entry) => entry.kind === 'matter.closed' && entry.outcome === 'rated')
  expect(rated).toHaveLength(matters)
  return keys / matters
}

it('a rated matter costs two presses of the one key', () => {
  const bench = atWork()
  const keys = day(bench, 40, (key) => {
    key({ type: 'next' })
    bench.pass(60_000)
    key({ type: 'next' })
    bench.pass(4000)
    bench.give(pressOf(4))
    bench.pass(1000)
  })
  expect(keys).toBe(2)
})

it('a matter without a rating costs two as well, or the one that calls the next citizen', () => {
  const bench = atWork()
  bench.give({ type: 'next' })
  let keys = 0
  for (let done = 0; done < 40; done += 1) {
    bench.give({ type: 'next' })
    bench.pass(5000)
    bench.give({ type: 'next' })
    keys += 2
  }
  const closed = bench.entries.filter((entry) => entry.kind === 'matter.closed')
  expect(closed).toHaveLength(40)
  expect(keys / closed.length).toBe(2)
})

it('with the tax software a matter costs no key at all', () => {
  const bench = atWork()
  const keys = day(bench, 40, () => {
    bench.give({ type: 'open', item: 'VAT', reference: 'A-1' })
    bench.pass(60_000)
    bench.give({ type: 'ask' })
    bench.pass(4000)
    bench.give(pressOf(5))
  })
  expect(keys).toBe(0)
})

it('a second matter of the citizen costs one key more, and the visit still one rating', () => {
  const bench = atWork({ ...DEFAULT_POLICY, visit: 'one' })
  let keys = 0
  for (const type of ['next', 'add', 'next'] as const) {
    bench.give({ type })
    keys += 1
    bench.pass(1000)
  }
  bench.give(pressOf(5))
  expect(bench.entries.filter((entry) => entry.kind === 'matter.closed')).toHaveLength(2)
  expect(keys).toBe(3)
})
