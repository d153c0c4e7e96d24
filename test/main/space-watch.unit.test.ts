import { describe, expect, it } from 'vitest'
import { watchSpace } from '../../src/main/log/space-watch.ts'
import { fakeClock } from '../harness/fake-clock.ts'

const MB = 1024 * 1024

describe('free space', () => {
  it('that runs low is said once a minute at the latest; bulky work waits, ratings never do', () => {
    const clock = fakeClock()
    let free: number | null = 2000 * MB
    const told: unknown[] = []
    const space = watchSpace(
      clock,
      () => free,
      () => told.push(space.trouble()),
    )
    expect(space.trouble()).toBeNull()
    free = 300 * MB
    clock.advance(60_000)
    expect(told).toEqual([{ code: 'data/disk-low', params: { mb: 300 } }])
    expect(space.admit('log.export').ok).toBe(true)
    free = 50 * MB
    clock.advance(60_000)
    expect(space.admit('log.export')).toMatchObject({ ok: false, error: { code: 'data/disk-low' } })
    expect(space.admit('device.capture-start').ok).toBe(false)
    expect(space.admit('counter.next').ok).toBe(true)
    free = 2000 * MB
    clock.advance(60_000)
    expect(space.trouble()).toBeNull()
    expect(space.admit('log.export').ok).toBe(true)
    space.stop()
  })
  it('of a system that does not tell stops nothing', () => {
    const space = watchSpace(
      fakeClock(),
      () => null,
      () => {},
    )
    expect(space.trouble()).toBeNull()
    expect(space.admit('log.export').ok).toBe(true)
    space.stop()
  })
})
