import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryHash } from '../../src/db/chain/chain.ts'
import { type Decision, decideAppend, type Holding } from '../../src/hall/append.ts'
import { isLoopback } from '../../src/hall/server.ts'
import { ZERO_HASH } from '../../src/shared/entries.ts'

const SEED = 20260503
const LOG = '0196911f-0000-7000-8000-000000000001'

/** Hashes after each body; index 0 is the empty log. */
const hashesOf = (bodies: readonly string[]): string[] => {
  const hashes = [ZERO_HASH]
  for (const body of bodies) hashes.push(entryHash(LOG, hashes.length, hashes.at(-1) ?? '', body))
  return hashes
}

const holdingOf = (bodies: readonly string[]): Holding => {
  const hashes = hashesOf(bodies)
  return {
    head: { seq: bodies.length, hash: hashes.at(-1) ?? ZERO_HASH },
    at: (seq) => hashes[seq] ?? null,
    forkAt: () => null,
  }
}

/** What a counter with `mine` sends when it starts at `from`. */
const sendFrom = (mine: readonly string[], from: number, held: readonly string[]): Decision =>
  decideAppend(
    {
      logId: LOG,
      from,
      prev: hashesOf(mine)[from - 1] ?? ZERO_HASH,
      head: hashesOf(mine).at(-1) ?? null,
      bodies: mine.slice(from - 1),
    },
    holdingOf(held),
  )

const bodies = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })

describe('what an append means', () => {
  it(`going back as the gaps say always ends, at the whole log or at the true place of the fork (seed ${SEED})`, () => {
    fc.assert(
      fc.property(bodies, bodies, bodies, fc.nat(), (common, ours, theirs, start) => {
        const held = [...common, ...ours]
        const mine = [...common, ...theirs]
        if (mine.length === 0) return
        let from = 1 + (start % mine.length)
        let decision = sendFrom(mine, from, held)
        while (decision.kind === 'gap') {
          expect(decision.expected).toBeLessThan(from)
          from = decision.expected
          decision = sendFrom(mine, from, held)
        }
        const agreed = mine.findIndex((body, index) => body !== held[index])
        const same = agreed < 0 ? mine.length : agreed
        if (same === mine.length || same === held.length) {
          expect(decision).toMatchObject({ kind: 'append' })
          if (decision.kind !== 'append') return
          expect([...held, ...decision.fresh.map((row) => row.body)].slice(0, mine.length)).toEqual(mine)
          return
        }
        expect(decision).toMatchObject({ kind: 'fork', common: same })
        if (decision.kind === 'fork') expect(decision.rows.map((row) => row.body)).toEqual(mine.slice(same))
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('one changed byte of a body is found by the counter’s own head', () => {
    const mine = ['a', 'b', 'c']
    const request = {
      logId: LOG,
      from: 1,
      prev: ZERO_HASH,
      head: hashesOf(mine).at(-1) ?? null,
      bodies: ['a', 'B', 'c'],
    }
    expect(decideAppend(request, holdingOf([]))).toEqual({ kind: 'bad-link', seq: 3 })
    expect(decideAppend({ ...request, bodies: mine }, holdingOf([]))).toMatchObject({ kind: 'append' })
  })
})

it('plain HTTP is for loopback addresses only', () => {
  for (const host of ['127.0.0.1', '127.8.9.1', '::1', 'localhost']) expect(isLoopback(host), host).toBe(true)
  for (const host of ['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.com', 'hall', '', '1127.0.0.1'])
    expect(isLoopback(host), host).toBe(false)
})
