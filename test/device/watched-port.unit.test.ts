import { expect, it } from 'vitest'
import { watchedPort } from '../../src/device/link/watched-port.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { fakePort } from './fake-port.ts'
import { must } from './help.ts'

const LINE = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const
const turns = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

const opened = async (there: string | null = 'device 1') => {
  const clock = fakeClock()
  const fake = fakePort()
  const lost: string[] = []
  const read: number[] = []
  const seen = { now: there }
  const open = watchedPort(fake.open, clock, async () => seen.now)
  const handlers = { data: (bytes: Uint8Array) => read.push(...bytes), lost: (why: string) => lost.push(why) }
  const port = must(await open('COM5', LINE, handlers))
  const pass = async (ms: number) => {
    clock.advance(ms)
    await turns()
  }
  return { fake, lost, read, seen, port, pass }
}

it('a port that is gone or replaced is lost within half a second, once, and is read no more', async () => {
  for (const [now, why] of [
    [null, 'path-gone'],
    ['device 2', 'path-replaced'],
  ] as const) {
    const { fake, lost, read, seen, pass } = await opened()
    await pass(500)
    expect(lost).toEqual([])
    seen.now = now
    await pass(500)
    expect(lost).toEqual([why])
    fake.handlers?.data(Uint8Array.of(1))
    fake.handlers?.lost('close-event')
    await pass(2_000)
    expect([lost, read]).toEqual([[why], []])
  }
})

it('what no list shows is not watched, and a closed port is watched no more', async () => {
  const unseen = await opened(null)
  await unseen.pass(5_000)
  expect(unseen.lost).toEqual([])
  const closed = await opened()
  await closed.port.close()
  closed.seen.now = null
  await closed.pass(5_000)
  expect([closed.lost, closed.fake.openNow]).toEqual([[], 0])
})

it('a port that does not close is given up after 3 s', async () => {
  const clock = fakeClock()
  const fake = fakePort()
  const open = watchedPort(
    async (...given) => {
      const port = await fake.open(...given)
      return port.ok ? { ok: true, value: { ...port.value, close: () => new Promise(() => {}) } } : port
    },
    clock,
    async () => 'device 1',
  )
  const port = must(await open('COM5', LINE, { data: () => {}, lost: () => {} }))
  let over = false
  void port.close().then(() => {
    over = true
  })
  clock.advance(3_000)
  await turns()
  expect(over).toBe(true)
})
