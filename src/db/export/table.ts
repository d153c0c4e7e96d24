/** A table for people: headings, and rows of cells as CSV and XLSX both write them. */
import { csvField, localTime } from './csv.ts'

/** A time in ms UTC, shown as local wall-clock time. */
export interface Moment {
  at: number
}
export type Cell = string | number | null | Moment

export interface Table {
  headings: readonly string[]
  /** How many rows there will be, for the progress. */
  total: number
  rows: Iterable<readonly Cell[]>
  /** Seqs of the first and the last matter; 0 and 0 for an empty table. */
  seqs: { from: number; to: number }
}

/** Wall-clock times in ms UTC: from `from` on, before `to`. Left out: no bound. */
export interface Range {
  from?: number | undefined
  to?: number | undefined
}

export const moment = (at: number | null): Moment | null => (at === null ? null : { at })

const isMoment = (cell: Cell): cell is Moment => typeof cell === 'object' && cell !== null

/** @returns a row as CSV, times in words. */
export const csvRow = (cells: readonly Cell[]): string => {
  let line = ''
  let between = ''
  for (const cell of cells) {
    line += between + (isMoment(cell) ? localTime(cell.at) : csvField(cell))
    between = ','
  }
  return `${line}\r\n`
}
