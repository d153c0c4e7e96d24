/** The log as hall IT browses it: lists by filter, a matter's story, sums of days. Reads log.db, keeps browse.db. */
import { closeSync, existsSync, openSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type {
  DaySum,
  EntryLine,
  Facets,
  Indexed,
  ListPage,
  ListQuery,
  MatterLine,
} from '../../shared/log-view.ts'
import { reasonText, type SiteReason, SYSTEM_REASONS } from '../../shared/people.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { loadSqlite } from '../../sqlite/choose.ts'
import type { Db } from '../../sqlite/port.ts'
import { inspect } from '../log/header.ts'
import { formatOf, KNOWN_VERSION } from '../migrations/migrate.ts'
import { fileFault, guarded, openDatabase } from '../sqlite.ts'
import { daysOf, facetsOf } from './days.ts'
import { createIndexer, type Indexer } from './indexer.ts'
import { keysOf } from './keys.ts'
import { entryLines, matterLines } from './rows.ts'
import { INDEX_VERSION, SCHEMA } from './schema.ts'

export interface BrowseOptions {
  /** The data folder. */
  dir: string
  /** The site's reasons, so that a search for their words finds their codes. */
  reasons: readonly SiteReason[]
}

/** The words for levels are the hall's, not the log's. */
export type FacetsOfLog = Omit<Facets, 'labels'>

export interface Browse {
  /** Takes at most `most` further entries in. @returns how far it is. */
  catchUp(most: number): Result<Indexed>
  /** `reference`: as the text that is looked for would stand in the log, were it a matter's reference. */
  list(query: ListQuery, reference?: string): Result<ListPage>
  /** Every entry of a matter in order; null where there is no such matter. */
  story(id: string): Result<{ matter: MatterLine | null; entries: EntryLine[] }>
  days(range: { from?: number | undefined; to?: number | undefined }): Result<DaySum[]>
  facets(): Result<FacetsOfLog>
  /** false when log.db was moved or replaced: what is open is another log. */
  stillThere(): boolean
  close(): void
}

/** Where less is free, the index gives way: ratings come first. */
const LEAST_FREE = 512 * 1024 * 1024
const WAIT_MS = 5_000

/** Opens log.db for reading only, without the check of the whole file that a writer makes. */
export const openLogFile = (path: string): Result<Db> => {
  const there = inspect(path)
  if (!there.ok) return there
  if (!there.value.there) return fail('data/no-log', { path: dirname(path) })
  return openDatabase(path, { readonly: true, fileMustExist: true, timeout: WAIT_MS }, (db) => {
    const found = formatOf(db)
    return found < KNOWN_VERSION ? fail('data/older', { path, found, known: KNOWN_VERSION }) : ok(undefined)
  })
}

const FILES = ['', '-wal', '-shm'] as const

const removeIndex = (path: string) => {
  for (const end of FILES) rmSync(`${path}${end}`, { force: true })
}

const prepare = (db: Db): Result<void> => {
  // Losing the last step costs nothing: it is taken in again.
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = normal')
  db.pragma('cache_size = -32000')
  const version = formatOf(db)
  if (version === 0) {
    db.transaction(() => {
      db.exec(SCHEMA)
      db.pragma(`user_version = ${INDEX_VERSION}`)
    }).immediate()
  }
  return version === 0 || version === INDEX_VERSION
    ? ok(undefined)
    : fail('data/newer', { path: 'browse.db', found: version, known: INDEX_VERSION })
}

/** Its beside files take the mode of the database itself: ours alone from the first byte. */
const openIndex = (path: string): Result<Db> => {
  try {
    closeSync(openSync(path, 'a', 0o600))
  } catch (error) {
    return { ok: false, error: fileFault(error, path) }
  }
  return openDatabase(path, { timeout: WAIT_MS }, prepare)
}

/** In memory where the folder cannot be written, e.g. a copy on a read-only share. */
const memoryIndex = (): Result<Db> => {
  const sqlite = loadSqlite()
  if (!sqlite.ok) return sqlite
  const db = sqlite.value.open(':memory:')
  return guarded(':memory:', () => {
    const ready = prepare(db)
    return ready.ok ? ok(db) : ready
  })
}

/** The file as it is, made anew where it is of another version, damaged, or of another log. */
const indexFor = (path: string, log: Db): Result<{ index: Db; indexer: Indexer }> => {
  for (const attempt of ['as it is', 'anew'] as const) {
    if (attempt === 'anew') removeIndex(path)
    const opened = openIndex(path)
    if (!opened.ok) {
      if (opened.error.code === 'data/damaged' || opened.error.code === 'data/newer') continue
      break
    }
    const tried = guarded(path, () => {
      const indexer = createIndexer(opened.value, log)
      return ok({ index: opened.value, indexer, fits: indexer.fits() })
    })
    if (tried.ok && tried.value.fits) return tried
    opened.value.close()
  }
  const memory = memoryIndex()
  return memory.ok ? ok({ index: memory.value, indexer: createIndexer(memory.value, log) }) : memory
}

/** @returns codes of reasons whose words hold `text`. */
const codesFor =
  (reasons: readonly SiteReason[]) =>
  (text: string): string[] => {
    const sought = text.toLowerCase()
    const codes = [...SYSTEM_REASONS, ...reasons.map(({ code }) => code)]
    return codes.filter((code) => {
      const words = reasonText(code, reasons)
      return words !== null && (words.zh.includes(sought) || words.en.toLowerCase().includes(sought))
    })
  }

/** Which file a path names; null when none. */
const identityOf = (path: string): string | null => {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat ? `${stat.dev}/${stat.ino}` : null
}

/** Opens the log of a data folder for browsing. @returns data/no-log, data/older … where it cannot be read. */
export const openBrowse = ({ dir, reasons }: BrowseOptions): Result<Browse> => {
  const path = join(dir, 'log.db')
  const log = openLogFile(path)
  if (!log.ok) return log
  const indexPath = join(dir, 'browse.db')
  const opened = indexFor(indexPath, log.value)
  if (!opened.ok) {
    log.value.close()
    return opened
  }
  const { index, indexer } = opened.value
  const identity = identityOf(path)
  const onDisk = existsSync(indexPath)
  const keys = keysOf(index, codesFor(reasons))
  const openMatters = index
    .prepare<[], string>(
      `select id from matter where outcome = (select id from word where area = 'outcome' and text = 'open')
        order by n desc limit 100`,
    )
    .pluck()
  const entry = entryLines(log.value, () => openMatters.all())
  const matter = matterLines(log.value)
  const days = daysOf(index)
  const facets = facetsOf(index)
  const placeOf = index.prepare<[number], { logId: string; seq: number }>(
    'select l.id as logId, e.seq from entry e join log l on l.place = e.log where e.n = ?',
  )
  const matterId = index.prepare<[number], string>('select id from matter where n = ?').pluck()
  const matterN = index.prepare<[string], number>('select n from matter where id = ?').pluck()
  const storyOf = index
    .prepare<[number], number>('select entry from story where matter = ? order by entry')
    .pluck()

  const entriesAt = (places: readonly number[]): EntryLine[] =>
    entry(
      places.flatMap((n) => {
        const place = placeOf.get(n)
        return place ? [{ n, ...place }] : []
      }),
    )
  const roomLeft = (): boolean => {
    if (!onDisk) return true
    const { bavail, bsize } = statfsSync(dir)
    return bavail * bsize >= LEAST_FREE
  }

  return ok({
    catchUp: (most) =>
      guarded(indexPath, () => {
        const progress = indexer.progress()
        if (progress.done >= progress.total) return ok(progress)
        if (!roomLeft()) return fail('log/no-room', { path: indexPath })
        indexer.step(most)
        return ok(indexer.progress())
      }),
    list: (query, reference) =>
      guarded(path, () => {
        const { keys: found, next } = keys(query, reference)
        const matters = query.list === 'matters'
        return ok({
          matters: matters ? found.flatMap(({ n, id }) => matter(id ?? matterId.get(n) ?? '', n) ?? []) : [],
          // A search must not tell of a press what the press itself does not show.
          entries: matters
            ? []
            : entriesAt(found.map(({ n }) => n)).filter(
                ({ withheld }) => !withheld || query.text === undefined,
              ),
          next,
          indexed: indexer.progress(),
        })
      }),
    story: (id) =>
      guarded(path, () => {
        const n = matterN.get(id)
        if (n === undefined) return ok({ matter: null, entries: [] })
        return ok({ matter: matter(id, n), entries: entriesAt(storyOf.all(n)) })
      }),
    days: (range) => guarded(indexPath, () => ok(days(range))),
    facets: () => guarded(indexPath, () => ok({ ...facets(), indexed: indexer.progress() })),
    stillThere: () => identityOf(path) === identity,
    close: () => {
      index.close()
      log.value.close()
    },
  })
}
