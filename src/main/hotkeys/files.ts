/** The files about hotkeys: what ships in resources/hotkeys, and the site's own in the data folder's hotkeys. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { firstIssue } from '../../shared/entries.ts'
import { type Layer, layerSchema, NO_LAYER } from '../../shared/hotkeys/layer.ts'
import {
  layoutFileSchema,
  posFileSchema,
  type Reserved,
  type Rules,
  readLayout,
  readPos,
  readReserved,
  reservedFileSchema,
} from '../../shared/hotkeys/rules.ts'
import { type Fault, fail, ok, type Result } from '../../shared/result.ts'

/** A file is a few kilobytes; what is much larger is something else. */
const MAX_FILE = 64 * 1024

export interface HotkeyFiles {
  /** null: what ships or the site's profile cannot be read, so no key can be said to be safe. */
  rules: Rules | null
  site: Layer
  /** The first file that is wrong, or null. */
  fault: Fault | null
}

const why = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no UTF-8 text'

const readFile = <T>(file: string, schema: z.ZodType<T>): Result<T> => {
  const wrong = (what: string) => fail('hotkeys/file', { file, why: what })
  let text: string
  try {
    if (statSync(file).size > MAX_FILE) return wrong(`larger than ${MAX_FILE} bytes`)
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    return wrong(why(error))
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return wrong('JSON')
  }
  const checked = schema.safeParse(value)
  return checked.success ? ok(checked.data) : wrong(firstIssue(checked.error))
}

/** The files of a folder by name, `10-…` first. A folder that is not there holds none. */
const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** Reads every file of a folder; those that are wrong are left out, and the first of them is the fault. */
const readAll = <T extends { name: string }>(folder: string, schema: z.ZodType<T>) => {
  const values = new Map<string, T>()
  let fault: Fault | null = null
  for (const file of filesIn(folder)) {
    const read = readFile(file, schema)
    const twice = read.ok && values.has(read.value.name)
    if (read.ok && !twice) values.set(read.value.name, read.value)
    else
      fault ??= read.ok
        ? { code: 'hotkeys/file', params: { file: basename(file), why: `name: ${read.value.name} twice` } }
        : read.error
  }
  return { values, fault }
}

const readSite = (dir: string): Result<Layer> => {
  const file = join(dir, 'hotkeys', 'site.json')
  const there = statSync(file, { throwIfNoEntry: false })
  return there ? readFile(file, layerSchema) : ok(NO_LAYER)
}

const mapped = <A, B>(values: ReadonlyMap<string, A>, read: (value: A) => B) =>
  new Map([...values].map(([name, value]) => [name, read(value)]))

/**
 * Reads all of it. A card terminal's profile of the site that is wrong is left out and said. Where the site's own
 * profile or something that ships is wrong, there are no rules: a key that might be somebody else's is not registered.
 */
export const readHotkeyFiles = ({ resources, dir }: { resources: string; dir: string }): HotkeyFiles => {
  const shipped = join(resources, 'hotkeys')
  const reserved = readAll(join(shipped, 'reserved'), reservedFileSchema)
  const layouts = readAll(join(shipped, 'layouts'), layoutFileSchema)
  const pos = readAll(join(shipped, 'pos'), posFileSchema)
  const own = readAll(join(dir, 'hotkeys', 'pos'), posFileSchema)
  const site = readSite(dir)
  const entries: Reserved[] = [...reserved.values.values()].flatMap(readReserved)
  const shippedFault = reserved.fault ?? layouts.fault ?? pos.fault
  const fault =
    shippedFault ??
    (entries.length === 0
      ? { code: 'hotkeys/file' as const, params: { file: join(shipped, 'reserved'), why: 'ENOENT' } }
      : null) ??
    (site.ok ? null : site.error)
  const rules = {
    reserved: entries,
    pos: mapped(new Map([...pos.values, ...own.values]), readPos),
    layouts: mapped(layouts.values, readLayout),
  }
  return { rules: fault ? null : rules, site: site.ok ? site.value : NO_LAYER, fault: fault ?? own.fault }
}
