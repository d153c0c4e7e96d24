import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { addRating, enrol, makeLog, openHall, push } from './kit.ts'

it('a hall that closes finishes the batches that are at work before it lets go of its store', async () => {
  // A batch is unpacked beside the hall's own thread; which moment the closing meets differs from round to round.
  for (let round = 0; round < 30; round += 1) {
    const { hall, errors } = await openHall()
    const counter = await enrol(hall)
    const log = makeLog()
    for (let n = 0; n < 40; n += 1) addRating(log, 4)
    const pushed = push(hall, counter, log, { gzip: true }).catch((error) => error)
    await wait(round / 5)
    await hall.close()
    await pushed
    expect(errors, `round ${round}`).toEqual([])
  }
})
