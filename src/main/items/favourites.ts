/** Each clerk's favourite items: favourites.json in the data folder, by staff number. */
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import { staffNumberSchema } from '../../shared/people.ts'
import { ok, type Result } from '../../shared/result.ts'

const favouritesSchema = z.record(staffNumberSchema, z.array(z.string().max(64)))

export interface Favourites {
  /** Codes in the order in which they were chosen; none where the file cannot be read. */
  of(staff: string): readonly string[]
  /** A file that is there and wrong is a fault and never written over. */
  set(staff: string, code: string, on: boolean): Result<void>
}

export const openFavourites = (dir: string): Favourites => {
  const path = join(dir, 'favourites.json')
  // A wrong file must not keep the counter closed: it is said when somebody changes a favourite.
  let now = readJsonFile(path, favouritesSchema)
  const all = () => new Map(Object.entries((now.ok && now.value) || {}))
  return {
    of: (staff) => all().get(staff) ?? [],
    set: (staff, code, on) => {
      if (!now.ok) now = readJsonFile(path, favouritesSchema)
      if (!now.ok) return now
      const others = (all().get(staff) ?? []).filter((other) => other !== code)
      const next = Object.fromEntries(all().set(staff, on ? [...others, code] : others))
      const written = writeJsonFile(path, next)
      if (written.ok) now = ok(next)
      return written
    },
  }
}
