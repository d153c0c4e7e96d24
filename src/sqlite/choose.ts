/**
 * Which driver this machine can run, found out once per process. better-sqlite3's binary is tried in a child process
 * first: one that does not fit the machine may end the process instead of throwing.
 */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fail, ok, type Result } from '../shared/result.ts'
import { betterSqlite } from './better-sqlite.ts'
import { nodeSqlite } from './node-sqlite.ts'
import type { Driver } from './port.ts'

/** better-sqlite3 13 and a `node:sqlite` with all that is used here came with this Node-API. */
const NODE_API = 10
/** ms; a sound binary is loaded in a tenth of a second. */
const PROBE_LIMIT = 10_000

/** Loads better-sqlite3 and uses it, in a process of its own. @returns whether that process came to a good end. */
export const probeBetterSqlite = (
  library = createRequire(import.meta.url).resolve('better-sqlite3'),
): boolean => {
  const program = `new (require(process.argv[1]))(':memory:').prepare('select 1').get()`
  const child = spawnSync(process.execPath, ['-e', program, library], {
    stdio: 'ignore',
    timeout: PROBE_LIMIT,
    // Electron's own binary is a Node only when told so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  return child.status === 0
}

/** @returns better-sqlite3 where its binary works, else `node:sqlite`; host/node-too-old before anything native is touched. */
export const chooseDriver = (
  versions: { napi?: string; node: string } = process.versions,
  probe: () => boolean = probeBetterSqlite,
): Result<Driver> => {
  if (!(Number(versions.napi) >= NODE_API)) return fail('host/node-too-old', { found: versions.node })
  return ok(probe() ? betterSqlite() : nodeSqlite())
}

let chosen: Driver | null = null

/** `GUIPING_SQLITE` takes a driver without asking: for support and tests, and for threads of a process that has chosen. */
const TAKEN: Readonly<Record<string, boolean>> = { node: false, better: true }

/** @returns the driver of this process. */
export const loadSqlite = (): Result<Driver> => {
  if (chosen) return ok(chosen)
  const taken = TAKEN[process.env['GUIPING_SQLITE'] ?? '']
  const driver = taken === undefined ? chooseDriver() : chooseDriver(process.versions, () => taken)
  if (driver.ok) chosen = driver.value
  return driver
}
