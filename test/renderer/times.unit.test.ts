import { expect, it } from 'vitest'
import { leftNow, limitState, servedNow, undoLeft } from '../../src/renderer/counter-time.ts'
import {
  formatCount,
  formatDuration,
  formatShare,
  formatTime,
  secondsLeft,
} from '../../src/renderer/format.ts'
import { coverageShare } from '../../src/shared/coverage.ts'
import { MATTER, SNAPSHOTS } from '../e2e/fake-wire.ts'

it.each([
  [-5, '00:00'],
  [0, '00:00'],
  [999, '00:00'],
  [59_999, '00:59'],
  [192_000, '03:12'],
  [3_600_000, '1:00:00'],
  [36_305_000, '10:05:05'],
])('%d ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

it('the seconds left reach 0 only at the end', () => {
  expect([30_000, 29_001, 1, 0, -10].map(secondsLeft)).toEqual([30, 30, 1, 0, 0])
})

it('midnight is 00, in both languages', () => {
  const midnight = new Date(2026, 4, 3, 0, 7, 9).getTime()
  expect(formatTime(midnight, 'zh-CN')).toBe('00:07')
  expect(formatTime(midnight, 'en-US', true)).toBe('00:07:09')
})

it('a share is whole percent, rounded down: just below the target never reads as the target', () => {
  expect(formatShare(0.94999, 'zh-CN')).toBe('94%')
  expect(formatShare(2 / 3, 'zh-CN')).toBe('66%')
  expect(formatShare(0.29, 'zh-CN')).toBe('29%')
  expect(formatShare(0.95, 'en-US')).toBe('95%')
  expect(formatCount(12_345, 'zh-CN')).toBe('12,345')
})

it('time at work counts on from the last push while it runs, and stands still while it does not', () => {
  const { serving, idle } = SNAPSHOTS
  expect(servedNow(serving.counter, 1000, 3500)).toBe(194_500)
  const { matter } = serving.counter
  const still = { ...serving.counter, matter: matter && { ...matter, running: false } }
  expect(servedNow(still, 1000, 3500)).toBe(192_000)
  expect(servedNow(idle.counter, 1000, 3500)).toBe(0)
})

it('the rating window runs down to 0 and no further', () => {
  const { asked, idle } = SNAPSHOTS
  expect(leftNow(asked.counter, 0, 1_400)).toBe(20_000)
  expect(leftNow(asked.counter, 0, 99_000)).toBe(0)
  expect(leftNow(idle.counter, 0, 0)).toBeNull()
})

it('from the warning on it is near, beyond the limit over, without one nothing is', () => {
  const limit = { warnMs: 800, limitMs: 1000 }
  expect([799, 800, 1000, 1001].map((ms) => limitState(ms, limit))).toEqual([
    'within',
    'near',
    'near',
    'over',
  ])
  expect(limitState(9e9, { warnMs: null, limitMs: null })).toBe('within')
})

it('the time to take a matter back runs out, and there is none without a matter', () => {
  const { idle, serving } = SNAPSHOTS
  const fresh = { ...serving.counter, matter: { ...MATTER, undoMs: 10_000 } }
  expect([0, 400, 10_000, 99_000].map((now) => undoLeft(fresh, 0, now))).toEqual([10_000, 9600, 0, 0])
  expect(undoLeft(idle.counter, 0, 0)).toBe(0)
})

it('coverage is rated of closed matters, and no number before the first one is closed', () => {
  expect(coverageShare({ rated: 8, unrated: 2 })).toBe(0.8)
  expect(coverageShare({ rated: 0, unrated: 0 })).toBeNull()
})
