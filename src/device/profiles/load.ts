/** Keypad profiles from files: what ships and what a site adds. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Profile, profileSchema } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { normalizeProfile, profileProblem } from './check.ts'

/** A profile is some hundred bytes; what is much larger is something else. */
const MAX_FILE = 64 * 1024

const reasonOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

const readText = (path: string): Result<string> => {
  const invalid = (why: string) => fail('profile/invalid', { file: path, why })
  try {
    const stat = statSync(path)
    if (!stat.isFile()) return invalid('not a file')
    if (stat.size > MAX_FILE) return invalid(`larger than ${MAX_FILE} bytes`)
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)))
  } catch (error) {
    return invalid(error instanceof TypeError ? 'not UTF-8 text' : `cannot be read, ${reasonOf(error)}`)
  }
}

/**
 * Reads one profile file.
 * @returns the profile with its keys in the codec's spelling, or profile/invalid with the path of what is wrong.
 */
export const loadProfileFile = (path: string): Result<Profile> => {
  const text = readText(path)
  if (!text.ok) return text
  const invalid = (why: string) => fail('profile/invalid', { file: path, why })
  let json: unknown
  try {
    json = JSON.parse(text.value)
  } catch (error) {
    return invalid(`not JSON, ${error instanceof Error ? error.message : error}`)
  }
  const parsed = profileSchema.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return invalid(`${issue?.path.join('.') || 'the whole file'}: ${issue?.message ?? 'invalid'}`)
  }
  const problem = profileProblem(parsed.data)
  return problem ? invalid(problem) : ok(normalizeProfile(parsed.data))
}

/**
 * Reads every `*.json` of the folders; a later folder replaces a profile of the same name (a site may change the
 * maps). A folder that does not exist holds no profiles; the first file that is wrong stops with its fault.
 */
export const loadProfiles = (dirs: string[]): Result<Map<string, Profile>> => {
  const profiles = new Map<string, Profile>()
  for (const dir of dirs) {
    const seen = new Map<string, string>()
    const files = filesOf(dir)
    if (!files.ok) return files
    for (const file of files.value) {
      const profile = loadProfileFile(file)
      if (!profile.ok) return profile
      const { name } = profile.value
      const other = seen.get(name)
      if (other)
        return fail('profile/invalid', { file, why: `name: ${name} stands in ${basename(other)} too` })
      seen.set(name, file)
      profiles.set(name, profile.value)
    }
  }
  return ok(profiles)
}

const filesOf = (dir: string): Result<string[]> => {
  try {
    return ok(
      readdirSync(dir)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(dir, name)),
    )
  } catch (error) {
    if (reasonOf(error) === 'ENOENT') return ok([])
    return fail('profile/invalid', { file: dir, why: `cannot be read, ${reasonOf(error)}` })
  }
}
