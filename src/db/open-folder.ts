/** The data folder: there, ours alone, and writable in fact. */
import { closeSync, fsyncSync, mkdirSync, openSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { patiently } from '../files/patiently.ts'
import { ok, type Result } from '../shared/result.ts'
import { fileFault } from './sqlite.ts'

const PROBE = 'x'.repeat(4096)

/**
 * Makes the folder (0700) and proves by a real write with fsync that it takes data: permission bits say nothing to root,
 * and a full or read-only disk has none.
 * @returns data/not-writable, data/disk-full or data/io.
 */
export const prepareFolder = (dir: string): Result<void> => {
  const probe = join(dir, `.probe-${process.pid}`)
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    const file = openSync(probe, 'w', 0o600)
    try {
      writeFileSync(file, PROBE)
      fsyncSync(file)
    } finally {
      closeSync(file)
      patiently(() => unlinkSync(probe))
    }
    return ok(undefined)
  } catch (error) {
    return { ok: false, error: fileFault(error, dir) }
  }
}
