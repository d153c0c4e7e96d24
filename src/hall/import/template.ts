/** A workbook with the lists as they are, to be filled in and imported again. Passwords are in no export. */
import type { SheetData } from 'write-excel-file/node'
import type { Roster } from '../../shared/people.ts'
import { KIND_NAMES, KINDS, type Kind, NOTES } from './kinds.ts'
import { policyRows } from './policy.ts'

const MINUTE_MS = 60_000

const ROWS: Record<Kind, (lists: Roster) => readonly (readonly string[])[]> = {
  staff: ({ staff }) =>
    staff.map(({ number, name, stars }) => [number, name, '', stars === undefined ? '' : String(stars)]),
  items: ({ items }) =>
    items.map(({ code, name, limitMs, weight }) => [
      code,
      name,
      limitMs === null ? '' : String(Number((limitMs / MINUTE_MS).toFixed(6))),
      String(weight),
    ]),
  reasons: ({ policy }) => policy.unratedReasons.map(({ code, zh, en }) => [code, zh, en]),
  policy: ({ policy }) => policyRows(policy),
}

/** Empty rows that are text already, so that 0012 stays 0012 and 1-2 becomes no date. */
const BLANK_ROWS = 200

const EXPLAINED = [
  '每张表就是完整名单:表里没有的会被移除。没有填写任何行的表不会导入。',
  '有一行不对,就全部不导入,并指出表、行、列和原因。',
  '人员:初始密码留空,就保留原来的密码;新工号必须有初始密码,本人第一次登录时要改。',
  '业务事项:时限分钟留空就是没有时限;权重留空为 1。咨询(ZX)总是在。',
  '政策:只改表里写到的设置。',
  'Each sheet is the whole list: what it lacks is removed. A sheet without rows is not imported.',
  'One bad row, and nothing is imported; sheet, line, column and reason are named.',
  'Staff: an empty first password keeps the present one; a new number needs one, and its owner must change it.',
  'Items: no minutes is no limit; no weight is 1. 咨询 (ZX) is always there.',
  'Policy: only the settings named are changed.',
]

const text = (value?: string) => ({ ...(value && { value }), type: String, format: '@' })

const sheetOf = (kind: Kind, lists: Roster) => {
  const names = Object.values(KINDS[kind].columns).map(([name]) => name)
  const blank = names.map(() => text())
  const data: SheetData = [
    names.map((value) => ({ value, fontWeight: 'bold' as const })),
    ...ROWS[kind](lists).map((cells) => cells.map((cell) => text(cell))),
    ...Array.from({ length: BLANK_ROWS }, () => blank),
  ]
  return { data, sheet: KINDS[kind].names[0], columns: names.map(() => ({ width: 24 })), stickyRowsCount: 1 }
}

/** @returns the bytes of an XLSX file. */
export const templateWorkbook = async (lists: Roster): Promise<Buffer> => {
  // Loaded when somebody wants a template: few starts of the program do.
  const { default: writeWorkbook } = await import('write-excel-file/node')
  const notes = { data: EXPLAINED.map((line) => [line]), sheet: NOTES[0] ?? '', columns: [{ width: 100 }] }
  return writeWorkbook([...KIND_NAMES.map((kind) => sheetOf(kind, lists)), notes]).toBuffer()
}
