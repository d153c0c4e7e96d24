/** The hall's Ed25519 pair: hall-keys.json of the data folder, mode 0600. Counters pin its public half. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { checkRequest, type KeyPair, makeKeyPair, signRequest } from '../keys/request.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import { storageFault } from './store/open.ts'

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

const read = (path: string): Result<KeyPair | null> => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(null)
    return { ok: false, error: storageFault(error, path) }
  }
  try {
    const pair = pairSchema.safeParse(JSON.parse(text))
    if (pair.success && belongTogether(pair.data)) return ok(pair.data)
  } catch {
    return fail('data/config-invalid', { path, why: 'JSON' })
  }
  return fail('data/config-invalid', { path, why: 'Ed25519' })
}

const write = (path: string, pair: KeyPair): Result<KeyPair> => {
  try {
    const beside = `${path}.new`
    const file = openSync(beside, 'w', 0o600)
    try {
      writeSync(file, `${JSON.stringify(pair, null, 2)}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(beside, path)
    return ok(pair)
  } catch (error) {
    return { ok: false, error: storageFault(error, path) }
  }
}

/**
 * Reads the pair, or makes it where none was ever used.
 * @param pinned the public key that this hall's counters know, null before the first run. A lost or exchanged file
 * is data/config-invalid and never silently replaced: every counter would take the hall for a stranger.
 */
export const openKeys = (dir: string, pinned: string | null): Result<KeyPair> => {
  const path = join(dir, 'hall-keys.json')
  const found = read(path)
  if (!found.ok) return found
  if (pinned === null) return found.value ? ok(found.value) : write(path, makeKeyPair())
  if (found.value?.publicKey === pinned) return ok(found.value)
  return fail('data/config-invalid', { path, why: found.value ? 'publicKey' : 'ENOENT' })
}
