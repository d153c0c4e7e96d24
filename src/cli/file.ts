import { readFileSync } from 'node:fs'
import { fail, ok, type Result } from '../shared/result.ts'

/** @returns a file's bytes, or cli/file with the system's own code. */
export const readBytes = (file: string): Result<Buffer> => {
  try {
    return ok(readFileSync(file))
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    return fail('cli/file', { file, why })
  }
}
