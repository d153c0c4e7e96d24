/** The key under which this counter hashes what must not be stored: keys.json of the data folder, made at the first start. */
import { createHmac, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Mac } from './reference.ts'

const KEY_BYTES = 32
const HASH_BYTES = 10
const LETTERS = 'abcdefghijklmnop'

const keysSchema = z.strictObject({
  /** base64url. */
  references: z.string().regex(/^[\w-]{43}$/),
})

/** @returns the keyed hash as twenty letters a–p. */
export const macWith =
  (key: Uint8Array): Mac =>
  (text) => {
    const hash = createHmac('sha256', key).update(`guiping-reference/1\n${text}`).digest()
    return [...hash.subarray(0, HASH_BYTES)]
      .map((byte) => `${LETTERS[byte >> 4]}${LETTERS[byte & 15]}`)
      .join('')
  }

/** Reads the key of `dir`, or makes it. A file that is there and wrong is a fault: another key would hash differently. */
export const openReferenceMac = (dir: string): Result<Mac> => {
  const path = join(dir, 'keys.json')
  const read = readJsonFile(path, keysSchema)
  if (!read.ok) return read
  if (read.value) return ok(macWith(Buffer.from(read.value.references, 'base64url')))
  const key = randomBytes(KEY_BYTES)
  const written = writeJsonFile(path, { references: key.toString('base64url') })
  return written.ok ? ok(macWith(key)) : written
}
