/** The matters as a table for people, with levels and reasons in words. */
import { LABELS, type Level } from '../../shared/levels.ts'
import { type Policy, reasonText } from '../../shared/people.ts'
import type { Db } from '../../sqlite/port.ts'
import { type Cell, moment, type Range, type Table } from './table.ts'

/** In the order of COLUMNS: arrays are read twice as fast as objects. */
type MatterRow = readonly [
  openedAt: number,
  closedAt: number | null,
  staff: string | null,
  itemCode: string,
  itemName: string,
  reference: string | null,
  servedMs: number | null,
  outcome: 'open' | 'rated' | 'unrated',
  level: Level | null,
  reason: string | null,
  id: string,
  explained: string | null,
  overtimeMs: number | null,
  visit: string | null,
  station?: string | null,
]

const COLUMNS = `m.opened_at, m.closed_at, m.staff, m.item_code, m.item_name, m.reference, m.served_ms, m.outcome, p.level,
  m.reason, m.id, m.explained, m.overtime_ms, m.visit`

const HEADINGS = [
  '开始时间',
  '结束时间',
  '工号',
  '事项编码',
  '事项名称',
  '受理编号',
  '办理秒数',
  '结果',
  '等级',
  '等级名称',
  '未评价原因',
  '未评价原因代码',
  '办件标识',
  '人员补填原因',
  '超时秒数',
  '同次办件标识',
]

const OUTCOMES = { open: '办理中', rated: '已评价', unrated: '未评价' } as const

/** What a hall calls levels and reasons. */
export type ExportWords = Pick<Policy, 'labelSet' | 'unratedReasons'>

/** Rounded down, as on the page. */
const seconds = (ms: number | null) => (ms === null ? null : Math.floor(ms / 1000))

/** Prepares the cells of rows. */
const cellsOf = ({ labelSet, unratedReasons }: ExportWords) => {
  const labels = LABELS[labelSet]
  const known = new Map<string, string>()
  const reasonZh = (code: string): string => {
    const zh = known.get(code) ?? reasonText(code, unratedReasons)?.zh ?? code
    known.set(code, zh)
    return zh
  }
  return (row: MatterRow): Cell[] => {
    const [openedAt, closedAt, staff, itemCode, itemName, reference, servedMs] = row
    const [, , , , , , , outcome, level, reason, id, explained, overtimeMs, visit] = row
    return [
      moment(openedAt),
      moment(closedAt),
      staff,
      itemCode,
      itemName,
      reference,
      seconds(servedMs),
      OUTCOMES[outcome],
      level,
      level === null ? null : labels[level].zh,
      reason === null ? null : reasonZh(reason),
      reason,
      id,
      explained === null ? null : reasonZh(explained),
      seconds(overtimeMs),
      visit ?? id,
    ]
  }
}

export const bounds = ({ from, to }: Range): [number, number] => [
  from ?? Number.MIN_SAFE_INTEGER,
  to ?? Number.MAX_SAFE_INTEGER,
]

/** What a table holds, and how its matters are read oldest first: both within one transaction. */
export interface Extent extends Pick<Table, 'total' | 'seqs'> {
  /** Ids begin with their time, so the table nearly always is in the order of the chain already: a sort costs a third of the export. */
  order: 'm.id' | 'm.seq'
}

/** How many matters of the range pass `where`, and the seqs of the first and the last. */
export const extent = (db: Db, range: Range, where = 'true'): Extent => {
  const seqs = db
    .prepare<[number, number], number>(
      `select m.seq from matter m where m.opened_at >= ? and m.opened_at < ? and ${where} order by m.id`,
    )
    .pluck()
    .iterate(...bounds(range))
  const found: Extent = { total: 0, seqs: { from: 0, to: 0 }, order: 'm.id' }
  let before = 0
  for (const seq of seqs) {
    if (seq < before) found.order = 'm.seq'
    before = seq
    found.total += 1
    found.seqs.from = found.total === 1 ? seq : Math.min(found.seqs.from, seq)
    found.seqs.to = Math.max(found.seqs.to, seq)
  }
  return found
}

/** In the logs of many counters, the window that a matter came from. */
const STATION = {
  heading: '窗口',
  column: `(select s.station from matter_station s where s.matter = m.id)`,
}

/**
 * The matters opened in the range, oldest first, with their level: for IT. `merged`: of many counters, whose seqs say
 * nothing about each other, with the window before each. Where one rating covers several matters of a
 * visit, the level stands once, at the matter that was asked for: whoever adds levels up counts every rating once.
 */
export const matterTable = (db: Db, range: Range, words: ExportWords, merged = false): Table => {
  const { order, ...found } = extent(db, range)
  const cells = cellsOf(words)
  return {
    headings: merged ? [STATION.heading, ...HEADINGS] : HEADINGS,
    ...found,
    rows: (function* () {
      const rows = db
        .prepare<[number, number], MatterRow>(
          `select ${COLUMNS} ${merged ? `, ${STATION.column}` : ''}
            from matter m left join press p on p.id = m.press and p.matter = m.id
            where m.opened_at >= ? and m.opened_at < ? order by ${merged ? 'm.opened_at, m.id' : order}`,
        )
        .raw()
        .iterate(...bounds(range))
      for (const row of rows) yield merged ? [row[14] ?? null, ...cells(row)] : cells(row)
    })(),
  }
}
