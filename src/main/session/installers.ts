/** The technician's and the IT password: made at the first run, kept as verifiers in roles.json. */
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import { checkPassword, makeVerifier, randomCode } from '../../keys/password.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

export const installerSchema = z.enum(['technician', 'it'])
export type Installer = z.infer<typeof installerSchema>

const verifiersSchema = z.strictObject({ technician: z.string(), it: z.string() })
type Passwords = Record<Installer, string>

export interface Installers {
  check(role: Installer, password: string): Promise<boolean>
  /** The passwords in clear, only in the run that made them and until they are written down. */
  firstPasswords(): Passwords | null
  writtenDown(): void
  /** Gives a role a new password. @returns it in clear, to be shown once. */
  reset(role: Installer): Promise<Result<string>>
}

const file = (dir: string) => join(dir, 'roles.json')

/** Checks a password against roles.json of `dir` without opening anything else. Folder without one: session/no-passwords. */
export const checkInstaller = async (
  dir: string,
  role: Installer,
  password: string,
): Promise<Result<boolean>> => {
  const read = readJsonFile(file(dir), verifiersSchema)
  if (!read.ok) return read
  if (!read.value) return fail('session/no-passwords', { path: dir })
  return ok(await checkPassword(password, read.value[role]))
}

/** First passwords that nobody has written down yet, by folder: they outlive a practice in between. */
export type Unseen = Map<string, Passwords>

/** Opens roles.json of `dir`; at the first run makes both passwords and keeps them in `unseen` until written down. */
export const openInstallers = async (
  dir: string,
  unseen: Unseen = new Map(),
): Promise<Result<Installers>> => {
  const path = file(dir)
  const read = readJsonFile(path, verifiersSchema)
  if (!read.ok) return read
  let verifiers = read.value
  if (!verifiers) {
    const first = { technician: randomCode(3), it: randomCode(3) }
    const [technician, it] = await Promise.all([makeVerifier(first.technician), makeVerifier(first.it)])
    verifiers = { technician, it }
    const written = writeJsonFile(path, verifiers)
    if (!written.ok) return written
    unseen.set(dir, first)
  }
  const known = { verifiers }
  return ok({
    check: (role, password) => checkPassword(password, known.verifiers[role]),
    firstPasswords: () => unseen.get(dir) ?? null,
    writtenDown: () => {
      unseen.delete(dir)
    },
    reset: async (role) => {
      const password = randomCode(3)
      const verifiers = { ...known.verifiers, [role]: await makeVerifier(password) }
      const written = writeJsonFile(path, verifiers)
      if (!written.ok) return written
      known.verifiers = verifiers
      return ok(password)
    },
  })
}
