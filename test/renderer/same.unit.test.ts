import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { same } from '../../src/renderer/wire/same.ts'

it('two JSON values say the same exactly when they are deeply equal', () => {
  // Few leaves, so that equal values are met, not only different ones.
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, 0, 1, '', 'a', true),
      fc.array(tie('tree'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('a', 'b'), tie('tree'), { noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(tree, tree, (one, other) => {
      expect(same(one, other)).toBe(isDeepStrictEqual(one, other))
      expect(same(one, structuredClone(one))).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})
