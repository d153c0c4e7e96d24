/** What a site filled in at its last export: DATA/export/fill.json is kept out of the column maps' own folder names. */
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import type { Fill } from '../../shared/export-map.ts'
import type { Result } from '../../shared/result.ts'

const schema = z.strictObject({ department: z.string(), region: z.string() })

const path = (dir: string) => join(dir, 'export-fill.json')

/** Nothing where there is none or it is wrong: it only spares typing. */
export const lastFill = (dir: string): Record<Fill, string> => {
  const read = readJsonFile(path(dir), schema)
  return (read.ok ? read.value : null) ?? { department: '', region: '' }
}

export const keepFill = (dir: string, fill: Record<Fill, string>): Result<void> =>
  writeJsonFile(path(dir), fill)
