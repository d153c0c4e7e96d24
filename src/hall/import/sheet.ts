/** A table as it stands in a file: a CSV file, or one sheet of a workbook. */
import type { Reason } from './problems.ts'

export interface Row {
  /** Line of the file or row of the sheet, from 1. */
  line: number
  cells: string[]
  /** Cells of a workbook that are no plain text or number, by place: taking them for empty would alter a list silently. */
  odd?: ReadonlyMap<number, Reason>
}

export interface Sheet {
  /** The file's name as people wrote it. */
  file: string
  /** The sheet's name; null for a CSV file. */
  sheet: string | null
  rows: Row[]
  /** CSV: a quote is never closed, or stands in the middle of a field; where the cell ends cannot be known. */
  broken: { line: number } | null
}
