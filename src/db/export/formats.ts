/** What an export holds: matters for people (csv), or the entries as evidence (jsonl). */
import type { StoredEntry } from '../../shared/entries.ts'
import { LABELS, type Level } from '../../shared/levels.ts'
import { type Policy, reasonText } from '../../shared/people.ts'
import type { Db } from '../../sqlite/port.ts'
import { BOM, csvLine, localTime } from './csv.ts'

export type ExportFormat = 'csv' | 'jsonl'

/** Wall-clock times in ms UTC: from `from` on, before `to`. Left out: no bound. */
export interface Range {
  from?: number | undefined
  to?: number | undefined
}

/**
 * One entry as a line. `body` is a string that holds the stored line byte for byte: as an object, a JSON tool might
 * write its numbers in another way, and the hash would no longer be checked by anybody.
 */
export const jsonlLine = ({ logId, seq, prev, hash, body }: StoredEntry): string =>
  `${JSON.stringify({ log_id: logId, seq, prev, hash, body })}\n`

interface MatterLine {
  opened_at: number
  closed_at: number | null
  staff: string | null
  item_code: string
  item_name: string
  reference: string | null
  served_ms: number | null
  outcome: 'open' | 'rated' | 'unrated'
  level: Level | null
  reason: string | null
  id: string
  explained: string | null
  overtime_ms: number | null
  visit: string
}

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

const toLine = (m: MatterLine, { labelSet, unratedReasons }: ExportWords): string =>
  csvLine([
    localTime(m.opened_at),
    localTime(m.closed_at),
    m.staff,
    m.item_code,
    m.item_name,
    m.reference,
    // Rounded down, as on the page.
    m.served_ms === null ? null : Math.floor(m.served_ms / 1000),
    OUTCOMES[m.outcome],
    m.level,
    m.level === null ? null : LABELS[labelSet][m.level].zh,
    m.reason === null ? null : (reasonText(m.reason, unratedReasons)?.zh ?? m.reason),
    m.reason,
    m.id,
    m.explained === null ? null : (reasonText(m.explained, unratedReasons)?.zh ?? m.explained),
    m.overtime_ms === null ? null : Math.floor(m.overtime_ms / 1000),
    m.visit,
  ])

/**
 * The matters opened in the range, oldest first, with their level: for IT. The first line has the headings. Where one
 * rating covers several matters of a visit, the level stands once, at the matter that was asked for: whoever adds levels
 * up counts every rating once.
 */
export const matterLines = function* (db: Db, { from, to }: Range, words: ExportWords): Generator<string> {
  yield BOM + csvLine(HEADINGS)
  const rows = db
    .prepare<[number, number], MatterLine>(
      `select m.opened_at, m.closed_at, m.staff, m.item_code, m.item_name, m.reference, m.served_ms,
        m.outcome, p.level, m.reason, m.id, m.explained, m.overtime_ms, coalesce(m.visit, m.id) as visit
        from matter m left join press p on p.id = m.press and p.matter = m.id
        where m.opened_at >= ? and m.opened_at < ? order by m.seq`,
    )
    .iterate(from ?? Number.MIN_SAFE_INTEGER, to ?? Number.MAX_SAFE_INTEGER)
  for (const row of rows) yield toLine(row, words)
}
