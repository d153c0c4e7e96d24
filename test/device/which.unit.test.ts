/** Choosing among ports by a key: what ends it beside the key. The key itself: detect.unit.test.ts. */
import { expect, it } from 'vitest'
import { PRESS_LIMIT } from '../../src/device/detect/detect.ts'
import { whichPort } from '../../src/device/detect/which.ts'
import type { OpenPort, PortHandlers } from '../../src/device/port/port.ts'
import { ok } from '../../src/shared/result.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { bytesOf, profileNamed } from './help.ts'

const begin = async () => {
  const handlers = new Map<string, PortHandlers>()
  const clock = fakeClock()
  const stop = new AbortController()
  let closed = 0
  let listening = 0
  const openPort: OpenPort = async (name, _line, given) => {
    handlers.set(name, given)
    const write = () => Promise.reject(new Error('nothing may be sent'))
    const close = async () => {
      closed += 1
    }
    return ok({ name, write, close })
  }
  const which = whichPort({
    ...{ ports: ['COM3', 'COM4'], profiles: [profileNamed('ff68')], clock, openPort, signal: stop.signal },
    listening: () => {
      listening = handlers.size
    },
  })
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  return { which, handlers, clock, stop, closed: () => closed, listening: () => listening }
}

it('says when all are open; a port that vanishes ends it with its own sentence, unless a key came first', async () => {
  const gone = await begin()
  expect(gone.listening()).toBe(2)
  gone.handlers.get('COM3')?.lost('path-gone')
  expect(await gone.which).toMatchObject({ error: { code: 'pad/port-gone' } })
  expect(gone.closed()).toBe(2)
  const pressed = await begin()
  pressed.handlers.get('COM4')?.data(bytesOf('ff680303680111031516'))
  pressed.handlers.get('COM3')?.lost('path-gone')
  expect(await pressed.which).toEqual(ok('COM4'))
})

it('is stopped by the technician at once, with every port closed', async () => {
  const { which, stop, closed, clock } = await begin()
  stop.abort()
  expect((await which).ok).toBe(false)
  expect(closed()).toBe(2)
  clock.advance(PRESS_LIMIT)
})
