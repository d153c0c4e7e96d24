/** A note beside a log that was found to be damaged while it was written: the next start goes on in a new one. */
import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import { syncFolder } from '../../files/sync-folder.ts'
import type { Result } from '../../shared/result.ts'

const noteSchema = z.strictObject({ why: z.string() })

const noteOf = (dir: string) => join(dir, 'log.damaged')

/** @returns data/disk-full or data/io when the note cannot be kept. */
export const noteDamage = (dir: string, why: string): Result<void> => writeJsonFile(noteOf(dir), { why })

/** @returns why the log is damaged; null: nobody said so. */
export const notedDamage = (dir: string): string | null => {
  if (!existsSync(noteOf(dir))) return null
  const note = readJsonFile(noteOf(dir), noteSchema)
  // A note that cannot be read is still one.
  return note.ok ? (note.value?.why ?? null) : 'note'
}

export const clearDamageNote = (dir: string): void => {
  const note = noteOf(dir)
  if (!existsSync(note)) return
  rmSync(note)
  syncFolder(dirname(note))
}
