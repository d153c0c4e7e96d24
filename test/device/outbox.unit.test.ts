import { describe, expect, it } from 'vitest'
import { createOutbox, type Kind } from '../../src/device/link/outbox.ts'
import type { Result } from '../../src/shared/result.ts'
import { fakeClock } from '../harness/fake-clock.ts'

const turn = () => new Promise((done) => setImmediate(done))

/** An outbox whose port takes a letter only when `take` is called. */
const start = () => {
  const clock = fakeClock()
  const written: string[] = []
  let take: (result: Result<void>) => void = () => {}
  const outbox = createOutbox(clock, (bytes) => {
    written.push(Buffer.from(bytes).toString())
    return new Promise((done) => {
      take = done
    })
  })
  const results: Record<string, string> = {}
  const send = (kind: Kind, name: string, ttlMs?: number) => {
    const letter = { kind, name, bytes: Buffer.from(name), ...(ttlMs === undefined ? {} : { ttlMs }) }
    void outbox.send(letter).then((result) => {
      results[name] = result.ok ? 'ok' : result.error.code
    })
  }
  const taken = async () => {
    take({ ok: true, value: undefined })
    await turn()
  }
  return { clock, outbox, written, results, send, taken }
}

describe('what waits to go to a pad', () => {
  it('goes one at a time, in the order of asking', async () => {
    const { written, send, taken, results } = start()
    send('answer', 'a')
    send('latest', 'b')
    expect(written).toEqual(['a'])
    await taken()
    expect(written).toEqual(['a', 'b'])
    await taken()
    expect(results).toEqual({ a: 'ok', b: 'ok' })
  })
  it('is only the newest of the commands that set what the pad shows; the older one is answered', async () => {
    const { written, send, taken, results } = start()
    send('latest', 'ask')
    send('latest', 'thanks')
    send('answer', 'echo')
    send('latest', 'idle')
    await taken()
    await taken()
    await taken()
    expect(written).toEqual(['ask', 'echo', 'idle'])
    expect(results).toEqual({ ask: 'ok', thanks: 'pad/superseded', echo: 'ok', idle: 'ok' })
  })
  it('is the newest of its name where each name shows a thing of its own', async () => {
    const { outbox, written, send, taken, results } = start()
    send('latest', 'ask')
    send('named', 'stars')
    void outbox.send({ kind: 'named', name: 'show', bytes: Buffer.from('first') })
    send('named', 'show')
    send('latest', 'idle')
    for (let turns = 0; turns < 4; turns += 1) await taken()
    expect(written).toEqual(['ask', 'stars', 'show', 'idle'])
    expect(results).toEqual({ ask: 'ok', stars: 'ok', show: 'ok', idle: 'ok' })
  })
  it('never loses an answer to a newer answer', async () => {
    const { written, send, taken } = start()
    for (const name of ['1', '2', '3']) send('answer', name)
    await taken()
    await taken()
    expect(written).toEqual(['1', '2', '3'])
  })
  it('is spoken while it is fresh and not after its time', async () => {
    const { clock, written, send, taken, results } = start()
    send('latest', 'ask')
    send('voice', 'stale', 1_000)
    send('voice', 'fresh', 3_000)
    clock.advance(1_001)
    await taken()
    expect(written).toEqual(['ask', 'fresh'])
    expect(results).toMatchObject({ stale: 'pad/too-old' })
  })
  it('is bounded: a flood of phrases keeps the newest four', async () => {
    const { send, taken, results, written } = start()
    send('latest', 'ask')
    for (let index = 0; index < 20; index += 1) send('voice', `v${index}`)
    for (let index = 0; index < 5; index += 1) await taken()
    expect(written).toEqual(['ask', 'v16', 'v17', 'v18', 'v19'])
    expect(Object.values(results).filter((code) => code === 'pad/superseded')).toHaveLength(16)
  })
  it('is answered when nothing can be sent any more', async () => {
    const { outbox, send, results } = start()
    send('latest', 'ask')
    send('voice', 'say')
    outbox.clear('pad/offline')
    send('answer', 'late')
    await turn()
    expect(results).toEqual({ say: 'pad/offline', late: 'pad/offline' })
  })
})
