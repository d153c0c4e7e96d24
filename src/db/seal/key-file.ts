/**
 * The file of the seal key: seal.json, mode 0600, a list of two places of a block each. A successor is written into the
 * place that is empty, and then the old key is overwritten where it stood: a file made anew would leave the old key's bytes
 * in blocks that nobody overwrites. After a power cut there is the old key, both, or the new one.
 */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeTextFile } from '../../files/json-file.ts'
import { patiently } from '../../files/patiently.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { sealKeySchema } from '../../shared/seal.ts'
import { fileFault } from '../sqlite.ts'

export const sealedSchema = z.strictObject({
  logId: z.string(),
  /** The place of the seal itself. */
  seq: z.number().int(),
  hash: z.string(),
  /** ms UTC. */
  at: z.number(),
})
export type Sealed = z.infer<typeof sealedSchema>

const fileSchema = z.strictObject({
  key: sealKeySchema,
  /** The last seal made; null: none yet. */
  last: sealedSchema.nullable(),
})
export type SealFile = z.infer<typeof fileSchema>

/** Bytes of a place. No disk writes more than this at once, so what a power cut tears is one place. */
const PLACE = 4096
const SIZE = 2 * PLACE
const PLACES = [
  { begin: '[', end: ',\n' },
  { begin: ' ', end: ']\n' },
] as const

export const sealPath = (dir: string): string => join(dir, 'seal.json')

const placeText = (index: 0 | 1, value: SealFile | null): string => {
  const { begin, end } = PLACES[index]
  return `${begin}${JSON.stringify(value)}`.padEnd(PLACE - end.length) + end
}

/** @returns what stands in each place; null for an empty one and for one that was torn. */
const placesOf = (text: string): (SealFile | null)[] =>
  PLACES.map(({ begin, end }, index) => {
    const place = text.slice(index * PLACE + begin.length, (index + 1) * PLACE - end.length)
    try {
      return fileSchema.parse(JSON.parse(place))
    } catch {
      return null
    }
  })

const newest = ([first, second]: (SealFile | null)[]): 0 | 1 =>
  (second?.key.epoch ?? 0) > (first?.key.epoch ?? 0) ? 1 : 0

/** @returns the folder's key file; null where there is none yet; data/config-invalid, data/io. For those who only look. */
export const readSealFile = (dir: string): Result<SealFile | null> => {
  const path = sealPath(dir)
  let text: string
  try {
    text = patiently(() => readFileSync(path, 'latin1'))
  } catch (error) {
    const fault = fileFault(error, path)
    return fault.params?.['why'] === 'ENOENT' ? ok(null) : fail('data/io', { path, ...fault.params })
  }
  // Before it had places, the file held the key alone.
  if (text.length !== SIZE) return readJsonFile(path, fileSchema)
  const places = placesOf(text)
  const found = places[newest(places)]
  return found ? ok(found) : fail('data/config-invalid', { path, why: 'key' })
}

/** Begins the file anew, whatever is in its place. */
export const writeSealFile = (dir: string, value: SealFile): Result<void> =>
  writeTextFile(sealPath(dir), placeText(0, value) + placeText(1, null))

const put = (file: number, index: 0 | 1, value: SealFile | null) => {
  const bytes = Buffer.from(placeText(index, value), 'latin1')
  for (let done = 0; done < PLACE; ) done += writeSync(file, bytes, done, PLACE - done, index * PLACE + done)
  fsyncSync(file)
}

/** Puts `next` in the place of the key that stands: when it returns well, that one is overwritten and on the disk. */
export const succeedSealFile = (dir: string, next: SealFile): Result<void> => {
  const path = sealPath(dir)
  try {
    const file = patiently(() => openSync(path, 'r+'))
    try {
      const text = readFileSync(file, 'latin1')
      if (text.length === SIZE) {
        const old = newest(placesOf(text))
        put(file, old === 0 ? 1 : 0, next)
        put(file, old, null)
        return ok(undefined)
      }
    } finally {
      closeSync(file)
    }
    return writeSealFile(dir, next)
  } catch (error) {
    const fault = fileFault(error, path)
    return fault.params?.['why'] === 'ENOENT' ? writeSealFile(dir, next) : { ok: false, error: fault }
  }
}
