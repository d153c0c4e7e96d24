/** Whether a log of ours lived in a folder: then what stands in its place is its damage, whatever it looks like. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What only an open log of ours leaves beside it. */
const TRACES = ['seal.json', 'seal.json.unreadable', 'side.log', 'log.damaged', 'quarantine']

/** @param dir a data folder. A folder of backups or somebody else's has none of the traces. */
export const livedHere = (dir: string): boolean => TRACES.some((name) => existsSync(join(dir, name)))
