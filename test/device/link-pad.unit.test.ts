/** Which pad a link is linked to, whether it may speak, whether the pad is alive, and what its keys say. */
import { afterEach, describe, expect, it } from 'vitest'
import { withChecksum } from '../../src/device/framing/line-text.ts'
import { createLink, type Link, type LinkEvent, type LinkOptions } from '../../src/device/link/link.ts'
import { padSpeech } from '../../src/device/link/speech.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { fakePort } from './fake-port.ts'
import { profileNamed, ratingFrame } from './help.ts'

/** Lets everything that waits for nothing but its turn run. */
const turn = () => new Promise((done) => setImmediate(done))
const PORT = '/dev/ttyUSB0'

let links: Link[] = []
afterEach(() => {
  for (const link of links) void link.stop()
  links = []
})

const start = async (options: Partial<LinkOptions> & { profileName?: string } = {}) => {
  const clock = fakeClock()
  const port = fakePort()
  const events: LinkEvent[] = []
  const link = createLink({
    ...{ port: PORT, profile: profileNamed(options.profileName ?? 'line'), clock, openPort: port.open },
    ...{ random: () => 1, chosenBy: 'technician' as const, presence: async () => 'a' },
    ...options,
  })
  links.push(link)
  link.subscribe((event) => events.push(event))
  link.start()
  await turn()
  const advance = async (ms: number) => {
    clock.advance(ms)
    await turn()
  }
  const says = async (line: string) => {
    port.handlers?.data(Buffer.from(`${line}\r\n`))
    await turn()
  }
  const written = () => port.written.map((bytes) => Buffer.from(bytes).toString().trim())
  const states = () => events.flatMap((event) => (event.type === 'state' ? [event.state.name] : []))
  const presses = () => events.filter((event) => event.type === 'press').map((event) => event.press)
  return { clock, port, events, link, advance, says, written, states, presses }
}

describe('the heartbeat', () => {
  it('loses a pad that misses two answers in a row, and says so', async () => {
    const { advance, link, written, says, port } = await start()
    expect(written()).toEqual(['PING'])
    await says('PONG')
    await advance(10_000)
    await advance(10_000)
    expect(link.state().name).toBe('online')
    await advance(10_000)
    expect(link.state()).toMatchObject({
      name: 'lost',
      why: 'missed-heartbeat',
      fault: { code: 'pad/missed-heartbeat' },
    })
    expect(port.openNow).toBe(0)
  })
  it('forgives one answer that is lost in noise', async () => {
    const { advance, link, says } = await start()
    for (let round = 0; round < 10; round += 1) {
      await advance(10_000)
      await says('PONG')
      await advance(10_000)
      await says('#~noise')
    }
    expect(link.state().name).toBe('online')
  })
  it('is not missed where the profile only polls', async () => {
    const { advance, link, written } = await start({ profileName: 'zx' })
    for (let round = 0; round < 20; round += 1) await advance(1_500)
    expect(link.state().name).toBe('online')
    expect(written().filter((text) => text === 'SE').length).toBeGreaterThan(15)
  })
  it('is no business of a profile without one', async () => {
    const { advance, link, port } = await start({ profileName: 'ff68' })
    await advance(600_000)
    expect([link.state().name, port.written]).toEqual(['online', []])
  })
})

describe('sleep of the PC', () => {
  it('closes the port, tries nothing, and connects at once when the PC is awake', async () => {
    const { link, port, advance, states, says } = await start()
    await link.suspend()
    expect(port.openNow).toBe(0)
    await says(withChecksum('KEY 5'))
    await advance(3_600_000)
    expect(port.opened).toBe(1)
    link.resume()
    await turn()
    expect(states()).toEqual(['connecting', 'online', 'suspended', 'connecting', 'online'])
  })
  it('ends a wait for the next attempt too, and wakes no link that was stopped', async () => {
    const { link, port, advance } = await start()
    port.handlers?.lost('close-event')
    await link.suspend()
    await advance(60_000)
    expect([link.state().name, port.opened]).toEqual(['suspended', 1])
    await link.stop()
    link.resume()
    await advance(60_000)
    expect([link.state().name, port.opened]).toEqual(['stopped', 1])
  })
})

