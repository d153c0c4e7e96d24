/** The hall's Ed25519 pair: hall-keys.json of the data folder, mode 0600. Counters pin its public half. */
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../files/json-file.ts'
import { checkRequest, type KeyPair, makeKeyPair, signRequest } from '../keys/request.ts'
import { fail, ok, type Result } from '../shared/result.ts'

const pairSchema = z.strictObject({ publicKey: z.string(), privateKey: z.string() })

/** Whether both halves belong together: a pair that signs what nobody can check would stop every counter. */
const belongTogether = (pair: KeyPair): boolean => {
  const probe = { method: '', path: '', time: 0, from: '', prev: '', body: Buffer.alloc(0) }
  try {
    return checkRequest(probe, pair.publicKey, signRequest(probe, pair.privateKey))
  } catch {
    return false
  }
}

const writePair = (path: string): Result<KeyPair> => {
  const pair = makeKeyPair()
  const written = writeJsonFile(path, pair)
  return written.ok ? ok(pair) : written
}

/**
 * Reads the pair, or makes it where none was ever used.
 * @param pinned the public key that this hall's counters know, null before the first run. A lost or exchanged file
 * is data/config-invalid and never silently replaced: every counter would take the hall for a stranger.
 */
export const openKeys = (dir: string, pinned: string | null): Result<KeyPair> => {
  const path = join(dir, 'hall-keys.json')
  const found = readJsonFile(path, pairSchema)
  if (!found.ok) return found
  if (found.value && !belongTogether(found.value))
    return fail('data/config-invalid', { path, why: 'Ed25519' })
  if (pinned === null) return found.value ? ok(found.value) : writePair(path)
  if (found.value?.publicKey === pinned) return ok(found.value)
  return fail('data/config-invalid', { path, why: found.value ? 'publicKey' : 'ENOENT' })
}
