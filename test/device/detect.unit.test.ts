import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rememberAs, rememberedPort, tellApart } from '../../src/device/detect/apart.ts'
import { findBridge, loadBridges } from '../../src/device/detect/bridges.ts'
import { type DetectOptions, detect, PRESS_LIMIT } from '../../src/device/detect/detect.ts'
import { canPart, createListener } from '../../src/device/detect/listen.ts'
import { proposePorts } from '../../src/device/detect/propose.ts'
import { whichPort } from '../../src/device/detect/which.ts'
import type { OpenPort, PortHandlers } from '../../src/device/port/port.ts'
import { codecOf } from '../../src/device/profiles/codec.ts'
import type { PortInfo } from '../../src/shared/pad.ts'
import { ok, type Result } from '../../src/shared/result.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { fakePort } from './fake-port.ts'
import { bytesOf, must, profileNamed, ratingFrame } from './help.ts'

const bridges = must(loadBridges(join(import.meta.dirname, '..', '..', 'resources', 'usb')))
const port = (name: string, more: Partial<PortInfo> = {}): PortInfo => ({
  port: name,
  name: '',
  vendorId: null,
  productId: null,
  serialNumber: null,
  location: null,
  ...more,
})
const CH340 = { vendorId: '1A86', productId: '7523' }

describe('what USB tells', () => {
  it('knows a bridge in either letter case', () => {
    for (const [vendorId, productId] of [
      ['10C4', 'EA60'],
      ['10c4', 'ea60'],
      ['10c4', 'EA60'],
    ] as const)
      expect(findBridge(bridges, { vendorId, productId })?.chip).toBe('CP210x')
    expect(findBridge(bridges, { vendorId: '10C4', productId: null })).toBeNull()
  })

  it('proposes the remembered pad first, then bridges seen on keypads, and says why', () => {
    const ports = [
      port('COM1'),
      port('COM2', { vendorId: 'DEAD', productId: 'BEEF' }),
      port('COM3', { vendorId: '1a86', productId: '7523' }),
      port('COM4', { vendorId: '0403', productId: '6001', serialNumber: 'A1' }),
    ]
    const proposed = proposePorts(ports, bridges, { by: 'serial', value: '0403:6001:a1' })
    expect(proposed.map(({ port, reason, chip }) => [port, reason, chip])).toEqual([
      ['COM4', 'remembered', 'FT232'],
      ['COM3', 'bridge-on-keypads', 'CH340'],
      ['COM2', 'usb', null],
      ['COM1', 'built-in', null],
    ])
    expect(proposed.map(({ score }) => score)).toEqual([100, 50, 15, 5])
  })
})

describe('two identical pads', () => {
  it('are told apart by serial number, by socket, or by a key', () => {
    const own = [port('COM3', { ...CH340, serialNumber: 'A' }), port('COM4', { ...CH340, serialNumber: 'B' })]
    const clones = [
      port('COM3', { ...CH340, serialNumber: '1', location: '1-1' }),
      port('COM4', { ...CH340, serialNumber: '1', location: '1-2' }),
    ]
    const bare = [port('COM3', CH340), port('COM4', CH340)]
    const apart = (ports: PortInfo[]) => ports.map((one) => tellApart(one, ports))
    expect([apart(own), apart(clones), apart(bare)]).toEqual([
      ['serial', 'serial'],
      ['location', 'location'],
      ['press', 'press'],
    ])
    expect(apart([port('COM3', CH340), port('COM1')])).toEqual(['alone', 'alone'])
    expect(clones.map((one) => rememberAs(one, clones)?.value)).toEqual(['1-1', '1-2'])
    expect(bare.map((one) => rememberAs(one, bare, 'GP5 77 1.0'))[0]).toEqual({
      by: 'answer',
      value: 'GP5 77 1.0',
    })
  })

  it('are found again under another name, and a pair with one serial number is nobody', () => {
    const ports = [port('COM7', { ...CH340, serialNumber: 'a' }), port('COM8', CH340)]
    expect(rememberedPort({ by: 'serial', value: '1A86:7523:A' }, ports)).toBe('COM7')
    const twins = ports.map((one) => ({ ...one, serialNumber: 'A' }))
    expect(rememberedPort({ by: 'serial', value: '1A86:7523:A' }, twins)).toBeNull()
  })

  const two = () => {
    const handlers = new Map<string, PortHandlers>()
    let closed = 0
    const openPort: OpenPort = async (name, _line, given) => {
      handlers.set(name, given)
      return ok({
        name,
        write: () => Promise.reject(new Error('nothing may be sent')),
        close: async () => {
          closed += 1
        },
      })
    }
    const clock = fakeClock()
    const which = whichPort({ ports: ['COM3', 'COM4'], profiles: [profileNamed('ff68')], clock, openPort })
    return {
      which,
      clock,
      press: (name: string) => handlers.get(name)?.data(bytesOf('ff680303680111031516')),
      closed: () => closed,
    }
  }
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }

  it('the one whose key is pressed is meant; both is neither; none is said', async () => {
    const one = two()
    await settle()
    one.press('COM4')
    one.clock.advance(500)
    expect(await one.which).toEqual(ok('COM4'))
    expect(one.closed()).toBe(2)
    const both = two()
    await settle()
    both.press('COM4')
    both.clock.advance(100)
    both.press('COM3')
    both.clock.advance(400)
    expect(await both.which).toMatchObject({ error: { code: 'detect/two-pressed' } })
    const none = two()
    await settle()
    none.clock.advance(PRESS_LIMIT)
    expect(await none.which).toMatchObject({ error: { code: 'detect/silent' } })
  })
})

