/**
 * Passwords that clerks chose at this PC: passwords.json in the data folder, as verifiers. They stand in no log, backup
 * or export, and the hall never sees them. One holds for as long as the hall's own verifier stays the one it replaced:
 * a password that the hall resets wins.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import { makeVerifier } from '../../keys/password.ts'
import type { Staff } from '../../shared/people.ts'
import { ok, type Result } from '../../shared/result.ts'

const chosenSchema = z.record(
  z.string(),
  z.strictObject({
    verifier: z.string().max(512),
    /** SHA-256 of the hall's verifier that it replaced. */
    replaces: z.string(),
  }),
)

export interface Passwords {
  /** `staff` with the verifier that counts at this PC, and whether it is still a first one. */
  of(staff: Staff): Staff
  choose(staff: Staff, password: string): Promise<Result<void>>
}

const digest = (verifier: string) => createHash('sha256').update(verifier).digest('hex')

/** A file that is there and wrong is a fault: falling back to first passwords would let others in. */
export const openPasswords = (dir: string): Result<Passwords> => {
  const path = join(dir, 'passwords.json')
  const read = readJsonFile(path, chosenSchema)
  if (!read.ok) return read
  let chosen = new Map(Object.entries(read.value ?? {}))
  return ok({
    of: (staff) => {
      const own = chosen.get(staff.number)
      return own && own.replaces === digest(staff.verifier)
        ? { ...staff, verifier: own.verifier, first: false }
        : staff
    },
    choose: async (staff, password) => {
      const own = { verifier: await makeVerifier(password), replaces: digest(staff.verifier) }
      const next = new Map(chosen).set(staff.number, own)
      const written = writeJsonFile(path, Object.fromEntries(next))
      if (written.ok) chosen = next
      return written
    },
  })
}
