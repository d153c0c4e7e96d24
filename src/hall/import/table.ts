/** A table with a header row: finds the columns by their Chinese or English names, whatever their order. */
import { readCsv } from './csv.ts'
import type { Problem, Reason } from './problems.ts'

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

/** @returns the header row alone, with the mark by which spreadsheet programs know UTF-8. */
export const template = (columns: Columns<string>): string =>
  `\ufeff${Object.values(columns)
    .map(([name]) => name)
    .join(',')}\r\n`

/** @param verbatim columns whose blanks count (a password). */
export const readTable = <K extends string>(
  file: string,
  text: string,
  columns: Columns<K>,
  verbatim: readonly NoInfer<K>[] = [],
): Table<K> => {
  const problems: Problem[] = []
  const note = (line: number, column: string | null, reason: Reason) =>
    problems.push({ file, line, column, reason })
  const read = readCsv(text)
  if (!read.ok) {
    note(read.error.line, null, 'broken-quote')
    return { rows: [], problems }
  }
  const [header, ...body] = read.rows
  const keys = Object.keys(columns) as K[]
  const named = (heading: string) =>
    keys.find((key) => columns[key].some((name) => plain(name) === plain(heading))) ?? null
  // Columns that spreadsheet programs leave empty at the right have no heading and no cells.
  const headings = header?.cells ?? []
  const places = headings.map((heading) => (heading.trim() === '' ? null : named(heading)))
  const headerLine = header?.line ?? 1
  for (const [index, heading] of headings.entries()) {
    const key = places[index] ?? null
    if (key === null && heading.trim() !== '') note(headerLine, heading.trim(), 'unknown-column')
    if (key !== null && places.indexOf(key) !== index) note(headerLine, heading.trim(), 'column-twice')
  }
  for (const key of keys) if (!places.includes(key)) note(headerLine, columns[key][0], 'no-column')
  if (problems.length > 0) return { rows: [], problems }

  const rows = body.map(({ line, cells }): TableRow<K> => {
    if (cells.some((cell, index) => (places[index] ?? null) === null && cell.trim() !== ''))
      note(line, null, 'too-many-cells')
    const value = (key: K) => {
      const cell = cells[places.indexOf(key)] ?? ''
      return verbatim.includes(key) ? cell : cell.trim()
    }
    return {
      line,
      cells: Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, string>,
      wrong: (column, reason) => note(line, columns[column][0], reason),
    }
  })
  return { rows, problems }
}

/** Notes a cell that is empty, too long, or stands in an earlier row. */
export const checkName = <K extends string>(
  row: TableRow<K>,
  column: K,
  most: number,
  seen: Set<string> | null,
): void => {
  const value = row.cells[column]
  if (value === '') row.wrong(column, 'empty')
  else if (value.length > most) row.wrong(column, 'too-long')
  else if (seen?.has(value)) row.wrong(column, 'twice')
  seen?.add(value)
}
