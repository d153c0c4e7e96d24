/** The key with which this counter signs: the one that its hall knows, else one of its own in offer-keys.json (0600). */
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import { type KeyPair, makeKeyPair, signText, verifyText } from '../../keys/request.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Enrolment } from '../../sync/enrol.ts'

const pairSchema = z.strictObject({ publicKey: z.string().max(200), privateKey: z.string().max(300) })

const PROBE = Buffer.from('guiping-probe/1')

const belongTogether = ({ publicKey, privateKey }: KeyPair): boolean => {
  try {
    return verifyText(PROBE, publicKey, signText(PROBE, privateKey))
  } catch {
    return false
  }
}

/** @returns data/config-invalid for a file that is there and holds no pair: it is never silently replaced. */
export const counterKeys = (dir: string, enrolment: Enrolment | null): Result<KeyPair> => {
  if (enrolment) return ok({ publicKey: enrolment.publicKey, privateKey: enrolment.privateKey })
  const path = join(dir, 'offer-keys.json')
  const read = readJsonFile(path, pairSchema)
  if (!read.ok) return read
  if (read.value && !belongTogether(read.value)) return fail('data/config-invalid', { path, why: 'Ed25519' })
  if (read.value) return ok(read.value)
  const made = makeKeyPair()
  const written = writeJsonFile(path, made)
  return written.ok ? ok(made) : written
}
