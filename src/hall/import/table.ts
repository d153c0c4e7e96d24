/** A table with a header row: finds the columns by their Chinese or English names, whatever their order. */
import type { Problem, Reason } from './problems.ts'
import type { Row, Sheet } from './sheet.ts'

/** A column's names; the first is the one in templates and in what is said about it. */
export type Columns<K extends string> = Record<K, readonly [string, ...string[]]>

export interface TableRow<K extends string> {
  line: number
  /** Without blanks around, but for what must be taken as it stands. */
  cells: Record<K, string>
  /** Notes what is wrong with this row. */
  wrong(column: K, reason: Reason): void
}

export interface Table<K extends string> {
  rows: TableRow<K>[]
  /** Grows by what the rows' `wrong` notes. */
  problems: Problem[]
}

const plain = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** @returns the header row and `rows`, with the mark by which spreadsheet programs know UTF-8. */
export const template = (columns: Columns<string>, rows: readonly (readonly string[])[] = []): string => {
  const header = Object.values(columns).map(([name]) => name)
  return `\ufeff${[header, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`
}

/** @returns which column has this heading. */
const named = <K extends string>(columns: Columns<K>, heading: string): K | null =>
  (Object.keys(columns) as K[]).find((key) => columns[key].some((name) => plain(name) === plain(heading))) ??
  null

/** Whether the header row has all of `columns`. */
export const looksLike = (header: Row | undefined, columns: Columns<string>): boolean => {
  const found = header?.cells.map((heading) => named(columns, heading)) ?? []
  return Object.keys(columns).every((key) => found.includes(key))
}

export interface TableRules<K extends string> {
  /** Columns whose blanks count (a password). */
  verbatim?: readonly K[]
  /** Columns that may be missing. */
  optional?: readonly K[]
  /** Most rows. */
  most: number
}

export const readTable = <K extends string>(
  { file, sheet, rows: [header, ...body], broken }: Sheet,
  columns: Columns<K>,
  { verbatim = [], optional = [], most }: TableRules<NoInfer<K>>,
): Table<K> => {
  const problems: Problem[] = []
  const note = (line: number, column: string | null, reason: Reason) =>
    problems.push({ file, sheet, line, column, reason })
  if (broken) {
    note(broken.line, null, 'broken-quote')
    return { rows: [], problems }
  }
  const keys = Object.keys(columns) as K[]
  // Columns that spreadsheet programs leave empty at the right have no heading and no cells.
  const headings = header?.cells ?? []
  const places = headings.map((heading) => (heading.trim() === '' ? null : named(columns, heading)))
  const headerLine = header?.line ?? 1
  for (const [index, heading] of headings.entries()) {
    const key = places[index] ?? null
    if (key === null && heading.trim() !== '') note(headerLine, heading.trim(), 'unknown-column')
    if (key !== null && places.indexOf(key) !== index) note(headerLine, heading.trim(), 'column-twice')
  }
  for (const key of keys)
    if (!places.includes(key) && !optional.includes(key)) note(headerLine, columns[key][0], 'no-column')
  if (problems.length > 0) return { rows: [], problems }
  const beyond = body[most]
  if (beyond) {
    note(beyond.line, null, 'too-many')
    return { rows: [], problems }
  }

  const rows = body.map(({ line, cells, odd }): TableRow<K> => {
    const oddColumns = new Set<K>()
    for (const [place, reason] of odd ?? []) {
      const key = places[place] ?? null
      if (key === null) continue
      note(line, columns[key][0], reason)
      oddColumns.add(key)
    }
    if (cells.some((cell, index) => (places[index] ?? null) === null && cell.trim() !== ''))
      note(line, null, 'too-many-cells')
    const value = (key: K) => {
      const cell = cells[places.indexOf(key)] ?? ''
      return verbatim.includes(key) ? cell : cell.trim()
    }
    return {
      line,
      cells: Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, string>,
      // Of a cell that could not be taken at all, nothing more is said.
      wrong: (column, reason) => {
        if (!oddColumns.has(column)) note(line, columns[column][0], reason)
      },
    }
  })
  return { rows, problems }
}

/** What nobody types on purpose: control characters, and marks that turn the writing round. */
const CONTROL = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

/** Notes a cell that is empty, too long, not plain text, or stands in an earlier row. */
export const checkName = <K extends string>(
  row: TableRow<K>,
  column: K,
  most: number,
  seen: Set<string> | null,
): void => {
  const value = row.cells[column]
  if (value === '') row.wrong(column, 'empty')
  else if (value.length > most) row.wrong(column, 'too-long')
  else if (CONTROL.test(value)) row.wrong(column, 'control')
  else if (seen?.has(value)) row.wrong(column, 'twice')
  seen?.add(value)
}
