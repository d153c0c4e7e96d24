/**
 * Reads a workbook (XLSX). Our own, on fflate and saxen: the libraries that read workbooks give an empty cell for a
 * formula's error, a formula without a result and a merged cell, and an empty cell has a meaning in our lists.
 */
import { strFromU8, unzipSync } from 'fflate'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { Sheet } from '../sheet.ts'
import { formatsIn, sharedTexts, sheetParts } from './workbook.ts'
import { sheetRows, TooMuch } from './worksheet.ts'

/** Unpacked; five thousand people or twenty thousand items are some 5 MB. */
const MOST_BYTES = 32 * 1024 * 1024
const PARTS = /^xl\/(workbook|styles|sharedStrings|_rels\/workbook\.xml|worksheets\/[^/]+)\.(xml|rels)$/

/** Every workbook is a ZIP file. */
export const isWorkbook = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4

const unpack = (bytes: Uint8Array): Map<string, string> => {
  let size = 0
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!PARTS.test(name)) return false
      size += originalSize
      // The unpacker never writes more than the size that a part claims.
      if (size > MOST_BYTES) throw new TooMuch()
      return true
    },
  })
  return new Map(Object.entries(parts).map(([name, part]) => [name, strFromU8(part)]))
}

/** @returns the visible sheets; lists/not-a-workbook, lists/too-large. */
export const readWorkbook = (file: string, bytes: Uint8Array): Result<Sheet[]> => {
  try {
    const parts = unpack(bytes)
    const workbook = parts.get('xl/workbook.xml')
    const relations = parts.get('xl/_rels/workbook.xml.rels')
    if (workbook === undefined || relations === undefined) return fail('lists/not-a-workbook', { file })
    const shared = sharedTexts(parts.get('xl/sharedStrings.xml') ?? '<sst/>')
    const formats = formatsIn(parts.get('xl/styles.xml') ?? '<styleSheet/>')
    const sheets = sheetParts(workbook, relations).map(({ name, path }): Sheet => {
      const xml = parts.get(path)
      const rows = xml === undefined ? [] : sheetRows(xml, shared, formats)
      return { file, sheet: name, rows, broken: null }
    })
    return ok(sheets)
  } catch (error) {
    return fail(error instanceof TooMuch ? 'lists/too-large' : 'lists/not-a-workbook', { file })
  }
}
