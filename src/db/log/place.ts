/** Whether the files of an open log are still those that were opened: what is written to a deleted file, nobody sees again. */
import { statSync } from 'node:fs'

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

/** @param path of an open database that has been read: SQLite has made its -wal by then. */
export const placeOf = (path: string): Place => {
  const same = (file: string) => {
    const before = identityOf(file)
    return () => identityOf(file) === before
  }
  const [database, wal] = [same(path), same(`${path}-wal`)]
  return { stillThere: () => database() && wal(), moved: () => !database() }
}
