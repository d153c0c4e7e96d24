/** Entries as rows: hashes are 32 bytes in the file and hex in the program. */
import type { Head, StoredEntry } from '../../shared/entries.ts'
import type { Db, Statement } from '../../sqlite/port.ts'

interface EntryRow {
  log_id: string
  seq: number
  body: unknown
  prev: unknown
  hash: unknown
}

const COLUMNS = 'log_id, seq, body, prev, hash'

/** A damaged page may have anything in the place of a hash, whatever the schema says: it fits nothing. */
export const hex = (bytes: unknown): string => (Buffer.isBuffer(bytes) ? bytes.toString('hex') : '')

const toEntry = (row: EntryRow): StoredEntry => ({
  logId: row.log_id,
  seq: row.seq,
  body: typeof row.body === 'string' ? row.body : '',
  prev: hex(row.prev),
  hash: hex(row.hash),
})

/** Digits of a hash: of one that is longer or shorter the space beside it comes along, and it fits nothing. */
const HEX = 64

/** Rows at a time: a step of an iterator costs three times a row of a page. */
const PAGE = 1_000

/** The one log of a counter's file. null: no entry at all. */
export const currentLog = (db: Db): string | null =>
  db.prepare<[], string>('select log_id from entry limit 1').pluck().get() ?? null

/** @returns the last entry's place; null in an empty log. */
export const lastHead = (db: Db, logId: string): Head | null => {
  const row = db
    .prepare<[string], { seq: number; hash: unknown }>(
      'select seq, hash from entry where log_id = ? order by seq desc limit 1',
    )
    .get(logId)
  return row ? { seq: row.seq, hash: hex(row.hash) } : null
}

export const insertEntry = (db: Db): ((entry: StoredEntry) => void) => {
  const statement: Statement<[string, number, string, Buffer, Buffer]> = db.prepare(
    `insert into entry (${COLUMNS}) values (?, ?, ?, ?, ?)`,
  )
  return ({ logId, seq, body, prev, hash }) => {
    statement.run(logId, seq, body, Buffer.from(prev, 'hex'), Buffer.from(hash, 'hex'))
  }
}

/** The rows of the file in their order, a page in memory; seq comes first. What follows a row out of order is not read. */
const everyPage = function* <Row extends [seq: number, ...unknown[]]>(
  db: Db,
  columns: string,
): Generator<Row[]> {
  const page = db
    .prepare<[number], Row>(`select ${columns} from entry where seq > ? order by seq limit ${PAGE}`)
    .raw()
  let last = 0
  for (;;) {
    const rows = page.all(last)
    yield rows
    const [seq] = rows.at(-1) ?? [0]
    // A damaged row at the end of a page would begin the log again.
    if (seq <= last) return
    last = seq
  }
}

/** Hashes made text by SQLite, and one text of both: a whole log is read twice as fast as through buffers. */
const AS_TEXT = `seq, log_id, body, lower(hex(prev) || ' ' || hex(hash))`

/** Every entry of the file. */
export const everyEntry = function* (db: Db): Generator<StoredEntry> {
  for (const page of everyPage<[number, string, string, string]>(db, AS_TEXT))
    for (const [seq, logId, body, links] of page)
      yield { logId, seq, body, prev: links.slice(0, HEX), hash: links.slice(HEX + 1) }
}

/** Every body of the file. */
export const everyBody = function* (db: Db): Generator<[seq: number, body: string]> {
  for (const page of everyPage<[number, string]>(db, 'seq, body')) yield* page
}

/** A log's entries from `seq`, at most `count`. */
export const entriesFrom = (db: Db) => {
  const statement = db.prepare<[string, number, number], EntryRow>(
    `select ${COLUMNS} from entry where log_id = ? and seq >= ? order by seq limit ?`,
  )
  return (logId: string, seq: number, count: number): StoredEntry[] =>
    statement.all(logId, seq, count).map(toEntry)
}

/** The hash at a place, hex. */
export const hashOf = (db: Db) => {
  const statement = db
    .prepare<[string, number], unknown>('select hash from entry where log_id = ? and seq = ?')
    .pluck()
  return (logId: string, seq: number): string | null => hex(statement.get(logId, seq)) || null
}
