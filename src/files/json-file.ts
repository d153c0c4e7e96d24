/** Small JSON files of a data folder: checked when read, replaced as a whole and with fsync when written. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
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

/** What could not be written to its end takes no room on a disk that is full; where it cannot go now, the next write goes over it. */
const drop = (file: string): void => {
  try {
    rmSync(file, { force: true })
  } catch {}
}

/** Writes beside the file, syncs, renames over it, syncs the folder: after a power cut it is the old or the new one. Mode 0600. */
export const writeTextFile = (path: string, text: string): Result<void> => {
  const beside = `${path}.new`
  try {
    const file = openSync(beside, 'w', 0o600)
    try {
      // All of it: a disk that is nearly full takes a part and says so only by the count.
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    patiently(() => renameSync(beside, path))
    syncFolder(dirname(path))
    return ok(undefined)
  } catch (error) {
    drop(beside)
    return why(error) === 'ENOSPC'
      ? fail('data/disk-full', { path })
      : fail('data/io', { path, why: why(error) })
  }
}
