import { describe, expect, it } from 'vitest'
import { collect, KEY_LIMIT } from '../../src/device/learn/collect.ts'
import type { Level } from '../../src/shared/levels.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { fakePort } from './fake-port.ts'
import { must, ratingFrame } from './help.ts'

const begin = (levels: Level[], times = 2) => {
  const clock = fakeClock()
  const fake = fakePort()
  const stop = new AbortController()
  const told: string[] = []
  const collected = collect({
    port: 'COM5',
    line: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    levels,
    times,
    clock,
    openPort: fake.open,
    signal: stop.signal,
    tell: (level, presses) => told.push(`${level}:${presses}`),
  })
  const turns = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  const press = async (key: number) => {
    await turns()
    fake.handlers?.data(Uint8Array.from(ratingFrame(1, key)))
    clock.advance(400)
    await turns()
  }
  return { clock, fake, stop, told, collected, press, turns }
}

describe('collecting presses in the order shown', () => {
  it('goes on to the next key when one was pressed often enough, and sends nothing', async () => {
    const { fake, told, collected, press } = begin([5, 4])
    for (const key of [4, 4, 3, 3]) await press(key)
    const samples = must(await collected)
    expect(samples.map(({ level, chunks }) => [level, chunks.length])).toEqual([
      [5, 2],
      [4, 2],
    ])
    expect(told).toEqual(['5:0', '5:1', '5:2', '4:0', '4:1', '4:2'])
    expect([fake.written, fake.openNow]).toEqual([[], 0])
  })

  it('waits 20 s for a key that sends nothing, and goes on', async () => {
    const { clock, collected, press, turns } = begin([5, 4], 1)
    await turns()
    clock.advance(KEY_LIMIT)
    await press(3)
    expect(must(await collected).map(({ chunks }) => chunks.length)).toEqual([0, 1])
  })

  it('says that the port vanished in the middle, and that the technician stopped', async () => {
    const gone = begin([5, 4])
    await gone.press(4)
    gone.fake.handlers?.lost('path-gone')
    expect(await gone.collected).toMatchObject({ error: { code: 'pad/port-gone' } })
    expect(gone.fake.openNow).toBe(0)
    const stopped = begin([5, 4])
    await stopped.press(4)
    stopped.stop.abort()
    expect(await stopped.collected).toMatchObject({ error: { code: 'learn/stopped' } })
    expect(stopped.fake.openNow).toBe(0)
  })
})
