import { describe, expect, it } from 'vitest'
import { type KeepFacts, keepLimit, keptSince, LEAST_DAYS } from '../../src/db/keep/limit.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 4, 3)

const facts = (changes: Partial<KeepFacts> = {}): KeepFacts => ({
  ...{ months: 36, now: NOW, hall: true, acked: 1000 },
  received: [
    { seq: 100, at: NOW - 1200 * DAY },
    { seq: 500, at: NOW - 400 * DAY },
    { seq: 1000, at: NOW },
  ],
  ...changes,
})
const through = (changes: Partial<KeepFacts>) => {
  const limit = keepLimit(facts(changes))
  return limit.ok ? limit.value.through : limit.error.code
}

describe('how long entries are kept', () => {
  it('until so many months have passed, by the calendar', () => {
    expect(keptSince(Date.UTC(2026, 4, 3), 36)).toBe(Date.UTC(2023, 4, 3))
    expect(keptSince(Date.UTC(2026, 7, 31), 18)).toBe(Date.UTC(2025, 1, 28))
    expect(through({})).toBe(100)
    expect(through({ months: 12 })).toBe(500)
  })
  it('and never less than 180 days, whatever the policy says', () => {
    expect(LEAST_DAYS).toBe(180)
    expect(keptSince(NOW, 1)).toBe(NOW - 180 * DAY)
    const received = [
      { seq: 10, at: NOW - 179 * DAY },
      { seq: 20, at: NOW },
    ]
    expect(through({ months: 1, received })).toBe('keep/young')
  })
  it('for ever where no hall has settled them', () => {
    expect(through({ hall: false })).toBe('keep/no-hall')
    expect(through({ received: [] })).toBe('keep/unsettled')
    expect(through({ acked: 99 })).toBe('keep/unsettled')
    expect(through({ acked: 600, months: 12 })).toBe(100)
  })
  it('by the earlier of the two clocks: neither this PC’s nor a hall’s that is ahead lets more go', () => {
    expect(through({ now: NOW + 5000 * DAY })).toBe(100)
    expect(through({ now: NOW - 5000 * DAY })).toBe('keep/young')
    const received = [...facts().received, { seq: 1000, at: NOW + 5000 * DAY }]
    expect(through({ received })).toBe(100)
  })
  it('no further than the first receipt that is too young, also where a hall’s clock was once behind', () => {
    const received = [
      { seq: 100, at: NOW - 10 * DAY },
      { seq: 500, at: NOW - 1200 * DAY },
      { seq: 1000, at: NOW },
    ]
    expect(through({ received })).toBe('keep/young')
  })
})
