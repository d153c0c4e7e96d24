/** The tables in a file: a CSV file is one, a workbook has one in each sheet. */
import { fail, ok, type Result } from '../../shared/result.ts'
import { readCsv, tableText } from './csv.ts'
import type { Sheet } from './sheet.ts'
import { isWorkbook, readWorkbook } from './xlsx/read.ts'

/** Bytes of the largest file that is looked at. */
export const MOST_BYTES = 8 * 1024 * 1024

/** What an old Excel (.xls) or a password on a workbook make of it. */
const isOldExcel = (bytes: Uint8Array) => bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11

/** @returns lists/too-large, lists/not-a-workbook or hall/import-encoding for what cannot be read. */
export const readTables = (file: string, bytes: Uint8Array): Result<Sheet[]> => {
  if (bytes.length > MOST_BYTES) return fail('lists/too-large', { file })
  if (isOldExcel(bytes)) return fail('lists/not-a-workbook', { file })
  if (isWorkbook(bytes)) return readWorkbook(file, bytes)
  const text = tableText(bytes, file)
  if (!text.ok) return text
  const read = readCsv(text.value)
  return ok([{ file, sheet: null, rows: read.ok ? read.rows : [], broken: read.ok ? null : read.error }])
}
