/** The site's own profile files: DATA/profiles/NAME.json, in the same form as those that ship. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Profile } from '../shared/profile.ts'
import { fail, ok, type Result } from '../shared/result.ts'

/** Writes a new file, never over one that is there. Faults: learn/name-taken, capture/unwritable. */
export const writeSiteProfile = async (dir: string, profile: Profile): Promise<Result<void>> => {
  const file = join(dir, `${profile.name}.json`)
  // A folder that cannot be made shows itself at the writing.
  await mkdir(dir, { recursive: true, mode: 0o700 }).catch(() => {})
  try {
    await writeFile(file, `${JSON.stringify(profile, null, 2)}\n`, { flag: 'wx', mode: 0o600, flush: true })
    return ok(undefined)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (why === 'EEXIST') return fail('learn/name-taken', { name: profile.name })
    // Half a profile would be refused at the next look, with all the others of the site.
    await rm(file, { force: true }).catch(() => {})
    return fail('capture/unwritable', { file, why })
  }
}
