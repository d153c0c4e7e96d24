import { afterEach, describe, expect, it } from 'vitest'
import { createLink, type Link, type LinkEvent } from '../../src/device/link/link.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { fakePort } from './fake-port.ts'
import { bytesOf, profileNamed, ratingFrame } from './help.ts'

const profile = profileNamed('ff68')
/** Lets everything that waits for nothing but its turn run. */
const turn = () => new Promise((done) => setImmediate(done))

let links: Link[] = []
afterEach(async () => {
  for (const link of links) void link.stop()
  links = []
})

const start = async (identity: { now: string | null } = { now: 'a' }) => {
  const clock = fakeClock()
  const port = fakePort()
  const events: LinkEvent[] = []
  const link = createLink({
    port: '/dev/ttyUSB0',
    profile,
    clock,
    openPort: port.open,
    random: () => 1,
    chosenBy: 'technician',
    presence: async () => identity.now,
  })
  links.push(link)
  link.subscribe((event) => events.push(event))
  link.start()
  await turn()
  const advance = async (ms: number) => {
    clock.advance(ms)
    await turn()
  }
  const states = () => events.flatMap((event) => (event.type === 'state' ? [event.state.name] : []))
  return { clock, port, events, link, advance, states, identity }
}

describe('link', () => {
  it('is online once the port is open, and turns frames into presses', async () => {
    const { link, port, events, states } = await start()
    expect(states()).toEqual(['connecting', 'online'])
    port.handlers?.data(Uint8Array.from(ratingFrame(1, 3)))
    expect(events).toContainEqual({
      type: 'press',
      press: {
        ...{ key: '03', level: 4, bytes: 'ff680303680111031516', profile: 'ff68' },
        ...{ deviceAt: null, flag: null, cause: null },
      },
      acknowledge: expect.any(Function),
    })
    expect(link.state()).toEqual({ name: 'online' })
  })

  it('acknowledges a rating as the profile says once it is told to, and an unknown key not at all', async () => {
    const { port, events } = await start()
    port.handlers?.data(Uint8Array.from([...ratingFrame(1, 3), ...ratingFrame(1, 9)]))
    await turn()
    expect(port.written).toEqual([])
    for (const event of events) if (event.type === 'press') event.acknowledge()
    await turn()
    expect(port.written.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(['ff680303680101030516'])
  })

  it('joins a frame that comes in two reads, and drops half a frame after silence', async () => {
    const { port, events, advance } = await start()
    const frame = Uint8Array.from(ratingFrame(1, 3))
    const presses = () => events.filter((event) => event.type === 'press').length
    port.handlers?.data(frame.subarray(0, 6))
    await advance(150)
    port.handlers?.data(frame.subarray(6))
    expect(presses()).toBe(1)
    port.handlers?.data(frame.subarray(0, 6))
    await advance(300)
    expect(events.at(-1)).toEqual({ type: 'skip', count: 6, why: 'bad-length' })
    port.handlers?.data(frame.subarray(6))
    await advance(300)
    expect(presses()).toBe(1)
  })

  it('loses no frame when the PC stalls between its two halves', async () => {
    const { port, events, clock } = await start()
    const frame = Uint8Array.from(ratingFrame(1, 3))
    port.handlers?.data(frame.subarray(0, 6))
    // A stall: the timer that was due runs first, then what waited on the wire is read.
    clock.advance(210)
    port.handlers?.data(frame.subarray(6))
    expect(events.filter((event) => event.type === 'press')).toHaveLength(1)
  })

  it('reports the half frame of a keypad that is unplugged in mid-frame, and joins nothing to it', async () => {
    const { port, events, advance } = await start()
    const frame = Uint8Array.from(ratingFrame(1, 3))
    port.handlers?.data(frame.subarray(0, 6))
    port.handlers?.lost('close-event')
    expect(events.slice(-2)).toMatchObject([
      { type: 'skip', count: 6 },
      { type: 'state', state: { name: 'lost', why: 'close-event' } },
    ])
    await advance(250)
    port.handlers?.data(frame.subarray(6))
    await advance(300)
    expect(events.filter((event) => event.type === 'press')).toEqual([])
  })

  it('closes a port that takes no bytes for 2 s, and tells the sender', async () => {
    const { link, port, advance } = await start()
    port.stalled = true
    const sent = link.send('ask')
    await advance(1_999)
    expect(link.state().name).toBe('online')
    await advance(1)
    expect(await sent).toEqual({ ok: false, error: { code: 'pad/write-timeout' } })
    expect(link.state()).toMatchObject({ name: 'lost', why: 'write-timeout' })
    expect(port.openNow).toBe(0)
  })

  it('declares the link lost when the device is gone, though the port says nothing', async () => {
    const { link, port, advance, identity } = await start()
    identity.now = null
    await advance(500)
    expect(link.state()).toMatchObject({ name: 'lost', why: 'path-gone' })
    expect(port.openNow).toBe(0)
  })

  it('declares the link lost when another device stands in its place, and opens that one', async () => {
    const { link, port, advance, states, identity } = await start()
    identity.now = 'b'
    await advance(500)
    expect(link.state()).toMatchObject({ name: 'lost', why: 'path-replaced' })
    await advance(250)
    expect(states()).toEqual(['connecting', 'online', 'lost', 'online'])
    expect([port.opened, port.openNow]).toEqual([2, 1])
  })

  it('is not online on a port that was lost while it opened, and tries again', async () => {
    const { link, port, advance, states } = await start({ now: null })
    port.handlers?.lost('close-event')
    let go = () => {}
    port.hold = new Promise((done) => {
      go = done
    })
    await advance(250)
    port.loseAtOpen = true
    go()
    await advance(0)
    expect([link.state().name, port.openNow]).toEqual(['blocked', 0])
    port.loseAtOpen = false
    await advance(500)
    expect(states()).toEqual(['connecting', 'online', 'lost', 'blocked', 'online'])
  })

  it('does not miss a device that no list shows', async () => {
    const { link, advance } = await start({ now: null })
    await advance(5_000)
    expect(link.state().name).toBe('online')
  })

  it('keeps trying a busy port without end, tells it once, and connects when it is free', async () => {
    const { link, port, advance, states } = await start()
    port.refuse = { code: 'pad/port-busy', params: { port: '/dev/ttyUSB0' } }
    port.handlers?.lost('read-error')
    for (let tries = 0; tries < 100; tries += 1) await advance(10_000)
    expect(port.opened).toBeGreaterThan(90)
    expect(link.state()).toMatchObject({ name: 'blocked', fault: port.refuse })
    port.refuse = null
    await advance(10_000)
    expect(states()).toEqual(['connecting', 'online', 'lost', 'blocked', 'online'])
  })

  it('answers a command that it cannot carry out', async () => {
    const { link, port, advance } = await start()
    expect(await link.send('idle')).toEqual({
      ok: false,
      error: { code: 'pad/unsupported', params: { command: 'idle' } },
    })
    port.handlers?.lost('close-event')
    expect(await link.send('ask')).toEqual({ ok: false, error: { code: 'pad/offline' } })
    await advance(250)
    expect(await link.send('ask')).toEqual({ ok: true, value: undefined })
    expect(port.written).toEqual([bytesOf('FF 68 03 03 68 01 01 0B 0D 16')])
  })

  it('stops for good: the port is closed, nothing is tried or told any more', async () => {
    const { link, port, events, advance } = await start()
    await link.stop()
    expect(port.openNow).toBe(0)
    const told = events.length
    port.handlers?.data(Uint8Array.from(ratingFrame(1, 3)))
    port.handlers?.lost('close-event')
    await advance(60_000)
    expect([events.length, port.opened]).toEqual([told, 1])
  })

  it('closes the port that an opening still under way brings after a stop', async () => {
    const { link, port, advance } = await start()
    let go = () => {}
    port.hold = new Promise((done) => {
      go = done
    })
    port.handlers?.lost('close-event')
    await advance(250)
    expect([port.opened, port.openNow]).toEqual([2, 0])
    const stopped = link.stop()
    go()
    await stopped
    expect([link.state().name, port.opened, port.openNow]).toEqual(['stopped', 2, 0])
  })
})
