import fc from 'fast-check'
import { expect, it } from 'vitest'
import { docked } from '../../src/main/electron/dock.ts'

const AREA = { x: 0, y: 0, width: 1366, height: 728 }
const BAR = { width: 560, height: 56 }

it.each([
  ['top', { x: 400, y: 40 }, { x: 400, y: 0 }],
  ['bottom', { x: 400, y: 640 }, { x: 400, y: 672 }],
  ['left', { x: 20, y: 300 }, { x: 0, y: 300 }],
  ['right', { x: 790, y: 300 }, { x: 806, y: 300 }],
  ['a corner, from outside', { x: 5000, y: -400 }, { x: 806, y: 0 }],
])('goes to the %s edge', (_edge, from, to) => {
  expect(docked({ ...from, ...BAR }, AREA)).toEqual({ ...to, ...BAR })
})

it('wherever it was, it lies wholly inside, along an edge, and stays there', () => {
  const place = fc.integer({ min: -4000, max: 4000 })
  const size = fc.integer({ min: 320, max: 4000 })
  fc.assert(
    fc.property(place, place, place, place, size, size, (x, y, left, top, width, height) => {
      const area = { x: left, y: top, width, height }
      const to = docked({ x, y, ...BAR }, area)
      const far = [to.x - left, to.y - top, left + width - to.x - to.width, top + height - to.y - to.height]
      expect(Math.min(...far)).toBe(0)
      expect(docked(to, area)).toEqual(to)
    }),
  )
})
