/** HID pads whose reports tell which keys are down: from the report to the press, through a double of node-hid. */
import { EventEmitter } from 'node:events'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { FrameEvent } from '../../src/device/framing/framer.ts'
import { createReportFramer, reportWith } from '../../src/device/framing/report.ts'
import { createLink, type Link, type LinkEvent } from '../../src/device/link/link.ts'
import { type HidLibrary, type OpenHid, openHid } from '../../src/device/port/hid.ts'
import { mayBeAt, parsePortName } from '../../src/device/port/name.ts'
import { profileProblem } from '../../src/device/profiles/check.ts'
import { codecOf } from '../../src/device/profiles/codec.ts'
import { profileSchema, type ReportProfile } from '../../src/shared/profile.ts'
import { fakeClock } from '../harness/fake-clock.ts'
import { bytesOf, must, profileNamed } from './help.ts'

const SEED = 4_711

const reportProfile = (report: unknown, more: Record<string, unknown> = {}): ReportProfile => {
  const profile = profileSchema.parse({
    ...{
      version: 2,
      name: 'hid-pad',
      title: { zh: '本厅 HID 评价器', en: 'Our HID pad' },
      source: 'made up',
    },
    ...{ codec: 'report', keys: { '0': 5, '1': 4, '8': 1 }, commands: {}, report },
    ...more,
  })
  if (profile.codec !== 'report') throw new Error(profile.codec)
  return profile
}
/** Report number 1, then two bytes of bits. */
const bits = reportProfile(
  { size: 3, marks: [{ at: 0, bytes: '01' }], keys: { as: 'bitmap', at: 1, bytes: 2 } },
  { commands: { ask: '02 01', idle: '02 00' } },
)
/** Four places for codes; 01 in one of them: too many keys. */
const codes = reportProfile(
  { size: 4, keys: { as: 'list', at: 0, bytes: 4, unclear: '01' } },
  { keys: { '1E': 5, '1F': { level: 2, reason: '态度不好' }, '2A': 'none' } },
)
const decode = (profile: ReportProfile, ...reports: string[]) => {
  const framer = createReportFramer(profile)
  return [...reports.flatMap((hex) => framer.push(bytesOf(hex))), ...framer.flush()]
}
const short = (events: FrameEvent[]) =>
  events.map((event) => {
    if (event.type === 'key') return `${event.key} ${event.edge} ${event.level}`
    return event.type === 'skip'
      ? `skip ${event.count} ${event.why}`
      : `${event.type} ${'text' in event ? event.text : ''}`
  })

describe('reports with a bit for each key', () => {
  it('say when a key goes down and when it is let go; a held key that is reported again says nothing new', () => {
    expect(short(decode(bits, '01 01 00', '01 01 00', '01 00 00'))).toEqual([
      '0 down 5',
      'status no-change',
      '0 up 5',
    ])
    expect(short(decode(bits, '01 00 01'))).toEqual(['8 down 1'])
  })
  it('say first what was let go when two keys change places in one report', () => {
    expect(short(decode(bits, '01 01 00', '01 02 00'))).toEqual(['0 down 5', '0 up 5', '1 down 4'])
  })
  it('give a bit that the profile does not list no level', () => {
    expect(short(decode(bits, '01 04 00'))).toEqual(['2 down null'])
  })
})

describe('reports with a list of the keys that are down', () => {
  it('are the same in any order of the codes', () => {
    expect(short(decode(codes, '1E 1F 00 00', '00 1F 1E 00', '00 00 1E 00'))).toEqual([
      '1E down 5',
      '1F down 2',
      'status no-change',
      '1F up 2',
    ])
  })
  it('carry the cause that a key stands for', () => {
    expect(decode(codes, '1F 00 00 00')[0]).toMatchObject({ reason: '态度不好', bytes: '1f000000' })
  })
  it('change nothing where more keys are down than they can say, or where a bit means that nobody pressed', () => {
    expect(short(decode(codes, '1E 00 00 00', '01 01 01 01', '1E 2A 00 00', '00 00 00 00'))).toEqual([
      '1E down 5',
      'status too-many-keys',
      'status no-change',
      '1E up 5',
    ])
  })
})

