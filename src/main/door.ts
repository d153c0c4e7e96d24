/** door.json in the data folder tells the command line where the running program listens and with which token. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../files/json-file.ts'
import { fail, ok, type Result } from '../shared/result.ts'

const doorSchema = z.strictObject({ url: z.string(), token: z.string() })
export type Door = z.infer<typeof doorSchema>

const file = (dir: string) => join(dir, 'door.json')

/** Writes door.json (0600). */
export const writeDoor = (dir: string, { url, token }: Door): Result<{ remove(): void }> => {
  const written = writeJsonFile(file(dir), { url, token })
  return written.ok ? ok({ remove: () => rmSync(file(dir), { force: true }) }) : written
}

/** @returns the running program's door, or host/not-running. */
export const readDoor = (dir: string): Result<Door> => {
  const read = readJsonFile(file(dir), doorSchema)
  if (!read.ok) return read
  return read.value ? ok(read.value) : fail('host/not-running')
}