describe('the same pad', () => {
  const identity = { by: 'serial', value: '1A86:7523:A1' } as const

  it('is followed to another port name', async () => {
    let at: string | null = PORT
    const { link, port, advance } = await start({ identity, find: async () => at })
    at = '/dev/ttyUSB1'
    port.handlers?.lost('close-event')
    await advance(250)
    expect([port.names, link.port(), link.state().name]).toEqual([[PORT, at], at, 'online'])
  })
  it('is not what stands at its old port now: that is not even opened', async () => {
    const { link, port } = await start({ identity, find: async () => null })
    expect(link.state()).toMatchObject({
      name: 'blocked',
      fault: { code: 'pad/wrong-device', params: { port: PORT } },
    })
    expect(port.opened).toBe(0)
  })
  it('is missing when nothing stands there either', async () => {
    const { link } = await start({ identity, find: async () => null, presence: async () => null })
    expect(link.state()).toMatchObject({ name: 'blocked', fault: { code: 'pad/port-missing' } })
  })
  it('that has no serial number might be what stands in another socket, so that is not opened', async () => {
    const socket = { by: 'location', value: '1-1' } as const
    const { link, port } = await start({ identity: socket, find: async () => null })
    expect(link.state()).toMatchObject({ name: 'blocked', fault: { code: 'pad/other-socket' } })
    expect(port.opened).toBe(0)
  })
  it('is followed by what was learnt of it while it was connected', async () => {
    let at: string | null = PORT
    const { link, port, advance } = await start({ find: async () => at })
    link.know(identity)
    at = '/dev/ttyUSB1'
    port.handlers?.lost('close-event')
    await advance(250)
    expect(link.port()).toBe('/dev/ttyUSB1')
  })
  it.each([
    ['does not answer', () => new Promise<string | null>(() => {})],
    ['answers with an error', () => Promise.reject(new Error('spawn udevadm EAGAIN'))],
  ])('is looked for again when the system %s', async (_, silent) => {
    let find = silent
    const { link, advance } = await start({ identity, find: () => find() })
    await advance(5_000)
    expect(link.state().name).toBe('blocked')
    find = async () => PORT
    await advance(10_000)
    await advance(0)
    expect(link.state().name).toBe('online')
  })
  it('says who it is where nothing else tells; a press that came meanwhile is not lost', async () => {
    const { link, says, written, presses, port } = await start({
      identity: { by: 'answer', value: 'P5 0042 1.0' },
    })
    expect(written()).toContain('ID?')
    expect(link.state().name).toBe('connecting')
    await says(withChecksum('KEY 4'))
    expect(presses()).toEqual([])
    await says('ID P5 0042 1.0')
    expect([link.state().name, port.openNow]).toEqual(['online', 1])
    expect(presses()).toMatchObject([{ key: '4', level: 4 }])
  })
  it('is not a pad that says another name: its presses are nobody’s here, its port is closed', async () => {
    const { link, says, presses, port } = await start({ identity: { by: 'answer', value: 'P5 0042 1.0' } })
    await says(withChecksum('KEY 4'))
    await says('ID P5 0043 1.0')
    expect(link.state()).toMatchObject({ name: 'blocked', fault: { code: 'pad/wrong-device' } })
    expect([presses(), port.openNow]).toEqual([[], 0])
  })
  it('is taken for the pad when it says nothing for 800 ms: a port closed for silence would lose its keys', async () => {
    const { link, says, presses, port, advance } = await start({
      identity: { by: 'answer', value: 'P5 0042 1.0' },
    })
    await says(withChecksum('KEY 4'))
    await advance(799)
    expect(link.state().name).toBe('connecting')
    await advance(1)
    expect([link.state().name, port.openNow]).toEqual(['online', 1])
    await says(withChecksum('KEY 3'))
    expect(presses()).toMatchObject([{ level: 4 }, { level: 3 }])
    await says('ID P5 0042 1.0')
    expect(link.state().name).toBe('online')
  })
  it('is not it any more when it says another name later', async () => {
    const { link, says, presses, port, advance } = await start({
      identity: { by: 'answer', value: 'P5 0042 1.0' },
    })
    await advance(800)
    await says('ID P5 0043 1.0')
    await advance(0)
    expect([link.state(), port.openNow]).toMatchObject([{ name: 'lost', why: 'path-replaced' }, 0])
    await says(withChecksum('KEY 5'))
    expect(presses()).toEqual([])
  })
  it('may be lost while it is asked', async () => {
    const { link, port, advance } = await start({ identity: { by: 'answer', value: 'P5 0042 1.0' } })
    port.handlers?.lost('close-event')
    await advance(0)
    expect([link.state().name, port.openNow]).toEqual(['blocked', 0])
  })
})