describe('what is no report of the keys', () => {
  it('is skipped whole and moves no border: neither another number nor another length', () => {
    expect(short(decode(bits, '02 01 00', '01 01', '01 01 00 01', '02 01 00 01 00 01'))).toEqual([
      'skip 3 unknown',
      'skip 6 bad-length',
      'skip 6 unknown',
    ])
    expect(short(decode(bits, '01 01', '01 02 00'))).toEqual(['skip 2 bad-length', '1 down 4'])
  })
  it('several whole reports in one push are read as one by one; every report is in some event', () => {
    const report = fc.tuple(fc.constant(1), fc.nat(255), fc.nat(255))
    fc.assert(
      fc.property(fc.array(report, { minLength: 1, maxLength: 12 }), (reports) => {
        const one = createReportFramer(bits)
        const apart = [...reports.flatMap((bytes) => one.push(Uint8Array.from(bytes))), ...one.flush()]
        const all = createReportFramer(bits)
        const together = [...all.push(Uint8Array.from(reports.flat())), ...all.flush()]
        expect(together).toEqual(apart)
        const told = new Set(apart.map((event) => ('bytes' in event ? event.bytes : '')))
        expect(reports.filter((bytes) => !told.has(Buffer.from(bytes).toString('hex')))).toEqual([])
        // What went down is up again once nothing is down.
        const ends = one.push(reportWith(bits, []))
        const keys = [...apart, ...ends].filter((event) => event.type === 'key')
        const downs = keys.filter(({ edge }) => edge === 'down').length
        expect(keys.filter(({ edge }) => edge === 'up')).toHaveLength(downs)
      }),
      { seed: SEED, numRuns: 200 },
    )
  })
})

class DoublePad extends EventEmitter implements OpenHid {
  written: number[][] = []
  async write(values: number[]) {
    this.written.push(values)
    return values.length
  }
  async close() {}
}

const PORT = 'hid://0483:5750'
let links: Link[] = []
afterEach(() => {
  for (const link of links) void link.stop()
  links = []
})

/** A link over the double: what its pad reports arrives as the library would hand it over. */
const linked = async (profile: ReportProfile) => {
  const clock = fakeClock()
  const pad = new DoublePad()
  const library: HidLibrary = {
    devicesAsync: async () => [{ path: '/dev/hidraw0', interface: 0 }],
    HIDAsync: { open: async () => pad },
  }
  const events: LinkEvent[] = []
  const link = createLink({
    ...{ port: PORT, profile, clock, random: () => 1, chosenBy: 'technician', presence: async () => 'a' },
    openPort: async (name, _line, handlers) => {
      const hid = must(parsePortName(name))
      if (hid.kind !== 'hid') throw new Error(name)
      return openHid(name, hid, handlers, async () => library)
    },
  })
  links.push(link)
  link.subscribe((event) => events.push(event))
  link.start()
  const turn = () => new Promise((done) => setImmediate(done))
  await turn()
  await turn()
  const advance = async (ms: number) => {
    clock.advance(ms)
    await turn()
  }
  const reports = async (hex: string, wait = 0) => {
    pad.emit('data', Buffer.from(bytesOf(hex)))
    await advance(wait)
  }
  const said = () =>
    events.flatMap((event) => {
      if (event.type === 'press') return [`${event.press.key} ${event.press.flag ?? 'press'}`]
      return event.type === 'dropped' ? [`${event.press.key} ${event.why}`] : []
    })
  return { link, pad, advance, reports, said }
}

