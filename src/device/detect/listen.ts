/**
 * Recognises a pad from a key pressed: every profile listens to the same bytes with its own framer. A winner has
 * heard a frame with a key that it lists, and no rival has. Ties are said: profiles that share their frames differ in
 * keys, and another key often tells them apart.
 */
import type { Profile } from '../../shared/profile.ts'
import { codecOf } from '../profiles/codec.ts'

export type Verdict =
  /** Not one byte: cable, power, or the wrong port. */
  | { is: 'silent' }
  /** Bytes, but no profile hears a frame in them. */
  | { is: 'unknown'; bytes: number }
  /** Sound frames of these profiles, with a key that none of them lists. */
  | { is: 'unlisted'; profiles: string[]; keys: string[] }
  | { is: 'tie'; profiles: string[] }
  | { is: 'winner'; profile: string; address: number | null }

export interface Listener {
  push(bytes: Uint8Array): void
  /** The line has been silent: unfinished frames are given up. */
  silence(): void
  verdict(): Verdict
}

interface Ear {
  profile: Profile
  listed: number
  unlisted: Set<string>
  addresses: Set<number>
}

/** @returns one listener for all of `profiles`. It holds no bytes itself. */
export const createListener = (profiles: readonly Profile[]): Listener => {
  const ears = profiles.map((profile) => {
    const ear: Ear = { profile, listed: 0, unlisted: new Set(), addresses: new Set() }
    return { ear, framer: codecOf(profile).createFramer(profile) }
  })
  let bytes = 0

  const note = (ear: Ear, events: ReturnType<(typeof ears)[number]['framer']['push']>) => {
    for (const event of events) {
      if (event.type !== 'key' || event.edge === 'up') continue
      if (event.level === null) ear.unlisted.add(event.key)
      else ear.listed += 1
      if (event.address !== undefined) ear.addresses.add(event.address)
    }
  }
  const verdict = (): Verdict => {
    if (bytes === 0) return { is: 'silent' }
    // One key that a profile does not list is enough against it, when another lists all that was heard.
    const heard = ears.map(({ ear }) => ear).filter(({ listed, unlisted }) => listed + unlisted.size > 0)
    const fit = heard.filter(({ listed, unlisted }) => listed > 0 && unlisted.size === 0)
    const [first, ...rivals] = fit
    const names = (of: readonly Ear[]) => of.map(({ profile }) => profile.name)
    if (first && rivals.length > 0) return { is: 'tie', profiles: names(fit) }
    if (first) {
      const [address, ...others] = first.addresses
      return {
        is: 'winner',
        profile: first.profile.name,
        // Two addresses on one bus: the technician must say which.
        address: others.length === 0 ? (address ?? null) : null,
      }
    }
    if (heard.length === 0) return { is: 'unknown', bytes }
    return {
      is: 'unlisted',
      profiles: names(heard),
      keys: [...new Set(heard.flatMap(({ unlisted }) => [...unlisted]))],
    }
  }
  return {
    push: (more) => {
      bytes += more.length
      for (const { ear, framer } of ears) note(ear, framer.push(more))
    },
    silence: () => {
      for (const { ear, framer } of ears) note(ear, framer.flush())
    },
    verdict,
  }
}

/**
 * Whether a further key could part profiles that all fit so far: one of them lists a key that another does not. Those
 * that send the very same (ff68 and ff68-short want different answers) no key can part.
 */
export const canPart = (profiles: readonly Profile[]): boolean =>
  profiles.some((profile) =>
    Object.entries(profile.keys).some(([key, meaning]) => {
      if (meaning === 'none') return false
      const listener = createListener(profiles)
      listener.push(codecOf(profile).key(profile, key))
      listener.silence()
      const verdict = listener.verdict()
      return verdict.is === 'winner' || (verdict.is === 'tie' && verdict.profiles.length < profiles.length)
    }),
  )
