/** Room that the program keeps on its disk, given up when a start finds no other: ratings go on where a disk is full. */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A start needs some 100 KiB; the rest is for a day's entries. */
const BYTES = 2 * 1024 * 1024

const reserveOf = (dir: string) => join(dir, 'reserve')

/** Sets the room aside while there is plenty. Where there is not, the space watch says so, and ratings come first. */
export const keepReserve = (dir: string, free: number | null): void => {
  const path = reserveOf(dir)
  const there = statSync(path, { throwIfNoEntry: false })?.size === BYTES
  if (there || free === null || free < 10 * BYTES) return
  try {
    writeFileSync(path, Buffer.alloc(BYTES), { mode: 0o600 })
  } catch {
    rmSync(path, { force: true })
  }
}

/** @returns whether there was anything to give up. */
export const giveUpReserve = (dir: string): boolean => {
  const path = reserveOf(dir)
  const there = existsSync(path)
  rmSync(path, { force: true })
  return there
}
