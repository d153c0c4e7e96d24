/**
 * Every fault that the emulator plays, on every profile that ships, through the real link over TCP: a table. A cell
 * that is empty is skipped and says why.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import { createLink, type Link, type LinkEvent } from '../../src/device/link/link.ts'
import { openPort } from '../../src/device/port/open.ts'
import { loadProfiles } from '../../src/device/profiles/load.ts'
import { systemClock } from '../../src/main/clock.ts'
import type { Clock } from '../../src/shared/clock.ts'
import type { Profile } from '../../src/shared/profile.ts'
import { must, profileNamed, shipped, until } from './help.ts'

const profiles = [...must(loadProfiles([shipped])).values()]

let ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends) await end()
  ends = []
})

/** Real time, but the link's own waits are a tenth: the same rules, sooner. */
const fastClock: Clock = { ...systemClock, after: (ms, run) => systemClock.after(ms / 10, run) }

interface Hands {
  pad: Emulator
  link: Link
  profile: Profile
  /** `4`, or `4 stuck` where a press is flagged. */
  presses(): string[]
  /** How often something of this type came; a press that was dropped, by its reason. */
  count(what: string): number
  online(): Promise<void>
}

const start = async (profile: Profile): Promise<Hands> => {
  const pad = must(await startEmulator({ profile, on: { tcp: 0 }, clock: systemClock }))
  const events: LinkEvent[] = []
  const link = createLink({
    ...{ port: pad.port, profile, clock: fastClock, openPort, random: Math.random },
    chosenBy: 'technician',
  })
  ends.push(async () => {
    await link.stop()
    await pad.stop()
  })
  link.subscribe((event) => {
    events.push(event)
    if (event.type === 'press') event.acknowledge()
  })
  link.start()
  const online = () => until('online', () => link.state().name === 'online')
  await online()
  return {
    pad,
    link,
    profile,
    presses: () =>
      events.flatMap((event) =>
        event.type === 'press' ? [`${event.press.level} ${event.press.flag ?? ''}`.trim()] : [],
      ),
    count: (what) =>
      events.filter((event) => event.type === what || (event.type === 'dropped' && event.why === what))
        .length,
    online,
  }
}

/** A sound press after the fault: the pad is heard as ever, and nothing else has become a press. */
const stillHeard = async ({ pad, presses }: Hands, before: string[] = []) => {
  pad.press(3)
  await until('the sound press', () => presses().length > before.length)
  expect(presses()).toEqual([...before, '3'])
}

interface Fault {
  name: string
  play(hands: Hands): Promise<void>
  /** Profile → why it cannot show the fault. */
  not?: Record<string, string>
}

const FAMILY = ['ff68', 'ff68-short', 'ff68-4key', 'ff68-3key-reasons']
const all = (names: readonly string[], why: string) => Object.fromEntries(names.map((name) => [name, why]))
const SAYS_NOTHING = 'no source tells of an answer to anything but a rating: there is no reply to be slow'

