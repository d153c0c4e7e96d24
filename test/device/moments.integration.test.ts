/** What each shipped pad is told at each moment of the counter: over a real socket, as the emulated pad hears it. */
import { afterEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/device/emulator/emulator.ts'
import { createLink, type Link } from '../../src/device/link/link.ts'
import { ordersOf } from '../../src/device/link/moments.ts'
import { openPort } from '../../src/device/port/open.ts'
import { loadProfiles } from '../../src/device/profiles/load.ts'
import { systemClock } from '../../src/main/clock.ts'
import type { PadClerk, PadMoment } from '../../src/shared/pad.ts'
import type { CommandName, Profile } from '../../src/shared/profile.ts'
import { must, profileNamed, shipped, until } from './help.ts'

const CLERK: PadClerk = { number: '1001', name: '张样例', stars: 4 }
const LANGUAGE = 'zh-CN'
/** In the order of a day. */
const MOMENTS = [
  ...(['sign-in', 'welcome', 'ask', 'ask-again', 'thanks', 'idle'] as const),
  ...(['pause', 'resume', 'sign-out'] as const),
] satisfies PadMoment[]

/** What the pad hears; its beep and its thanks are the same bytes, and so are zx's welcome and idle. */
const FF68: Record<PadMoment, string[]> = {
  'sign-in': ['show 1001', 'stars 4'],
  welcome: [],
  ask: ['ask'],
  'ask-again': ['thanks', 'ask'],
  thanks: ['thanks'],
  idle: [],
  pause: [],
  resume: [],
  'sign-out': ['show', 'stars 0'],
}
const HEARD: Record<string, Record<PadMoment, string[]>> = {
  ff68: FF68,
  'ff68-short': FF68,
  'ff68-4key': FF68,
  'ff68-3key-reasons': FF68,
  intehel: {
    'sign-in': ['show 1001'],
    welcome: [],
    ask: ['ask'],
    'ask-again': ['ask'],
    thanks: [],
    idle: [],
    pause: [],
    resume: [],
    'sign-out': ['show'],
  },
  line: {
    'sign-in': ['show 1001 张样例', 'stars 4'],
    welcome: ['welcome'],
    ask: ['ask', 'say 请您评价'],
    'ask-again': ['ask', 'say 请您评价'],
    thanks: ['thanks', 'say 谢谢'],
    idle: ['idle'],
    pause: ['pause'],
    resume: ['idle', 'show 1001 张样例', 'stars 4'],
    'sign-out': ['show', 'stars 0'],
  },
  zx: {
    'sign-in': ['sign-in 1001 张样例'],
    welcome: ['idle'],
    ask: ['ask'],
    'ask-again': ['ask'],
    thanks: [],
    idle: ['idle'],
    pause: ['pause'],
    resume: ['resume'],
    'sign-out': ['sign-out'],
  },
}

const profiles = [...must(loadProfiles([shipped])).values()]
const named = profiles.map((profile) => [profile.name, profile] as const)

let pads: Emulator[] = []
let links: Link[] = []
afterEach(async () => {
  for (const link of links) await link.stop()
  for (const pad of pads) await pad.stop()
  pads = []
  links = []
})

const connected = async (profile: Profile) => {
  const clock = systemClock
  const pad = must(await startEmulator({ profile, on: { tcp: 0 }, clock }))
  pads.push(pad)
  const link = createLink({
    ...{ port: pad.port, profile, clock, openPort, random: Math.random },
    chosenBy: 'technician',
  })
  links.push(link)
  link.start()
  await until('online', () => link.state().name === 'online')
  return { pad, link }
}

describe.each(named)('a pad of %s', (name, profile) => {
  it('is told each moment in its own words, each with a result; what it has no words for is not sent', async () => {
    const { pad, link } = await connected(profile)
    const heard: string[] = []
    pad.onCommand((command) => {
      if (command !== 'heartbeat') heard.push(command)
    })
    for (const moment of MOMENTS) {
      const clerk = moment === 'sign-out' ? null : CLERK
      const told = await link.perform(moment, { clerk, language: LANGUAGE })
      const wanted = HEARD[name]?.[moment] ?? []
      expect(
        told.filter(({ result }) => result.ok),
        moment,
      ).toHaveLength(wanted.length)
      for (const { command, result } of told)
        if (!result.ok) expect(result.error).toEqual({ code: 'pad/unsupported', params: { command } })
      await until(moment, () => heard.length >= wanted.length)
      // Whatever came beside it stands before what the next moment says.
      expect(heard.splice(0), moment).toEqual(wanted)
    }
  })
})

describe('who serves', () => {
  const said = (name: string, clerk: PadClerk | null, moment: PadMoment = 'sign-in') =>
    ordersOf(profileNamed(name), moment, { clerk, language: LANGUAGE }).flatMap(({ command, bytes }) =>
      bytes ? [command] : [],
    )

  it('is shown whole or not at all: no digits of a number with letters, no half of a long one', () => {
    const short = { number: '42', name: '王', stars: 0 }
    expect(said('ff68', short)).toEqual(['show', 'stars'])
    expect(said('ff68', { ...short, number: 'A42' })).toEqual(['stars'])
    expect(said('ff68', { ...short, number: '1234567' })).toEqual(['stars'])
    expect(said('intehel', { ...short, number: 'A42' })).toEqual(['show'])
    expect(said('intehel', { ...short, number: '1234567' })).toEqual([])
  })
  it('has no stars where nobody gives any, which is not none', () => {
    expect(said('line', { number: '42', name: '王', stars: null })).toEqual(['show'])
    expect(said('line', { number: '42', name: '王', stars: 0 })).toEqual(['show', 'stars'])
  })
  it('is gone from the screen when nobody does', () => {
    expect(said('line', null, 'sign-out')).toEqual(['show', 'stars'])
  })
})

describe('a phrase', () => {
  const commands = (profile: Profile, moment: PadMoment): CommandName[] =>
    ordersOf(profile, moment, { clerk: CLERK, language: LANGUAGE }).map(({ command }) => command)

  it('is sent to a pad that can say it and does not speak by itself', () => {
    const line = profileNamed('line')
    expect(commands(line, 'ask')).toEqual(['ask', 'say'])
    expect(commands({ ...line, speaks: ['ask'] }, 'ask')).toEqual(['ask'])
    expect(commands({ ...line, speaks: ['ask'] }, 'thanks')).toEqual(['thanks', 'say'])
  })
  it('is in the language of the counter', () => {
    const line = profileNamed('line')
    const [, say] = ordersOf(line, 'thanks', { clerk: CLERK, language: 'en-US' })
    expect(Buffer.from(say?.bytes ?? []).toString()).toBe('SAY Thank you\r\n')
  })
})
