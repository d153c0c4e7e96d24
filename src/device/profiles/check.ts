/** What the schema cannot say about a profile: keys, places and templates must fit. Pay depends on these maps. */
import type { Profile, ReportProfile } from '../../shared/profile.ts'
import { fromHex } from '../bytes.ts'
import { keyNameProblem } from '../framing/key-name.ts'
import { sizeOf, speak, voiceOf } from '../framing/speech.ts'
import { parseTemplate } from '../framing/template.ts'
import { framingProblem } from './check-framing.ts'

/** Bytes that a question to an unknown device may have. */
const MAX_PROBE = 64

/** One way of writing per wire key, so that `3f` and `3F` cannot be two keys. */
const spell = (profile: Profile, key: string) =>
  (profile.codec === 'framed' && profile.key.as === 'hex') || profile.codec === 'report'
    ? key.toUpperCase()
    : key

const KEY_WORDS = 'one or two digits'

const reportKeyProblem = ({ report: { keys } }: ReportProfile, key: string): string | null => {
  if (keys.as === 'bitmap') {
    const highest = keys.bytes * 8 - 1
    return /^(?:0|[1-9]\d*)$/.test(key) && Number(key) <= highest
      ? null
      : `a bit's number from 0 to ${highest}`
  }
  if (!/^[0-9a-f]{2}$/i.test(key)) return 'two hex digits'
  const taken = [keys.none, keys.unclear].some((code) => code?.toUpperCase() === key.toUpperCase())
  return taken ? "a key's: it stands for none, or for too many" : null
}

/** @returns words on what a wire key of this profile looks like where `key` is none, or null. */
export const keyProblem = (profile: Profile, key: string): string | null => {
  if (profile.codec === 'framed') return keyNameProblem(profile.key, key)
  if (profile.codec === 'report') return reportKeyProblem(profile, key)
  return /^\d{1,2}$/.test(key) ? null : KEY_WORDS
}

/** @returns the profile with its keys in one spelling. */
export const normalizeProfile = (profile: Profile): Profile => ({
  ...profile,
  keys: Object.fromEntries(
    Object.entries(profile.keys).map(([key, meaning]) => [spell(profile, key), meaning] as const),
  ),
})

const keysProblem = (profile: Profile): string | null => {
  const keys = Object.entries(profile.keys)
  if (!keys.some(([, meaning]) => meaning !== 'none')) return 'keys: no key has a level'
  const spelled = new Set<string>()
  for (const [key] of keys) {
    const words = keyProblem(profile, key)
    if (words) return `keys.${key}: not ${words}`
    if (spelled.has(spell(profile, key))) return `keys.${key}: the same key as another, in other letters`
    spelled.add(spell(profile, key))
  }
  return null
}

/** @returns words on what is wrong with a template in this profile, or null. `{key}` stands in acknowledgements only. */
const templateProblem = (profile: Profile, text: string, mayKey: boolean): string | null => {
  const parts = parseTemplate(text)
  if (typeof parts === 'string') return parts
  const voice = voiceOf(profile)
  for (const part of parts) {
    if (part.is === 'key' && !mayKey) return '{key} stands in acknowledge only'
    if (part.is === 'address' && !voice.address) return '{address}: the profile has no address'
    if (part.is === 'check' && !voice.check) return '{check}: the profile has no checksum'
    if (part.is === 'key' && sizeOf(part, voice) === null) return '{key}: the profile has no key place'
  }
  return null
}

/** A question is the same every time: it may say nothing but fixed bytes, its address and its check. */
const questionProblem = (profile: Profile, text: string): string | null => {
  const wrong = templateProblem(profile, text, false)
  const parts = parseTemplate(text)
  if (wrong !== null || typeof parts === 'string') return wrong
  const bytes = speak(parts, voiceOf(profile))
  if (!bytes) return 'may have no words and no numbers'
  return bytes.length > MAX_PROBE ? `longer than ${MAX_PROBE} bytes` : null
}

const wordsProblem = (profile: Profile): string | null => {
  for (const [name, text] of Object.entries(profile.commands)) {
    const wrong = templateProblem(profile, text, false)
    if (wrong) return `commands.${name}: ${wrong}`
  }
  for (const name of ['probe', 'heartbeat'] as const) {
    const wrong = profile[name] && questionProblem(profile, profile[name].send)
    if (wrong) return `${name}.send: ${wrong}`
  }
  return null
}

const reportProblem = ({ report }: ReportProfile): string | null => {
  const { size, marks, keys } = report
  if (keys.at + keys.bytes > size) return `report.keys.at: outside the report of ${size} bytes`
  const far = marks.findIndex(({ at, bytes }) => at + fromHex(bytes).length > size)
  return far < 0 ? null : `report.marks.${far}.at: outside the report of ${size} bytes`
}

/** @returns the path and the words of the first thing that is wrong, or null. */
export const profileProblem = (profile: Profile): string | null => {
  const wrong = keysProblem(profile)
  if (wrong !== null) return wrong
  if (profile.codec === 'report') return reportProblem(profile) ?? wordsProblem(profile)
  if (profile.codec !== 'framed') return wordsProblem(profile)
  const shape = framingProblem(profile)
  if (shape !== null) return shape
  const { acknowledge, command } = profile
  const answer = acknowledge === null ? null : templateProblem(profile, acknowledge, true)
  if (answer !== null) return `acknowledge: ${answer}`
  const size = command && fromHex(command.rating).length
  for (const value of Object.keys(command?.others ?? {}))
    if (fromHex(value).length !== size) return `command.others.${value}: not as long as command.rating`
  return wordsProblem(profile)
}