const heard = (names: string[], ...reads: Uint8Array[]) => {
  const listener = createListener(names.map(profileNamed))
  for (const read of reads) listener.push(read)
  listener.silence()
  return listener.verdict()
}
const rating = (key: number, address = 1) => Uint8Array.from(ratingFrame(address, key))

describe('listening with every profile at once', () => {
  const all = ['ff68', 'intehel', 'line', 'zx']
  it('names the one that heard a key', () => {
    expect(heard(all, rating(3, 7))).toEqual({ is: 'winner', profile: 'ff68', address: 7 })
    for (const name of all) {
      const profile = profileNamed(name)
      const [key = ''] = Object.entries(profile.keys).find(([, level]) => level !== 'none') ?? []
      expect(heard(all, codecOf(profile).key(profile, key))).toMatchObject({ is: 'winner', profile: name })
    }
  })

  it('says a tie, which a key that only one of them lists breaks', () => {
    expect(heard(['ff68', 'ff68-4key'], rating(3))).toEqual({ is: 'tie', profiles: ['ff68', 'ff68-4key'] })
    expect(heard(['ff68', 'ff68-4key'], rating(3), rating(4))).toMatchObject({
      is: 'winner',
      profile: 'ff68',
    })
  })

  it('names nobody for a wrong sum, noise, a key of no table, or nothing', () => {
    const wrong = rating(3)
    wrong[8] = 0
    expect(heard(all, wrong)).toEqual({ is: 'unknown', bytes: 10 })
    expect(heard(all, rating(9))).toEqual({ is: 'unlisted', profiles: ['ff68'], keys: ['09'] })
    expect(heard(all)).toEqual({ is: 'silent' })
  })

  it('knows which ties another key can break', () => {
    const parts = (...names: string[]) => canPart(names.map(profileNamed))
    expect([parts('ff68', 'ff68-4key'), parts('ff68', 'ff68-short', 'ff68-4key')]).toEqual([true, true])
    expect(parts('ff68', 'ff68-short')).toBe(false)
  })

  it('leaves the address open where two pads share the bus', () => {
    expect(heard(all, rating(3, 1), rating(3, 2))).toMatchObject({ is: 'winner', address: null })
  })
})

const begin = (more: Partial<DetectOptions> = {}) => {
  const clock = fakeClock()
  const fake = fakePort()
  const due = Promise.withResolvers<void>()
  const detected = detect({
    port: 'COM3',
    chosen: true,
    profiles: ['ff68', 'line', 'zx'].map(profileNamed),
    ports: [port('COM3', { ...CH340, serialNumber: 'A' })],
    bridges,
    clock,
    openPort: fake.open,
    tell: (news) => {
      if (news === 'press') due.resolve()
    },
    ...more,
  })
  const turns = async () => {
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve()
  }
  /** Lets every question run out. */
  const unanswered = async () => {
    for (let question = 0; question < 2; question += 1) {
      await turns()
      clock.advance(800)
    }
    await due.promise
    await turns()
  }
  return { clock, fake, detected, turns, unanswered }
}

