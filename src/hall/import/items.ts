/** The table of items: 事项编码,事项名称,时限分钟,权重. */
import type { Item } from '../../shared/people.ts'
import type { Problem } from './problems.ts'
import type { Sheet } from './sheet.ts'
import { type Columns, checkName, readTable } from './table.ts'

export const ITEM_COLUMNS = {
  code: ['事项编码', 'code', 'item code'],
  name: ['事项名称', 'name', 'item name'],
  minutes: ['时限分钟', 'minutes', 'limit minutes'],
  weight: ['权重', 'weight'],
} as const satisfies Columns<string>

const MOST = { code: 64, name: 128, minutes: 100_000, weight: 1000 }
const MINUTE_MS = 60_000

/** A plain decimal; null for anything else, for nothing and less, and for more than `most`. */
const amount = (text: string, most: number): number | null => {
  const value = /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : 0
  return value > 0 && value <= most ? value : null
}

export const readItems = (sheet: Sheet): { items: Item[]; problems: Problem[] } => {
  const { rows, problems } = readTable(sheet, ITEM_COLUMNS, { most: 20_000 })
  const seen = new Set<string>()
  const items = rows.map((row): Item => {
    checkName(row, 'code', MOST.code, seen)
    checkName(row, 'name', MOST.name, null)
    const { code, name, minutes, weight } = row.cells
    const limit = amount(minutes, MOST.minutes)
    if (limit === null && minutes !== '') row.wrong('minutes', 'not-minutes')
    const load = amount(weight, MOST.weight)
    if (load === null && weight !== '') row.wrong('weight', 'not-weight')
    // At least a millisecond: a limit of 0 would be none.
    const limitMs = limit === null ? null : Math.max(1, Math.round(limit * MINUTE_MS))
    return { code, name, limitMs, weight: load ?? 1 }
  })
  return { items, problems }
}
