import { expect, it } from 'vitest'
import { createOwnChange } from '../../src/renderer/front-desk/own-change.ts'
import { fakeClock } from '../harness/fake-clock.ts'

const start = () => {
  const clock = fakeClock()
  const own = createOwnChange(clock)
  own.saw('asked m-1')
  clock.advance(5000)
  return { clock, own }
}

it('a click within 600 ms of a change that came by itself is not taken', () => {
  const { clock, own } = start()
  expect(own.isSettled()).toBe(true)
  own.saw('idle')
  expect(own.isSettled()).toBe(false)
  clock.advance(599)
  expect(own.isSettled()).toBe(false)
  clock.advance(1)
  expect(own.isSettled()).toBe(true)
})

it('the clerk’s own change holds no click back, whether its push comes before or after the answer', async () => {
  const { clock, own } = start()
  await own.doing(async () => own.saw('idle'))
  expect(own.isSettled()).toBe(true)
  clock.advance(299)
  own.saw('serving m-2')
  expect(own.isSettled()).toBe(true)
  clock.advance(1)
  own.saw('idle')
  expect(own.isSettled()).toBe(false)
})
