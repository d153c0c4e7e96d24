/** Learns a keypad from presses: frames, check and keys, proposed as a profile that has decoded every press. */
import type { Profile } from '../../shared/profile.ts'
import { ok, type Result } from '../../shared/result.ts'
import { looksLikeSevenBits } from './line.ts'
import { type ProfileNames, proposeProfile } from './propose.ts'
import { cleanFrames, type Sample } from './samples.ts'
import { type Doubt, solve } from './solve.ts'
import { type Columns, columnsOf } from './table.ts'
import { type Verified, verify } from './verify.ts'

export interface Learnt extends Verified {
  /** Valid by the schema, and replayed: every press gave its level. */
  profile: Profile
  /** What the captures cannot prove; to be read by a person before the profile counts. */
  uncertain: Doubt[]
  columns: Columns
}

/**
 * Learns from presses, one sample per key. Faults: those of cleanFrames, solve and proposeProfile, and learn/replay:
 * what it found does not decode every press, so there is nothing that may be saved.
 */
export const learn = (samples: readonly Sample[], names: ProfileNames): Result<Learnt> => {
  const frames = cleanFrames(samples)
  if (!frames.ok) return frames
  const solved = solve(
    frames.value,
    samples.map(({ bursts }) => bursts.length),
  )
  if (!solved.ok) return solved
  const { layout } = solved.value
  const doubts: Doubt[] = [
    ...solved.value.doubts,
    ...(names.serial && layout.check === null ? (['line'] as const) : []),
    ...(names.serial && looksLikeSevenBits(samples, names.line) ? (['seven-bits'] as const) : []),
  ]
  const profile = proposeProfile(frames.value, layout, names)
  if (!profile.ok) return profile
  const shortest = Math.min(...frames.value.map(({ bytes }) => bytes.length))
  const verified = verify(profile.value, samples, shortest)
  if (!verified.ok) return verified
  return ok({
    ...verified.value,
    profile: profile.value,
    uncertain: doubts,
    columns: columnsOf(frames.value, layout),
  })
}