describe('the keys of a HID pad', () => {
  it('are one press a stroke, at the key-up', async () => {
    const { reports, advance, said } = await linked(bits)
    await advance(1_000)
    await reports('01 01 00', 80)
    expect(said()).toEqual([])
    await reports('01 00 00')
    expect(said()).toEqual(['0 press'])
  })
  it('are one press while held, however often the pad reports it', async () => {
    const { reports, advance, said } = await linked(bits)
    await advance(1_000)
    for (let round = 0; round < 40; round += 1) await reports('01 01 00', 100)
    await reports('01 00 00', 100)
    expect(said()).toEqual(['0 press'])
  })
  it('are no vote when two are down at once, in one report or in two', async () => {
    const { reports, advance, said } = await linked(codes)
    await advance(1_000)
    await reports('1E 1F 00 00', 50)
    await reports('00 00 00 00', 1_000)
    expect(said().sort()).toEqual(['1E ambiguous', '1F ambiguous'])
    await reports('1E 00 00 00', 50)
    await reports('1E 1F 00 00', 50)
    await reports('00 00 00 00', 1_000)
    expect(said().slice(2).sort()).toEqual(['1E ambiguous', '1F ambiguous'])
  })
  it('that bounce are one press', async () => {
    const { reports, advance, said } = await linked(bits)
    await advance(1_000)
    for (const hex of ['01 01 00', '01 00 00', '01 01 00', '01 00 00', '01 01 00']) await reports(hex, 4)
    await advance(200)
    await reports('01 00 00', 500)
    expect(said().filter((text) => text.endsWith('press'))).toEqual(['0 press'])
  })
  it('that are down at connect are no vote', async () => {
    const { reports, advance, said } = await linked(bits)
    await reports('01 01 00', 3_000)
    await reports('01 00 00', 1_000)
    expect(said()).toEqual(['0 at-connect'])
    await advance(1_000)
    await reports('01 01 00', 80)
    await reports('01 00 00', 80)
    expect(said()).toEqual(['0 at-connect', '0 press'])
  })
  it('light up: a command goes out as a whole report', async () => {
    const { link, pad } = await linked(bits)
    must(await link.send('ask'))
    expect(pad.written).toEqual([[2, 1]])
  })
})

describe('a profile of reports', () => {
  it('is checked with the exact place of what is wrong', () => {
    const list = (keys: Record<string, number>) =>
      reportProfile({ size: 4, keys: { as: 'list', at: 0, bytes: 4, unclear: '01' } }, { keys })
    expect([
      profileProblem(bits),
      profileProblem(codes),
      profileProblem(reportProfile({ size: 2, keys: { as: 'bitmap', at: 1, bytes: 2 } })),
      profileProblem(
        reportProfile({
          size: 2,
          marks: [{ at: 1, bytes: '01 02' }],
          keys: { as: 'bitmap', at: 0, bytes: 2 },
        }),
      ),
      profileProblem(reportProfile({ size: 1, keys: { as: 'bitmap', at: 0, bytes: 1 } })),
      profileProblem(list({ '00': 5 })),
      profileProblem(list({ '01': 5 })),
      profileProblem(list({ '1': 5 })),
      profileProblem(list({ '1e': 5, '1E': 4 })),
    ]).toEqual([
      null,
      null,
      'report.keys.at: outside the report of 2 bytes',
      'report.marks.0.at: outside the report of 2 bytes',
      "keys.8: not a bit's number from 0 to 7",
      "keys.00: not a key's: it stands for none, or for too many",
      "keys.01: not a key's: it stands for none, or for too many",
      'keys.1: not two hex digits',
      'keys.1E: the same key as another, in other letters',
    ])
  })
  it('can be emulated: the key goes down and up', () => {
    for (const profile of [bits, codes])
      for (const key of Object.keys(profile.keys).filter((name) => profile.keys[name] !== 'none'))
        expect(
          createReportFramer(profile)
            .push(codecOf(profile).key(profile, key))
            .map((event) => event.type === 'key' && [event.key, event.edge]),
        ).toEqual([
          [key, 'down'],
          [key, 'up'],
        ])
  })
  it('is for HID ports alone: the bytes of a wire have no borders', () => {
    expect(['COM5', '/dev/ttyUSB0', 'tcp://10.0.0.1:4001', PORT].map((port) => mayBeAt(bits, port))).toEqual([
      ...[false, false, false, true],
    ])
    expect(mayBeAt(profileNamed('ff68'), PORT)).toBe(true)
  })
})
