/** What a pad is told at each moment of the counter: a table over the commands that its profile has. */
import type { Language } from '../../shared/errors.ts'
import type { PadClerk, PadMoment } from '../../shared/pad.ts'
import type { CommandName, Profile } from '../../shared/profile.ts'
import { type Phrase, SPOKEN } from '../../shared/spoken.ts'
import { codecOf, type Words } from '../profiles/codec.ts'
import type { Kind } from './outbox.ts'

/** Who serves now, and the language of what is said aloud. */
export interface About {
  clerk: PadClerk | null
  language: Language
}

/** One command of a moment; `bytes` is null where the profile has none, or cannot say it whole. */
export interface Order {
  command: CommandName
  bytes: Uint8Array | null
}

/** ms that something spoken may wait: later it would be said to the next citizen. */
const VOICE_TTL = 3_000

/**
 * A pad shows one thing: of what sets that only the newest matters. Who serves is another thing on the same screen, each
 * by itself the newest of its name; and what was paused must hear that it goes on, whatever comes after.
 */
export const KINDS: Record<CommandName, { kind: Kind; ttlMs?: number }> = {
  ask: { kind: 'latest' },
  thanks: { kind: 'latest' },
  idle: { kind: 'latest' },
  pause: { kind: 'latest' },
  resume: { kind: 'named' },
  'sign-in': { kind: 'named' },
  'sign-out': { kind: 'named' },
  show: { kind: 'named' },
  stars: { kind: 'named' },
  welcome: { kind: 'voice', ttlMs: VOICE_TTL },
  say: { kind: 'voice', ttlMs: VOICE_TTL },
  beep: { kind: 'voice', ttlMs: VOICE_TTL },
}

/** In the order of sending; of several commands in one place the first that the profile has. */
const MOMENTS: Record<PadMoment, readonly (readonly [CommandName, ...CommandName[]])[]> = {
  welcome: [['welcome']],
  ask: [['ask'], ['say']],
  // The citizen did not notice it the first time.
  'ask-again': [['beep'], ['ask'], ['say']],
  thanks: [['thanks'], ['say']],
  idle: [['idle']],
  pause: [['pause']],
  // Where the pause took the clerk's place on the screen, the clerk comes back.
  resume: [['resume', 'idle'], ['show'], ['stars']],
  'sign-in': [['sign-in', 'show'], ['stars']],
  'sign-out': [['sign-out', 'show'], ['stars']],
}

const PHRASES: Partial<Record<PadMoment, Phrase>> = { ask: 'ask', 'ask-again': 'ask', thanks: 'thanks' }

/** The clerk as a pad may have room for: number and name, or the number alone. Nobody: blank. */
const shownAs = (profile: Profile, clerk: PadClerk | null): Words => {
  const texts = clerk ? [`${clerk.number} ${clerk.name}`, clerk.number] : ['']
  const text = texts.find((one) => codecOf(profile).fits(profile, 'show', one))
  return text === undefined ? {} : { text }
}

const wordsOf = (profile: Profile, command: CommandName, moment: PadMoment, about: About): Words => {
  const { clerk, language } = about
  switch (command) {
    case 'say': {
      const phrase = PHRASES[moment]
      return phrase ? { text: SPOKEN[phrase][language] } : {}
    }
    case 'show':
      return shownAs(profile, clerk)
    case 'stars': {
      // Stars that nobody gave are not shown as none; those of a clerk who has left go out.
      const stars = clerk ? clerk.stars : 0
      return stars === null ? {} : { number: stars }
    }
    case 'sign-in':
      return clerk ? { staff: clerk.number, name: clerk.name } : {}
    default:
      return {}
  }
}

/** A pad that does not show a pause has nothing to come back from; one that speaks by itself is not spoken over. */
const isDue = (profile: Profile, moment: PadMoment, command: CommandName): boolean => {
  if (moment === 'resume') return profile.commands.pause !== undefined
  const phrase = PHRASES[moment]
  return command !== 'say' || (phrase !== undefined && !profile.speaks.includes(phrase))
}

/** @returns what to send, in this order. */
export const ordersOf = (profile: Profile, moment: PadMoment, about: About): Order[] =>
  MOMENTS[moment].flatMap((choice) => {
    const command = choice.find((one) => profile.commands[one] !== undefined) ?? choice[0]
    if (!isDue(profile, moment, command)) return []
    const words = wordsOf(profile, command, moment, about)
    return [{ command, bytes: codecOf(profile).encode(profile, command, words) }]
  })
