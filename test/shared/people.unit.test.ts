import { expect, it } from 'vitest'
import { DEFAULT_POLICY, rosterSchema } from '../../src/shared/people.ts'

it('lists of a newer hall are taken without what this program does not know', () => {
  const staff = { number: '1001', name: '张三', verifier: 'x', first: false }
  const item = { code: 'ZX', name: '咨询', limitMs: null, weight: 1 }
  const [reason] = DEFAULT_POLICY.unratedReasons
  const known = { staff: [staff], items: [item], policy: { ...DEFAULT_POLICY, unratedReasons: [reason] } }
  const newer = {
    staff: [{ ...staff, team: 'A' }],
    items: [{ ...item, group: 1 }],
    policy: { ...known.policy, unratedReasons: [{ ...reason, icon: 'x' }], colour: 'red' },
    later: [],
  }
  expect(rosterSchema.parse(newer)).toEqual(known)
  expect(rosterSchema.safeParse({ ...newer, policy: { ...known.policy, windowMs: 'long' } }).success).toBe(
    false,
  )
})
