/** Whether the files of an open log are still those that were opened: what is written to a deleted file, nobody sees again. */
import { fstatSync, readdirSync, readlinkSync, statSync } from 'node:fs'

/** Which file a path names; null when none. */
const identityOf = (path: string): string | null => {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat ? `${stat.dev}/${stat.ino}` : null
}

export interface Place {
  /** Both the database and its -wal are where they were. */
  stillThere(): boolean
  /** The database itself is not: a -wal that is gone alone SQLite writes home when it closes. */
  moved(): boolean
}

/** Under Linux, the names of the files that this process has open. */
const OPEN_FILES = '/proc/self/fd'

const open = (handle: string): { identity: string; name: string } | null => {
  try {
    const { dev, ino } = fstatSync(Number(handle), { bigint: true })
    return { identity: `${dev}/${ino}`, name: readlinkSync(`${OPEN_FILES}/${handle}`) }
  } catch {
    return null
  }
}

/**
 * Under Linux, whether an open file still has its name, asked without touching the file: since Linux 6.13 a question about
 * its times makes the next write stamp it anew, which an fsync has to write as well (docs/decisions/032-cost-of-an-entry.md).
 * @returns false also where that cannot be told.
 */
const keptName = (identity: string | null): (() => boolean) => {
  try {
    const handle = readdirSync(OPEN_FILES).find((one) => open(one)?.identity === identity)
    const name = handle && open(handle)?.name
    return () => {
      try {
        return name !== undefined && readlinkSync(`${OPEN_FILES}/${handle}`) === name
      } catch {
        return false
      }
    }
  } catch {
    return () => false
  }
}

/** @param path of an open database that has been read: SQLite has made its -wal by then. */
export const placeOf = (path: string): Place => {
  const same = (file: string) => {
    const before = identityOf(file)
    const kept = keptName(before)
    return () => kept() || identityOf(file) === before
  }
  const [database, wal] = [same(path), same(`${path}-wal`)]
  return { stillThere: () => database() && wal(), moved: () => !database() }
}
