/** Small JSON files of a data folder: checked when read, replaced as a whole and with fsync when written. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { firstIssue } from '../shared/entries.ts'
import { fail, ok, type Result } from '../shared/result.ts'
import { patiently } from './patiently.ts'
import { syncFolder } from './sync-folder.ts'

const why = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'error')

/** @returns the checked value, null where there is no file, data/config-invalid or data/io otherwise. */
export const readJsonFile = <T>(path: string, schema: z.ZodType<T>): Result<T | null> => {
  let text: string
  try {
    text = patiently(() => readFileSync(path, 'utf8'))
  } catch (error) {
    return why(error) === 'ENOENT' ? ok(null) : fail('data/io', { path, why: why(error) })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return fail('data/config-invalid', { path, why: 'JSON' })
  }
  const checked = schema.safeParse(value)
  return checked.success
    ? ok(checked.data)
    : fail('data/config-invalid', { path, why: firstIssue(checked.error) })
}

export const writeJsonFile = (path: string, value: unknown): Result<void> =>
  writeTextFile(path, `${JSON.stringify(value, null, 2)}\n`)

/** Writes beside the file, syncs, renames over it, syncs the folder: after a power cut it is the old or the new one. Mode 0600. */
export const writeTextFile = (path: string, text: string): Result<void> => {
  try {
    const beside = `${path}.new`
    const file = openSync(beside, 'w', 0o600)
    try {
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    patiently(() => renameSync(beside, path))
    syncFolder(dirname(path))
    return ok(undefined)
  } catch (error) {
    return why(error) === 'ENOSPC'
      ? fail('data/disk-full', { path })
      : fail('data/io', { path, why: why(error) })
  }
}