describe('the question who a pad is, on a link', () => {
  it('gives the answer, and nothing of it is hidden from the monitor', async () => {
    const { link, says, written, events } = await start()
    const asked = link.who()
    await says('ID P5 0042 1.0')
    expect(await asked).toEqual({ ok: true, value: 'P5 0042 1.0' })
    expect(written()).toEqual(['PING', 'ID?'])
    expect(events).toContainEqual(expect.objectContaining({ type: 'identity', text: 'P5 0042 1.0' }))
  })
  it('waits 800 ms', async () => {
    const { link, advance } = await start()
    const asked = link.who()
    await advance(800)
    expect(await asked).toMatchObject({ error: { code: 'detect/no-answer' } })
  })
  it('reads 64 bytes for it, and the keys among them are presses all the same', async () => {
    const { link, says, presses } = await start()
    const asked = link.who()
    for (let round = 0; round < 6; round += 1) await says(withChecksum('KEY 4'))
    await says('ID P5 0042 1.0')
    expect(await asked).toMatchObject({ error: { code: 'detect/no-answer' } })
    expect(presses()).toHaveLength(6)
  })
  it.each(['ff68', 'intehel'])('is not put to %s pads, which have none', async (profileName) => {
    const { link, port } = await start({ profileName })
    expect(await link.who()).toMatchObject({ error: { code: 'detect/no-question' } })
    expect(port.written).toEqual([])
  })
  it('is not put to a port that nobody chose, nor to a pad that is not there', async () => {
    const { link, port } = await start({ chosenBy: null })
    expect(await link.who()).toMatchObject({ error: { code: 'detect/no-question' } })
    expect(port.written).toEqual([])
    const gone = await start({ identity, find: async () => null })
    expect(await gone.link.who()).toMatchObject({ error: { code: 'pad/offline' } })
  })
  const identity = { by: 'serial', value: '1A86:7523:A1' } as const
})

describe('a port that nobody chose', () => {
  it.each(['line', 'ff68', 'zx', 'intehel'])(
    'is listened to and never written to (%s)',
    async (profileName) => {
      const identity = { by: 'answer', value: 'x' } as const
      const { link, port, events, advance, says } = await start({ chosenBy: null, profileName, identity })
      expect(link.state().name).toBe('online')
      port.handlers?.data(Uint8Array.from(ratingFrame(1, 3)))
      await says(withChecksum('KEY 5'))
      for (const event of events) if (event.type === 'press') event.acknowledge()
      for (const command of ['ask', 'thanks', 'idle', 'welcome'] as const) {
        const sent = await link.send(command)
        expect(sent).toMatchObject({ ok: false })
      }
      await link.say('您好')
      for (let round = 0; round < 20; round += 1) await advance(10_000)
      expect(port.written).toEqual([])
      expect(events.filter((event) => event.type === 'bytes' && event.direction === 'out')).toEqual([])
    },
  )
  it('tells the sender so', async () => {
    const { link } = await start({ chosenBy: null })
    expect(await link.send('ask')).toEqual({
      ok: false,
      error: { code: 'pad/not-chosen', params: { port: PORT } },
    })
  })
  it('is written to once its pad was known by its fingerprint', async () => {
    const { link } = await start({ chosenBy: 'fingerprint' })
    expect(await link.send('ask')).toEqual({ ok: true, value: undefined })
  })
})

