/** What the schema cannot say about a profile: keys and commands must fit the codec. Pay depends on these maps. */
import type { Profile } from '../../shared/profile.ts'

/** One way of writing per wire key, so that `3f` and `3F` cannot be two keys. */
const SPELLING: Record<Profile['codec'], (key: string) => string> = {
  ff68: (key) => key.toUpperCase(),
  line: (key) => key,
}

interface Grammar {
  key: RegExp
  keyWords: string
  command: RegExp
  commandWords: string
}

const GRAMMAR: Record<Profile['codec'], Grammar> = {
  ff68: {
    key: /^[0-9A-F]{2}$/i,
    keyWords: 'two hex digits',
    // CMD and data. LEN 2, 3 and 8 are all that the bus knows.
    command: /^(?:[0-9a-f]{2}(?: ?[0-9a-f]{2})?|[0-9a-f]{2}(?: ?[0-9a-f]{2}){6})$/i,
    commandWords: 'hex of CMD and 0, 1 or 6 bytes of data',
  },
  line: {
    key: /^\d{1,2}$/,
    keyWords: 'one or two digits',
    command: /^[^\p{Cc}]{1,60}$/u,
    commandWords: 'one line of text, at most 60 characters',
  },
}

/** @returns the profile with its keys in the codec's spelling. */
export const normalizeProfile = (profile: Profile): Profile => {
  const spell = SPELLING[profile.codec]
  const keys = Object.entries(profile.keys).map(([key, level]) => [spell(key), level] as const)
  return { ...profile, keys: Object.fromEntries(keys) }
}

/** @returns the path and the words of the first thing that is wrong, or null. */
export const profileProblem = (profile: Profile): string | null => {
  const grammar = GRAMMAR[profile.codec]
  const keys = Object.keys(profile.keys)
  if (keys.length === 0) return 'keys: no key has a level'
  const spelled = new Set<string>()
  for (const key of keys) {
    if (!grammar.key.test(key)) return `keys.${key}: not ${grammar.keyWords}`
    const spelling = SPELLING[profile.codec](key)
    if (spelled.has(spelling)) return `keys.${key}: the same key as another, in other letters`
    spelled.add(spelling)
  }
  for (const [name, text] of Object.entries(profile.commands))
    if (!grammar.command.test(text)) return `commands.${name}: not ${grammar.commandWords}`
  if (profile.codec === 'ff68' && !profile.ff68) return 'ff68: needed by the codec ff68'
  if (profile.codec !== 'ff68' && profile.ff68) return `ff68: the codec ${profile.codec} has no such part`
  const rating = profile.ff68?.ratingCommand
  if (rating !== undefined && !/^[0-9a-f]{2}$/i.test(rating)) return 'ff68.ratingCommand: not one byte of hex'
  return null
}
