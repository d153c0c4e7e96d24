/** `--profile`: a name that ships, or the path of a profile file. */
import { join } from 'node:path'
import { loadProfileFile, loadProfiles } from '../../device/profiles/load.ts'
import type { Profile } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { resources } from '../paths.ts'

/** What has a slash or ends in .json is a file; names have neither. */
const isPath = (text: string) => /[\\/]|\.json$/i.test(text)

export const findProfile = (text: string): Result<Profile> => {
  if (isPath(text)) return loadProfileFile(text)
  const profiles = loadProfiles([join(resources, 'profiles')])
  if (!profiles.ok) return profiles
  const profile = profiles.value.get(text)
  return profile
    ? ok(profile)
    : fail('profile/unknown', { profile: text, known: [...profiles.value.keys()].join(' ') })
}