const FAULTS: readonly Fault[] = [
  {
    name: 'noise before a press',
    play: async (hands) => {
      hands.pad.press(4, { noise: Uint8Array.of(0x00, 0xff, 0x68, 0x53, 0x0d, 0x7e) })
      await until('the press', () => hands.presses().length === 1)
      expect(hands.presses()).toEqual(['4'])
      expect(hands.count('skip')).toBeGreaterThan(0)
      await stillHeard(hands, ['4'])
    },
  },
  {
    name: 'half a frame, the other half never',
    play: async (hands) => {
      hands.pad.press(4, { half: true })
      await until('bytes', () => hands.count('bytes') > 0)
      await stillHeard(hands)
    },
  },
  {
    name: 'a doubled head',
    play: async (hands) => {
      hands.pad.press(4, { doubledHead: true })
      await until('the press', () => hands.presses().length === 1)
      await stillHeard(hands, ['4'])
    },
  },
  {
    name: 'a wrong sum',
    play: async (hands) => {
      hands.pad.press(4, { wrongSum: true })
      await until('bytes', () => hands.count('bytes') > 0)
      await stillHeard(hands)
    },
    not: {
      zx: 'the protocol has no sum: a flipped digit cannot be seen, TCP must carry it (docs/profiles.md)',
    },
  },
  {
    name: 'a stuck key',
    play: async (hands) => {
      const { pad, presses, count, profile } = hands
      const [key = ''] = Object.keys(pad.keys)
      await pad.stick(key, 12, 5)
      // A tablet says the press's own time: what it says again in the same second is the same press.
      if (profile.codec === 'zx') {
        await until('the others dropped', () => presses().length + count('duplicate') === 12)
        expect(presses().length).toBeLessThanOrEqual(2)
        return
      }
      await until('twelve codes', () => presses().length === 12)
      expect(presses().map((press) => press.endsWith('stuck'))).toEqual([
        ...Array.from({ length: 9 }, () => false),
        ...[true, true, true],
      ])
    },
  },
  {
    name: 'silence',
    play: async (hands) => {
      const { pad, link, profile, online } = hands
      pad.silence(true)
      pad.press(4)
      // Only who must answer a heartbeat can be missed; of the others, silence is what they do at rest.
      if (profile.heartbeat?.expect != null) {
        await until('lost', () => link.state().name === 'lost', 10_000)
        expect(link.state()).toMatchObject({ why: 'missed-heartbeat' })
        pad.silence(false)
        await online()
      } else {
        pad.silence(false)
        expect(link.state().name).toBe('online')
      }
      await stillHeard(hands)
    },
  },
  {
    name: 'slow replies',
    play: async (hands) => {
      const { pad, link, profile } = hands
      // More than the 800 ms of a question and than the pause between two heartbeats (a tenth of each, here).
      pad.answerAfter(Math.max(300, (profile.heartbeat?.everyMs ?? 0) / 10 + 100))
      expect(await link.who()).toMatchObject({ error: { code: 'detect/no-answer' } })
      // A late answer is one: neither the link nor a key is lost by it.
      for (let beat = 0; beat < 3; beat += 1) expect(await pad.waitFor('heartbeat', 5_000)).toBe(true)
      expect(link.state().name).toBe('online')
      await stillHeard(hands)
      pad.answerAfter(0)
      await until('all late answers', () => hands.count('identity') > 0)
      expect((await link.who()).ok).toBe(true)
    },
    not: all([...FAMILY, 'intehel'], SAYS_NOTHING),
  },
  {
    name: 'a cable that is pulled and put back',
    play: async (hands) => {
      const { pad, link, online } = hands
      await pad.unplug()
      pad.press(4)
      await until('lost', () => link.state().name === 'lost')
      must(await pad.replug())
      await online()
      await stillHeard(hands)
    },
  },
  {
    name: 'another pad on the same path',
    play: async ({ pad, presses, count, profile, online }) => {
      const told = count('state')
      must(await pad.swap(profileNamed(profile.name === 'intehel' ? 'line' : 'intehel')))
      await until('lost', () => count('state') > told)
      await online()
      const before = count('bytes')
      for (const level of [5, 4, 3, 2] as const) pad.press(level)
      await until('its bytes', () => count('bytes') > before)
      await until('refused', () => count('skip') > 0)
      expect(presses()).toEqual([])
    },
  },
]

describe.each(FAULTS)('$name', ({ name, play, not = {} }) => {
  for (const profile of profiles) {
    const why = not[profile.name]
    if (why) {
      console.log(`${name}, ${profile.name}: skipped, ${why}`)
      it.skip(`${profile.name}: ${why}`, () => {})
    } else
      it(`${profile.name} counts what was pressed and nothing else`, async () => play(await start(profile)))
  }
})

it('the table names no profile that does not ship', () => {
  const names = profiles.map(({ name }) => name)
  for (const { not = {} } of FAULTS) for (const name of Object.keys(not)) expect(names).toContain(name)
})
