/** The emulated pads on real sockets: what each says, answers, and how it fails. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import { faultSource, isAudible } from '../../src/device/emulator/faults.ts'
import type { FrameEvent } from '../../src/device/framing/framer.ts'
import { codecOf } from '../../src/device/profiles/codec.ts'
import { loadProfiles } from '../../src/device/profiles/load.ts'
import { systemClock } from '../../src/main/clock.ts'
import type { Clock } from '../../src/shared/clock.ts'
import type { Level } from '../../src/shared/levels.ts'
import type { Profile } from '../../src/shared/profile.ts'
import { must, profileNamed, shipped, until } from './help.ts'

const SEED = 9_090
const profiles = [...must(loadProfiles([shipped])).values()]
const named = profiles.map((profile) => [profile.name, profile] as const)

let pads: Emulator[] = []
let sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  for (const pad of pads) await pad.stop()
  pads = []
  sockets = []
})

/** The PC's end: the profile's framer on a socket. */
const listen = async (port: string, profile: Profile) => {
  const socket = connect({ host: '127.0.0.1', port: Number(port.split(':').at(-1)), noDelay: true })
  sockets.push(socket)
  const framer = codecOf(profile).createFramer(profile)
  const events: FrameEvent[] = []
  const heard = { text: '' }
  socket.on('error', () => {})
  socket.on('data', (bytes) => {
    heard.text += bytes.toString('latin1')
    events.push(...framer.push(bytes))
  })
  await once(socket, 'connect')
  const keys = () => events.filter((event) => event.type === 'key')
  const quiet = () => events.push(...framer.flush())
  return { socket, keys, quiet, heard, say: (text: string) => socket.write(Buffer.from(text, 'latin1')) }
}

const start = async (profile: Profile, clock: Clock = systemClock) => {
  const pad = must(await startEmulator({ profile, on: { tcp: 0 }, clock }))
  pads.push(pad)
  return { pad, pc: await listen(pad.port, profile) }
}

