import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The checkout, or the packaged program's archive: both hold out/. */
const root = join(import.meta.dirname, '..', '..')
const inside = join(root, 'resources')

/** The built pages. */
export const pages = join(root, 'out', 'renderer')
/** Profiles and sample lists: packaged, they stand beside the archive. */
export const resources = existsSync(inside) ? inside : join(root, '..', 'resources')
