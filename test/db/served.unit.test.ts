import { describe, expect, it } from 'vitest'
import { servedUntil } from '../../src/db/log/served.ts'
import type { Envelope } from '../../src/shared/entries.ts'

const entry = (kind: string, mono: number, boot = 'a'): Envelope => ({
  v: 1,
  kind,
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  at: 0,
  mono,
  boot,
  by: null,
  ...(kind === 'shift.paused' && { shift: '01890a5d-ac96-774b-bcce-b302099a8057', reason: 'meal' }),
})

describe('time at work on an unfinished matter', () => {
  it('runs from its opening to the last entry of that start of the program', () => {
    expect(servedUntil([entry('matter.opened', 100), entry('rating.asked', 5100)])).toBe(5000)
    expect(servedUntil([entry('matter.opened', 100)])).toBe(0)
    expect(servedUntil([])).toBe(0)
  })
  it('leaves a pause out', () => {
    expect(
      servedUntil([
        entry('matter.opened', 0),
        entry('shift.paused', 1000),
        entry('key.pressed', 50_000),
        entry('shift.resumed', 60_000),
        entry('rating.asked', 62_000),
      ]),
    ).toBe(3000)
  })
  it('leaves sleep out', () => {
    expect(
      servedUntil([
        entry('matter.opened', 0),
        entry('app.suspended', 1000),
        entry('app.resumed', 90_000),
        entry('rating.asked', 91_500),
      ]),
    ).toBe(2500)
  })
  it('does not measure between two starts of the program, whose monotonic times have nothing in common', () => {
    expect(
      servedUntil([
        entry('matter.opened', 1_000_000),
        entry('rating.asked', 1_004_000),
        entry('app.started', 50, 'b'),
        entry('incident', 2050, 'b'),
      ]),
    ).toBe(6000)
  })
  it('wakes with a new start, but stays paused', () => {
    expect(
      servedUntil([
        entry('matter.opened', 0),
        entry('app.suspended', 1000),
        entry('app.started', 0, 'b'),
        entry('incident', 500, 'b'),
      ]),
    ).toBe(1500)
    expect(
      servedUntil([
        entry('matter.opened', 0),
        entry('shift.paused', 1000),
        entry('app.started', 0, 'b'),
        entry('incident', 500, 'b'),
      ]),
    ).toBe(1000)
  })
})
