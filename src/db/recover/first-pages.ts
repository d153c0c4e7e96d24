/**
 * Makes a log readable whose first pages are gone: without them SQLite finds no table in the file. A fresh log of the same
 * format has the same ones, and what is then read is believed entry by entry, by its own hash. Done on a copy: what is in
 * quarantine stays.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Driver } from '../../sqlite/port.ts'
import { migrate } from '../migrations/migrate.ts'

/** Ours, and SQLite's own, which logs of earlier programs have. */
export const PAGE_SIZES = [2048, 4096] as const

/** The database's size in pages; 0: as the file is. Source: https://sqlite.org/fileformat2.html, "In-header database size". */
const SIZE_AT = 28
/** How a page of a table or an index begins. Source: the same, "B-tree Pages". */
const PAGE_TYPES: readonly number[] = [2, 5, 10, 13]

/** The pages of a log in which nothing stands yet: its schema, and where each table begins. */
const freshPages = (sqlite: Driver, path: string, bytes: number): Buffer[] => {
  const db = sqlite.open(path)
  try {
    db.pragma(`page_size = ${bytes}`)
    db.pragma('journal_mode = wal')
    migrate(db)
  } finally {
    db.close()
  }
  const all = readFileSync(path).fill(0, SIZE_AT, SIZE_AT + 4)
  return Array.from({ length: all.length / bytes }, (_, n) => all.subarray(n * bytes, (n + 1) * bytes))
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

/**
 * Copies database and -wal of `path` into the folder `to`, which is made anew, and gives the copy a first page, and the few
 * after it where it has none.
 * @returns the copy's path. Throws what the file system throws.
 */
export const withFirstPages = (sqlite: Driver, path: string, to: string, pageBytes: number): string => {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { mode: 0o700 })
  const fresh = freshPages(sqlite, join(to, 'fresh.db'), pageBytes)
  const copy = join(to, 'log.db')
  for (const part of ['', '-wal'])
    if (isFile(`${path}${part}`)) copyFileSync(`${path}${part}`, `${copy}${part}`, constants.COPYFILE_FICLONE)
  const file = openSync(copy, existsSync(copy) ? 'r+' : 'w+')
  try {
    for (const [n, page] of fresh.entries()) {
      const type = Buffer.alloc(1)
      readSync(file, type, 0, 1, n * pageBytes)
      if (n === 0 || !PAGE_TYPES.includes(type[0] ?? 0)) writeSync(file, page, 0, page.length, n * pageBytes)
    }
  } finally {
    closeSync(file)
  }
  return copy
}
