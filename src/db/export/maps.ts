/** Column maps: those that ship, and over them the site's own of the same name. */
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readJsonFile } from '../../files/json-file.ts'
import { type ExportMap, exportMapSchema } from '../../shared/export-map.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

/** @returns the maps of `folders` by name, the later folder over the earlier; data/config-invalid with the path of what is wrong. */
export const loadExportMaps = (folders: readonly string[]): Result<Map<string, ExportMap>> => {
  const maps = new Map<string, ExportMap>()
  for (const folder of folders) {
    if (!existsSync(folder)) continue
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
    for (const file of files.sort()) {
      const path = join(folder, file)
      const read = readJsonFile(path, exportMapSchema)
      if (!read.ok) return read
      if (!read.value) continue
      if (read.value.name !== basename(file, '.json'))
        return fail('data/config-invalid', { path, why: `name: ${read.value.name}` })
      maps.set(read.value.name, read.value)
    }
  }
  return ok(maps)
}