describe('detection on a port', () => {
  it('asks only profiles with a question, 800 ms each, then listens for a key', async () => {
    const { clock, fake, detected, unanswered } = begin()
    await unanswered()
    expect(fake.written.map((bytes) => Buffer.from(bytes).toString())).toEqual(['ID?\r\n', 'S99||0||E'])
    fake.handlers?.data(rating(4))
    clock.advance(300)
    expect(await detected).toMatchObject({
      profile: 'ff68',
      address: 1,
      identity: { by: 'serial', value: '1A86:7523:A' },
    })
    expect(fake.openNow).toBe(0)
  })

  it('takes an answer without a key', async () => {
    const { fake, detected, turns, clock } = begin({ ports: [] })
    await turns()
    fake.handlers?.data(Buffer.from('ID GP5 77 1.0\r\n'))
    await turns()
    clock.advance(800)
    expect(await detected).toMatchObject({
      profile: 'line',
      identity: { by: 'answer', value: 'GP5 77 1.0' },
    })
  })

  it('reads no answer beyond 64 bytes', async () => {
    const { fake, detected, turns, clock, unanswered } = begin()
    await turns()
    fake.handlers?.data(Buffer.from(`${'?'.repeat(70)}\r\nID GP5 77 1.0\r\n`))
    await unanswered()
    clock.advance(PRESS_LIMIT)
    expect((await detected).profile).toBeNull()
  })

  it('sends not one byte to a port that nobody chose', async () => {
    const { clock, fake, detected, turns } = begin({ chosen: false })
    await turns()
    fake.handlers?.data(rating(4))
    clock.advance(300)
    const { profile, findings } = await detected
    expect(profile).toBe('ff68')
    expect(fake.written).toEqual([])
    expect(findings.filter(({ step }) => step === 'ask')).toMatchObject([
      { about: 'line', state: 'none', advice: { code: 'pad/not-chosen' } },
      { about: 'zx', state: 'none', advice: { code: 'pad/not-chosen' } },
    ])
  })

  it('gives up after 10 s without a key, and says what to do', async () => {
    const { clock, fake, detected, unanswered } = begin()
    await unanswered()
    clock.advance(PRESS_LIMIT)
    const { profile, findings } = await detected
    expect(profile).toBeNull()
    expect(findings.at(-1)).toMatchObject({
      step: 'listen',
      state: 'failed',
      advice: { code: 'detect/silent' },
    })
    expect(fake.openNow).toBe(0)
  })

  it('listens once for each line setting that the profiles have', async () => {
    const slow = { ...profileNamed('ff68'), name: 'slow' }
    slow.line = [{ ...slow.line[0], baudRate: 2400 }]
    const { clock, fake, detected, turns } = begin({ chosen: false, profiles: [profileNamed('line'), slow] })
    await turns()
    clock.advance(PRESS_LIMIT)
    await turns()
    fake.handlers?.data(rating(0))
    clock.advance(300)
    expect(await detected).toMatchObject({ profile: 'slow', line: { baudRate: 2400 } })
  })

  it('ends a tie that no key can break at once, and says which profiles send the same', async () => {
    const { clock, fake, detected, turns } = begin({
      chosen: false,
      profiles: ['ff68', 'ff68-short'].map(profileNamed),
    })
    await turns()
    fake.handlers?.data(rating(4))
    clock.advance(300)
    const { profile, findings } = await detected
    expect(profile).toBeNull()
    expect(findings.at(-1)).toMatchObject({
      state: 'failed',
      advice: { code: 'detect/alike', params: { profiles: 'ff68 ff68-short' } },
    })
  })

  it('asks for another key where one can break the tie, for 10 s more, and says who fits so far', async () => {
    const ties: (readonly string[])[] = []
    const tell: DetectOptions['tell'] = (news) => {
      if (typeof news === 'object' && 'tie' in news) ties.push(news.tie)
    }
    const profiles = ['ff68', 'ff68-4key'].map(profileNamed)
    const broken = begin({ chosen: false, profiles, tell })
    await broken.turns()
    broken.clock.advance(9_000)
    broken.fake.handlers?.data(rating(3))
    broken.clock.advance(300)
    expect(ties).toEqual([['ff68', 'ff68-4key']])
    broken.clock.advance(9_000)
    broken.fake.handlers?.data(rating(4))
    broken.clock.advance(300)
    expect((await broken.detected).profile).toBe('ff68')
    const kept = begin({ chosen: false, profiles })
    await kept.turns()
    kept.fake.handlers?.data(rating(3))
    kept.clock.advance(300 + PRESS_LIMIT)
    expect((await kept.detected).findings.at(-1)).toMatchObject({ advice: { code: 'detect/tie' } })
  })

  it('says why a port does not open, and that it vanished meanwhile', async () => {
    const fault: Result<never> = { ok: false, error: { code: 'pad/port-busy', params: { port: 'COM3' } } }
    const busy = begin({ openPort: async () => fault })
    expect((await busy.detected).findings.at(-1)).toMatchObject({ step: 'open', advice: fault.error })
    for (const asked of [false, true]) {
      const { fake, detected, turns, unanswered, clock } = begin()
      if (asked) await unanswered()
      else await turns()
      fake.handlers?.lost('path-gone')
      clock.advance(800)
      expect((await detected).findings.at(-1)).toMatchObject({ advice: { code: 'pad/port-gone' } })
    }
  })

  it('names the bridge and never the pad from USB alone', async () => {
    const { clock, detected, unanswered } = begin()
    await unanswered()
    clock.advance(PRESS_LIMIT)
    const [usb] = (await detected).findings
    expect(usb).toMatchObject({
      step: 'usb',
      evidence: 'CH340 · 1A86:7523',
      advice: { code: 'detect/brltty' },
    })
  })
})
