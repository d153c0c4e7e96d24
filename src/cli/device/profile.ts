/** `--profile`: a name that ships, one of the data folder's own, or the path of a profile file. */
import { join } from 'node:path'
import { loadProfileFile, loadProfiles } from '../../device/profiles/load.ts'
import type { Profile } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { resources } from '../paths.ts'

/** What has a slash or ends in .json is a file; names have neither. */
const isPath = (text: string) => /[\\/]|\.json$/i.test(text)

/** The folders of profiles as the program reads them; with `data` those of the site stand over those that ship. */
export const profileFolders = (data: string | undefined): string[] =>
  (data === undefined ? [resources] : [resources, data]).map((dir) => join(dir, 'profiles'))

/** `data`: the data folder, if one was named. */
export const findProfile = (text: string, data?: string): Result<Profile> => {
  if (isPath(text)) return loadProfileFile(text)
  const profiles = loadProfiles(profileFolders(data))
  if (!profiles.ok) return profiles
  const profile = profiles.value.get(text)
  return profile
    ? ok(profile)
    : fail('profile/unknown', { profile: text, known: [...profiles.value.keys()].join(' ') })
}
