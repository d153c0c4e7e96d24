/** Reads a table as spreadsheet programs write it: UTF-8 or GB18030, commas, quoted fields. */
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Row } from './sheet.ts'

/** A quote that is never closed, or one in the middle of a field: where the cell ends cannot be known. */
export interface BrokenQuote {
  line: number
}

/** A plain CSV of a Chinese Excel is GBK, which GB18030 contains. UTF-8 first: what is UTF-8 by chance is not GBK. */
const ENCODINGS = ['utf-8', 'gb18030']

/** @returns the text of a file, without a byte order mark; hall/import-encoding where it is in neither encoding. */
export const tableText = (bytes: Uint8Array, file: string): Result<string> => {
  for (const encoding of ENCODINGS) {
    try {
      return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes))
    } catch {
      // The next one.
    }
  }
  return fail('hall/import-encoding', { file })
}

const END = /\r\n|\n|\r/y
const PLAIN = /[^",\r\n]*/y
const QUOTED = /"((?:[^"]|"")*)"/y

/** @returns the rows with at least one cell that is not blank, as RFC 4180 has them. A lone CR ends a line too. */
export const readCsv = (text: string): { ok: true; rows: Row[] } | { ok: false; error: BrokenQuote } => {
  let at = 0
  let line = 1
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found
  }
  const rows: Row[] = []
  while (at < text.length) {
    const row: Row = { line, cells: [] }
    for (;;) {
      const quoted = take(QUOTED)
      row.cells.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : (take(PLAIN)?.[0] ?? ''))
      line += quoted?.[0].match(/\r\n|\n|\r/g)?.length ?? 0
      if (text[at] !== ',') break
      at += 1
    }
    if (at < text.length && !take(END)) return { ok: false, error: { line } }
    line += 1
    if (row.cells.some((cell) => cell.trim() !== '')) rows.push(row)
  }
  return { ok: true, rows }
}
