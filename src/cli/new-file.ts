import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { writeJsonFile } from '../files/json-file.ts'
import { fail, type Result } from '../shared/result.ts'

/** Writes a new JSON file, 0600. data/exists where one is there. */
export const writeNewJson = (file: string, value: unknown): Result<void> => {
  const path = resolve(file)
  return existsSync(path) ? fail('data/exists', { path }) : writeJsonFile(path, value)
}
