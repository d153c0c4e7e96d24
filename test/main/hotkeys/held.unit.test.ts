import fc from 'fast-check'
import { expect, it } from 'vitest'
import { oncePerPress } from '../../../src/main/electron/held.ts'
import { fakeClock } from '../../harness/fake-clock.ts'

/** Presses a key and holds it: the first repeat after `delay`, then one every `every` ms. */
const hold = (delay: number, every: number, repeats: number) => {
  const clock = fakeClock()
  let runs = 0
  const fire = oncePerPress(clock, () => {
    runs += 1
  })
  fire()
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    clock.advance(repeat === 0 ? delay : every)
    fire()
  }
  return { clock, fire, runs: () => runs }
}

it('a held key counts once, with every repeat delay and rate that Windows offers, however long it is held', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 250, max: 1_000 }),
      fc.integer({ min: 30, max: 400 }),
      fc.integer({ min: 2, max: 300 }),
      (delay, every, repeats) => {
        const { clock, runs } = hold(delay, every, repeats)
        clock.advance(5_000)
        expect(runs()).toBe(1)
      },
    ),
  )
})

it('presses that stand alone count at once, each', () => {
  const { clock, fire, runs } = hold(0, 0, 0)
  for (let press = 2; press <= 5; press += 1) {
    clock.advance(1_200)
    fire()
    expect(runs()).toBe(press)
  }
})

it('a second press within a second counts as well, as soon as no repeats follow it', () => {
  const { clock, fire, runs } = hold(0, 0, 0)
  clock.advance(700)
  fire()
  expect(runs()).toBe(1)
  clock.advance(420)
  expect(runs()).toBe(2)
})
