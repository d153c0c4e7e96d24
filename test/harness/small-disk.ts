/** A real disk that is small, for what only a full one shows. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type SmallDisk = { dir: string; unmount(): void } | { why: string }

/** @param size as mount has it: `1m`. */
export const smallDisk = (size: string): SmallDisk => {
  const dir = mkdtempSync(join(tmpdir(), 'guiping-small-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir], { stdio: 'pipe' })
  } catch (error) {
    rmSync(dir, { recursive: true })
    return { why: String(error).split('\n')[0] ?? '' }
  }
  return {
    dir,
    unmount: () => {
      execFileSync('umount', [dir])
      rmSync(dir, { recursive: true })
    },
  }
}

/** For the name of a test that is skipped without such a disk. */
export const skipReason = (disk: SmallDisk): string =>
  'why' in disk ? ` — skipped, no small disk can be mounted here: ${disk.why}` : ''

const FILLER = 'filler'

/** Writes until not a byte goes in any more. @returns gives the room back. */
export const fillDisk = (dir: string): (() => void) => {
  for (let bytes = 1 << 20; bytes >= 1; )
    try {
      writeFileSync(join(dir, `${FILLER}${bytes}-${readdirSync(dir).length}`), Buffer.alloc(bytes))
    } catch (error) {
      if (!String(error).includes('ENOSPC')) throw error
      bytes >>= 1
    }
  return () => {
    for (const name of readdirSync(dir)) if (name.startsWith(FILLER)) unlinkSync(join(dir, name))
  }
}