describe('the keys of a link', () => {
  it('are presses at their key-up or after a moment, without a further byte', async () => {
    const { says, presses, advance } = await start()
    await advance(5_000)
    await says(withChecksum('DOWN 5'))
    expect(presses()).toEqual([])
    await advance(150)
    expect(presses()).toMatchObject([{ key: '5', level: 5, flag: null }])
    await says(withChecksum('UP 5'))
    await advance(1_000)
    expect(presses()).toHaveLength(1)
  })
  it('that are down when the port opens are ignored, however long the opening took', async () => {
    const { says, port, presses, events, advance } = await start()
    let go = () => {}
    port.hold = new Promise((done) => {
      go = done
    })
    port.handlers?.lost('close-event')
    await advance(250)
    await advance(4_000)
    go()
    await advance(0)
    await says(withChecksum('DOWN 5'))
    expect(events.at(-1)).toMatchObject({ type: 'dropped', why: 'at-connect' })
    await says(withChecksum('UP 5'))
    await advance(1_000)
    expect(presses()).toEqual([])
  })
  it('give the press that waited for its key-up before the loss is told', async () => {
    const { says, port, events, advance } = await start()
    await advance(5_000)
    await says(withChecksum('DOWN 5'))
    port.handlers?.lost('close-event')
    expect(events.slice(-2)).toMatchObject([
      { type: 'press', press: { key: '5' } },
      { type: 'state', state: { name: 'lost' } },
    ])
  })
  it('are flagged when two are down at once', async () => {
    const { says, presses, advance } = await start()
    await advance(5_000)
    await says(withChecksum('DOWN 5'))
    await says(withChecksum('DOWN 1'))
    expect(presses()).toMatchObject([
      { key: '5', flag: 'ambiguous' },
      { key: '1', flag: 'ambiguous' },
    ])
  })
  it('carry the cause that a key stands for', async () => {
    const { port, presses } = await start({ profileName: 'ff68-3key-reasons' })
    port.handlers?.data(Uint8Array.from(ratingFrame(1, 0x11)))
    expect(presses()).toMatchObject([{ level: 2, cause: '业务不熟' }])
  })
  it('that a tablet reports twice are one press, kept for the monitor as dropped', async () => {
    const { port, events, presses } = await start({ profileName: 'zx' })
    const rating = 'S02||10011||0||NULL||5||2018-8-9 16:5:33||NULL||NULL||1||E'
    port.handlers?.data(Buffer.from(rating))
    for (const event of events) if (event.type === 'press') event.acknowledge()
    port.handlers?.data(Buffer.from(rating))
    expect(presses()).toHaveLength(1)
    expect(presses()[0]).toMatchObject({ level: 5, deviceAt: new Date(2018, 7, 9, 16, 5, 33).getTime() })
    expect(events.at(-1)).toMatchObject({ type: 'dropped', why: 'duplicate', press: { key: '0' } })
  })
  it('that are said again are answered again: the pad has not heard the first answer', async () => {
    const zx = profileNamed('zx')
    const speech = { ...padSpeech(zx), heartbeat: null, acknowledge: () => Buffer.from('GOT IT') }
    const { port, events, written } = await start({ profileName: 'zx', speech })
    const rating = 'S02||10011||0||NULL||5||2018-8-9 16:5:33||NULL||NULL||1||E'
    port.handlers?.data(Buffer.from(rating))
    for (const event of events) if (event.type === 'press') event.acknowledge()
    await turn()
    port.handlers?.data(Buffer.from(rating))
    await turn()
    expect(written()).toEqual(['GOT IT', 'GOT IT'])
  })
  it('that could not be stored are taken again when the tablet says them again', async () => {
    const { port, presses } = await start({ profileName: 'zx' })
    const rating = 'S02||10011||0||NULL||5||2018-8-9 16:5:33||NULL||NULL||1||E'
    port.handlers?.data(Buffer.from(rating))
    port.handlers?.data(Buffer.from(rating))
    expect(presses()).toHaveLength(2)
  })
})

describe('speech', () => {
  it('is the pad’s where it can speak, and the PC’s where it cannot', async () => {
    const { link, written } = await start()
    expect(await link.say('请评价')).toEqual({ ok: true, value: undefined })
    expect(written()).toContain('SAY 请评价')
    const mute = await start({ profileName: 'ff68' })
    expect(await mute.link.say('请评价')).toEqual({
      ok: false,
      error: { code: 'pad/unsupported', params: { command: 'say' } },
    })
  })
})
