import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readHotkeyFiles } from '../../src/main/hotkeys/files.ts'
import type { Rules } from '../../src/shared/hotkeys/rules.ts'
import { tempDir } from './temp-dir.ts'

const resources = join(import.meta.dirname, '..', '..', 'resources')

/** The files that ship, with the data folder `dir`; by default one that is not there. */
export const hotkeyFiles = (dir = join(resources, 'no-data-folder')) => readHotkeyFiles({ resources, dir })

/** The rules that ship. */
export const shippedRules = (): Rules => {
  const { rules, fault } = hotkeyFiles()
  if (!rules) throw new Error(JSON.stringify(fault))
  return rules
}

/** A data folder with hotkeys/ and hotkeys/pos/. */
export const hotkeyFolder = (): { dir: string; site: string; pos: string } => {
  const dir = tempDir()
  const pos = join(dir, 'hotkeys', 'pos')
  mkdirSync(pos, { recursive: true })
  return { dir, site: join(dir, 'hotkeys', 'site.json'), pos }
}
