/** One sheet of a workbook: its rows, with every cell that is no plain value marked. */
import type { Reason } from '../problems.ts'
import type { Row } from '../sheet.ts'
import { cellText, type Formats, type RawCell } from './cell.ts'
import { walk } from './xml.ts'

/** More columns than any table has; what stands beyond is reported as a cell too many. */
const MOST_COLUMNS = 64
/** More than the longest list; a sheet that goes on is refused. */
const MOST_ROWS = 25_000
const MOST_MERGED = 1_000

/** A sheet that is no list of ours: too many rows or merged cells. */
export class TooMuch extends Error {}

interface Area {
  top: number
  bottom: number
  left: number
  right: number
}

/** `B12` → row 12, column 1 (from 0); null for what is no address. */
const place = (address: string): { row: number; column: number } | null => {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(address)
  if (!found?.[1] || !found[2]) return null
  const column = [...found[1]].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { row: Number(found[2]), column }
}

const areaOf = (reference: string): Area | null => {
  const [from, to] = reference.split(':').map(place)
  return from && to ? { top: from.row, bottom: to.row, left: from.column, right: to.column } : null
}

interface Found {
  line: number
  texts: string[]
  odd: Map<number, Reason>
}

/** A cell that a merged one covers has no value of its own: it must not pass as empty. */
const markMerged = (rows: readonly Found[], areas: readonly Area[]) => {
  for (const { line, odd } of rows)
    for (const { top, bottom, left, right } of areas) {
      if (line < top || line > bottom) continue
      for (let column = left; column <= Math.min(right, MOST_COLUMNS); column += 1)
        if (line !== top || column !== left) odd.set(column, 'merged')
    }
}

const filled = ({ texts, odd }: Found) => texts.some((text) => text.trim() !== '') || odd.size > 0

/** @throws TooMuch, or Error for what is no XML. */
export const sheetRows = (xml: string, shared: readonly string[], formats: Formats): Row[] => {
  const rows: Found[] = []
  const areas: Area[] = []
  let line = 0
  let column = -1
  let cell: RawCell | null = null
  let reading = false
  let row: Found = { line: 0, texts: [], odd: new Map() }

  const endCell = () => {
    if (!cell) return
    const found = cellText(cell, shared, formats)
    const at = Math.min(column, MOST_COLUMNS)
    if ('odd' in found) row.odd.set(at, found.odd)
    else if (found.text !== '') {
      while (row.texts.length < at) row.texts.push('')
      row.texts[at] = found.text
    }
    cell = null
  }

  walk(xml, {
    open: (name, attributes) => {
      switch (name) {
        case 'row':
          line = /^\d{1,7}$/.test(attributes['r'] ?? '') ? Number(attributes['r']) : line + 1
          row = { line, texts: [], odd: new Map() }
          column = -1
          return
        case 'c':
          column = place(attributes['r'] ?? '')?.column ?? column + 1
          cell = {
            type: attributes['t'] ?? '',
            format: Number(attributes['s'] ?? 0),
            value: null,
            formula: false,
          }
          return
        case 'f':
          if (cell) cell.formula = true
          return
        case 'v':
        case 't':
          reading = cell !== null
          return
        case 'mergeCell': {
          const area = areaOf(attributes['ref'] ?? '')
          if (area) areas.push(area)
          if (areas.length > MOST_MERGED) throw new TooMuch()
        }
      }
    },
    text: (text) => {
      if (reading && cell) cell.value = (cell.value ?? '') + text
    },
    close: (name) => {
      if (name === 'v' || name === 't') reading = false
      else if (name === 'c') endCell()
      else if (name === 'row' && filled(row)) rows.push(row)
      if (rows.length > MOST_ROWS) throw new TooMuch()
    },
  })
  markMerged(rows, areas)
  return rows.map(({ line, texts, odd }) => ({ line, cells: Array.from(texts, (text) => text ?? ''), odd }))
}