describe('an emulated pad', () => {
  it.each(named)('of %s sends every level that it has', async (_, profile) => {
    const { pad, pc } = await start(profile)
    const levels = ([5, 4, 3, 2, 1] as Level[]).filter((level) => pad.press(level))
    await until('the keys', () => pc.keys().length === levels.length)
    expect(pc.keys().map((key) => key.level)).toEqual(levels)
    expect(new Set(levels)).toEqual(
      new Set(Object.values(profile.keys).filter((meaning) => typeof meaning === 'number')),
    )
  })

  it.each(named)('of %s is heard behind noise and a doubled head', async (_, profile) => {
    const { pad, pc } = await start(profile)
    pad.press(4, { noise: Uint8Array.of(0x00, 0xff, 0x53) })
    pad.press(3, { doubledHead: true })
    pad.press(2, { twice: true })
    await until('the keys', () => pc.keys().length === 4)
    expect(pc.keys().map((key) => key.level)).toEqual([4, 3, 2, 2])
  })

  it.each(named)('of %s with a wrong check or half a frame makes no press', async (_, profile) => {
    const { pad, pc } = await start(profile)
    pad.press(4, { wrongSum: true })
    pad.press(4, { half: true })
    await until('bytes', () => pc.heard.text.length > 0)
    pad.press(3)
    await until('the sound press', () => pc.keys().length === 1)
    expect(pc.keys()[0]?.level).toBe(3)
  })

  it(`spoils presses the same way for the same seed (${SEED})`, async () => {
    const list = (seed: number) => {
      const next = faultSource(seed)
      return Array.from({ length: 200 }, next)
    }
    const faults = list(SEED)
    expect(list(SEED)).toEqual(faults)
    expect(list(SEED + 1)).not.toEqual(faults)
    expect(new Set(faults.flatMap((fault) => Object.keys(fault)))).toEqual(
      new Set(['noise', 'doubledHead', 'wrongSum', 'half', 'twice']),
    )
  })

  it.each(named)(
    'of %s delivers under random faults every press that can be heard, and no other',
    async (_, profile) => {
      const next = faultSource(SEED)
      const faults = Array.from({ length: 200 }, next)
      const { pad, pc } = await start(profile)
      for (const fault of faults) pad.press(4, fault)
      const wanted = faults.reduce((sum, fault) => sum + (isAudible(fault) ? (fault.twice ? 2 : 1) : 0), 0)
      await until('every press that can be heard', () => pc.keys().length >= wanted)
      pc.quiet()
      expect(pc.keys().map((key) => key.level)).toEqual(Array.from({ length: wanted }, () => 4))
    },
  )

  it.each(named)('of %s has a stuck key', async (_, profile) => {
    const { pad, pc } = await start(profile)
    const [key = ''] = Object.keys(pad.keys)
    await pad.stick(key, 12, 1)
    await until('twelve presses', () => pc.keys().length === 12)
    expect(new Set(pc.keys().map((event) => event.key))).toEqual(new Set([key]))
  })

  it.each(named)('of %s says nothing while it is silent, nor while it is unplugged', async (_, profile) => {
    const { pad, pc } = await start(profile)
    pad.silence(true)
    pad.press(4)
    pad.silence(false)
    pad.press(3)
    await until('the key', () => pc.keys().length === 1)
    expect(pc.keys()[0]?.level).toBe(3)
    const closed = once(pc.socket, 'close')
    await pad.unplug()
    await closed
    pad.press(4)
    must(await pad.replug())
    const again = await listen(pad.port, profile)
    pad.press(2)
    await until('the key after it', () => again.keys().length === 1)
    expect(again.keys()[0]?.level).toBe(2)
  })

  it('is silent, and speaks again', async () => {
    const { pad, pc } = await start(profileNamed('line'))
    pad.silence(true)
    pad.press(5)
    pc.say('PING\r\n')
    expect(await pad.waitFor('heartbeat', 5_000)).toBe(true)
    pad.silence(false)
    pc.say('PING\r\n')
    await until('an answer', () => pc.heard.text !== '')
    expect(pc.heard.text).toBe('PONG\r\n')
  })

  it('answers late', async () => {
    const waits: { ms: number; run(): void }[] = []
    const clock: Clock = {
      ...systemClock,
      after: (ms, run) => {
        if (ms !== 700) return systemClock.after(ms, run)
        waits.push({ ms, run })
        return () => {}
      },
    }
    const { pad, pc } = await start(profileNamed('line'), clock)
    pad.answerAfter(700)
    pc.say('ID?\r\n')
    await until('the question', () => waits.length === 1)
    pad.press(5)
    await until('the press', () => pc.keys().length === 1)
    expect(pc.heard.text).not.toContain('ID ')
    for (const { run } of waits) run()
    await until('the answer', () => pc.heard.text.includes('ID emulated 0001 1.0\r\n'))
  })

  it.each(named)(
    'of %s may be another pad on the same path: not one press of its is one',
    async (name, profile) => {
      const { pad, pc } = await start(profile)
      const closed = once(pc.socket, 'close')
      must(await pad.swap(profileNamed(name === 'line' ? 'zx' : 'line')))
      await closed
      const other = await listen(pad.port, profile)
      for (const level of [5, 4, 3, 2] as const) pad.press(level)
      await until('its bytes', () => other.heard.text.length >= 40)
      other.quiet()
      expect(other.keys()).toEqual([])
    },
  )

  it('is another pad on the same path after a swap', async () => {
    const { pad, pc } = await start(profileNamed('ff68'))
    const closed = once(pc.socket, 'close')
    must(await pad.swap(profileNamed('ff68-4key')))
    await closed
    const other = await listen(pad.port, profileNamed('ff68-4key'))
    expect(pad.press(1)).toBe(false)
    pad.press(2)
    await until('the other key', () => other.keys().length === 1)
    expect(other.keys()[0]).toMatchObject({ key: '00', level: 2 })
  })

  it('of line answers as the protocol says', async () => {
    const { pad, pc } = await start(profileNamed('line'))
    pc.say('ASK\r\nNONSENSE\r\nSTAR 3\r\nPING\r\n')
    await until('four answers', () => pc.heard.text.split('\r\n').length === 5)
    expect(pc.heard.text).toBe('OK\r\nERR unknown\r\nOK\r\nPONG\r\n')
    expect(pad.lights()).toEqual(['ask', 'NONSENSE', 'stars 3'])
  })

  it('of zx answers polls, questions and a sign-in, also glued', async () => {
    const { pad, pc } = await start(profileNamed('zx'))
    pc.socket.write('S04||10011|name,姓名,b||ES02ESE')
    await until('three answers', () => pc.heard.text === 'RecvCmdOKRecvCmdOKSERecvCmdOK')
    pc.say('S99||0||E')
    await until('its identity', () => pc.heard.text.includes('S99||'))
    expect(pad.lights()).toEqual(['sign-in 10011 b', 'ask'])
  })

  it('hears its acknowledgement in either habit', async () => {
    for (const name of ['ff68', 'ff68-short', 'ff68-3key-reasons']) {
      const profile = profileNamed(name)
      const { pad, pc } = await start(profile)
      pad.press(3)
      await until('the key', () => pc.keys().length === 1)
      const [key] = pc.keys()
      pc.socket.write(key ? (codecOf(profile).acknowledge(profile, key) ?? '') : '')
      expect(await pad.waitFor('ack', 5_000)).toBe(true)
    }
  })
})
