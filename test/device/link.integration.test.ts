/** The link on real wires: pulled and put back, stalled, replaced. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import { createLink, type Link, type LinkEvent } from '../../src/device/link/link.ts'
import type { Presence } from '../../src/device/link/presence.ts'
import { openPort } from '../../src/device/port/open.ts'
import { systemClock } from '../../src/main/clock.ts'
import type { Clock } from '../../src/shared/clock.ts'
import type { Profile } from '../../src/shared/profile.ts'
import { tempDir } from '../harness/temp-dir.ts'
import { must, profileNamed, until } from './help.ts'

const kinds = [
  ['tcp', () => ({ tcp: 0 })],
  ['a pseudo-terminal', () => ({ pty: join(tempDir(), 'pad') })],
] as const

let pads: Emulator[] = []
let links: Link[] = []
afterEach(async () => {
  for (const link of links) await link.stop()
  for (const pad of pads) await pad.stop()
  pads = []
  links = []
})

/** Real time, but every wait is a tenth of what it says: the same rules, sooner. */
const fastClock: Clock = { ...systemClock, after: (ms, run) => systemClock.after(ms / 10, run) }

const connect = async (
  on: { tcp: number } | { pty: string },
  options: { profile?: Profile; presence?: Presence } = {},
) => {
  const profile = options.profile ?? profileNamed('ff68')
  const pad = must(await startEmulator({ profile, on, clock: systemClock }))
  pads.push(pad)
  const events: LinkEvent[] = []
  const link = createLink({
    port: pad.port,
    profile,
    clock: fastClock,
    openPort,
    random: Math.random,
    chosenBy: 'technician',
    ...(options.presence ? { presence: options.presence } : {}),
  })
  links.push(link)
  link.subscribe((event) => {
    events.push(event)
    if (event.type === 'press') event.acknowledge()
  })
  link.start()
  const online = () => until('online', () => link.state().name === 'online')
  const levels = () => events.flatMap((event) => (event.type === 'press' ? [event.press.level] : []))
  await online()
  return { pad, link, events, online, levels }
}

/** Open descriptors of this process. */
const descriptors = () => readdirSync('/proc/self/fd').length

describe.each(kinds)('a link on %s', (_, on) => {
  it.each(['ff68', 'ff68-4key', 'line'])(
    'asks a pad of the profile %s and hears every level that it has',
    async (name) => {
      const { pad, link, levels } = await connect(on(), { profile: profileNamed(name) })
      expect(await link.send('ask')).toEqual({ ok: true, value: undefined })
      expect(await pad.waitFor('ask', 2_000)).toBe(true)
      const wanted = ([5, 4, 3, 2, 1] as const).filter((level) => pad.press(level))
      await until('all levels', () => levels().length >= wanted.length)
      expect(levels()).toEqual(wanted)
    },
  )

  it('hears the pad through noise, doubled heads and wrong checks', async () => {
    const { pad, levels } = await connect(on())
    const noise = Uint8Array.of(0x00, 0xff, 0x68, 0x03, 0x03, 0x68)
    pad.press(5, { noise, doubledHead: true })
    pad.press(1, { wrongSum: true })
    pad.press(3)
    await until('two presses', () => levels().length >= 2)
    expect(levels()).toEqual([5, 3])
    expect(await pad.waitFor('ack', 2_000)).toBe(true)
  })

  it('comes back after a cable that is pulled in mid-frame, and joins no two halves', async () => {
    const { pad, link, levels, events, online } = await connect(on())
    pad.sendPartial(5, 6)
    await until('half a frame', () => events.some((event) => event.type === 'bytes'))
    await pad.unplug()
    await until('lost', () => link.state().name === 'lost')
    must(await pad.replug())
    await online()
    pad.send(Uint8Array.of(0x11, 0x04, 0x16, 0x16))
    pad.press(2)
    await until('a press', () => levels().length > 0)
    expect(levels()).toEqual([2])
  })

  it('survives 30 pulls of the cable: each press arrives once, nothing leaks, nothing spins', async () => {
    const { pad, link, levels, online } = await connect(on())
    const before = descriptors()
    const cpu = process.cpuUsage()
    const since = performance.now()
    for (let cycle = 0; cycle < 30; cycle += 1) {
      await pad.unplug()
      await until('not online', () => link.state().name !== 'online')
      must(await pad.replug())
      await online()
      pad.press(5)
      await until('the press', () => levels().length > cycle)
    }
    const used = process.cpuUsage(cpu)
    const share = (used.user + used.system) / 1_000 / (performance.now() - since)
    expect(levels()).toEqual(Array(30).fill(5))
    expect(share).toBeLessThan(0.7)
    await until('no descriptor more than before', () => descriptors() <= before)
  })
})

describe('a link on a pseudo-terminal', () => {
  it('notices by the presence watch alone that the device is gone, also when the port says nothing', async () => {
    // Pulled at once, before the first read is parked: the binding then often tells nothing and spins.
    let gone = 0
    for (let cycle = 0; cycle < 10; cycle += 1) {
      const { pad, link } = await connect({ pty: join(tempDir(), 'pad') })
      await pad.unplug()
      await until('lost', () => link.state().name === 'lost')
      gone += 1
      await link.stop()
    }
    expect(gone).toBe(10)
    const cpu = process.cpuUsage()
    await new Promise((later) => setTimeout(later, 300))
    const used = process.cpuUsage(cpu)
    expect((used.user + used.system) / 1_000).toBeLessThan(200)
  })

  it('closes a pad that takes no more bytes, and connects to it again when it does', async () => {
    const { pad, link, online } = await connect({ pty: join(tempDir(), 'pad') })
    pad.mute(true)
    let stalled = false
    while (!stalled) {
      const sent = await link.send('ask')
      stalled = !sent.ok && sent.error.code === 'pad/write-timeout'
      if (!sent.ok && !stalled) throw new Error(sent.error.code)
    }
    expect(link.state()).toMatchObject({ name: 'lost', why: 'write-timeout' })
    pad.mute(false)
    await online()
    pad.forget()
    expect(await link.send('thanks')).toMatchObject({ ok: true })
    expect(await pad.waitFor('thanks', 2_000)).toBe(true)
  })

  it('says that another program holds the port, and connects when it is free', async () => {
    const { pad, link: first } = await connect({ pty: join(tempDir(), 'pad') })
    const second = createLink({
      port: pad.port,
      profile: profileNamed('ff68'),
      clock: fastClock,
      openPort,
      random: Math.random,
      chosenBy: 'technician',
    })
    links.push(second)
    second.start()
    await until('blocked', () => second.state().name === 'blocked')
    expect(second.state()).toMatchObject({ fault: { code: 'pad/port-busy' } })
    await first.stop()
    await until('online', () => second.state().name === 'online')
  })

  it('waits for a port that does not exist yet', async () => {
    const path = join(tempDir(), 'pad')
    const link = createLink({
      port: path,
      profile: profileNamed('ff68'),
      clock: fastClock,
      openPort,
      random: Math.random,
      chosenBy: 'technician',
    })
    links.push(link)
    link.start()
    await until('blocked', () => link.state().name === 'blocked')
    expect(link.state()).toMatchObject({ fault: { code: 'pad/port-missing', params: { port: path } } })
    const pad = must(
      await startEmulator({ profile: profileNamed('ff68'), on: { pty: path }, clock: systemClock }),
    )
    pads.push(pad)
    await until('online', () => link.state().name === 'online')
  })
})
