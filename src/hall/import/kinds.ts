/** The lists that a site has, each with its table: by what name a sheet is known, and its columns. */
import { ITEM_COLUMNS } from './items.ts'
import { POLICY_COLUMNS } from './policy.ts'
import type { Problem } from './problems.ts'
import { REASON_COLUMNS } from './reasons.ts'
import type { Sheet } from './sheet.ts'
import { STAFF_COLUMNS } from './staff.ts'
import { type Columns, looksLike } from './table.ts'

export const KINDS = {
  staff: { names: ['人员', 'staff'], columns: STAFF_COLUMNS },
  items: { names: ['业务事项', '事项', 'items'], columns: ITEM_COLUMNS },
  reasons: { names: ['未评价原因', '原因', 'reasons'], columns: REASON_COLUMNS },
  policy: { names: ['政策', '设置', 'policy'], columns: POLICY_COLUMNS },
} as const satisfies Record<string, { names: readonly [string, ...string[]]; columns: Columns<string> }>

/** By these columns a table is known that has no name. */
const TELLING: Record<keyof typeof KINDS, Columns<string>> = {
  staff: { number: STAFF_COLUMNS.number, name: STAFF_COLUMNS.name, password: STAFF_COLUMNS.password },
  items: ITEM_COLUMNS,
  reasons: REASON_COLUMNS,
  policy: { setting: POLICY_COLUMNS.setting, value: POLICY_COLUMNS.value },
}

export type Kind = keyof typeof KINDS
export const KIND_NAMES = Object.keys(KINDS) as Kind[]

/** Sheets that explain; nobody imports them. */
export const NOTES = ['说明', 'notes']

const named = (names: readonly string[], name: string) => names.includes(name.trim().toLowerCase())

/** @returns what a sheet is by its name, or by its header row; null for neither. */
const kindOf = ({ sheet, rows: [header] }: Sheet): Kind | null =>
  KIND_NAMES.find((kind) => sheet !== null && named(KINDS[kind].names, sheet)) ??
  KIND_NAMES.find((kind) => looksLike(header, TELLING[kind])) ??
  null

/** Which sheet is which list. */
export type Sorted = Partial<Record<Kind, Sheet>>

/** Sorts the sheets of a workbook. One that was left empty, but for its header row, is not meant to be imported. */
export const sortSheets = (sheets: readonly Sheet[]): { sorted: Sorted; problems: Problem[] } => {
  const sorted: Sorted = {}
  const problems: Problem[] = []
  for (const sheet of sheets) {
    if (sheet.rows.length < 2 && !sheet.broken) continue
    if (sheet.sheet !== null && named(NOTES, sheet.sheet)) continue
    const { file, sheet: name } = sheet
    const note = (reason: 'broken-quote' | 'unknown-sheet' | 'sheet-twice', line = 1) =>
      problems.push({ file, sheet: name, line, column: null, reason })
    const kind = kindOf(sheet)
    if (sheet.broken) note('broken-quote', sheet.broken.line)
    else if (kind === null) note('unknown-sheet', sheet.rows[0]?.line)
    else if (sorted[kind]) note('sheet-twice', sheet.rows[0]?.line)
    else sorted[kind] = sheet
  }
  return { sorted, problems }
}

/** The sheet of a file that was named as a list of `kind`: a CSV or a lone sheet is it, whatever it is called. */
export const sheetFor = (kind: Kind, sheets: readonly Sheet[]): { sorted: Sorted; problems: Problem[] } => {
  const [only, ...more] = sheets
  if (only && more.length === 0) return { sorted: { [kind]: only }, problems: [] }
  const { sorted, problems } = sortSheets(sheets)
  return { sorted: sorted[kind] ? { [kind]: sorted[kind] } : {}, problems }
}
