/** A table by a column map: the national 好差评 row, or what a province wants instead. */
import type { ExportField, ExportMap, Fill } from '../../shared/export-map.ts'
import { LABELS, type LabelSet, type Level } from '../../shared/levels.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Db } from '../../sqlite/port.ts'
import { localTime } from './csv.ts'
import { bounds, extent } from './matters.ts'
import { type Cell, moment, type Range, type Table } from './table.ts'

interface Row {
  id: string
  reference: string | null
  item_code: string
  item_name: string
  opened_at: number
  closed_at: number | null
  rated_at: number | null
  level: Level | null
  cause: string | null
  staff: string | null
  press: string | null
}

/** What the log does not hold: who is called what, this window, and what the site fills in. */
export interface MappedWith {
  names: Readonly<Record<string, string>>
  station: string
  fill: Partial<Record<Fill, string>>
}

type Value = (row: Row, given: MappedWith, labels: LabelSet) => Cell

const FIELDS: Readonly<Record<ExportField, Value>> = {
  number: (row) => row.reference ?? row.id,
  matter: (row) => row.id,
  reference: (row) => row.reference,
  'item-code': (row) => row.item_code,
  'item-name': (row) => row.item_name,
  'accepted-at': (row) => moment(row.opened_at),
  'finished-at': (row) => moment(row.closed_at),
  'rated-at': (row) => moment(row.rated_at),
  level: (row) => row.level,
  label: (row, _given, labels) => (row.level === null ? null : LABELS[labels][row.level].zh),
  tags: (row) => row.cause,
  staff: (row) => row.staff,
  'staff-name': (row, { names }) => (row.staff === null ? null : (names[row.staff] ?? row.staff)),
  station: (_row, { station }) => station,
  rating: (row) => (row.level === null ? null : row.press),
}

const asText = (cell: Cell): string =>
  typeof cell === 'object' ? (cell === null ? '' : localTime(cell.at)) : String(cell)

type Column = ExportMap['columns'][number]

const cellOf = (column: Column, row: Row, given: MappedWith, labels: LabelSet): Cell => {
  if ('text' in column) return column.text
  if ('fill' in column) return given.fill[column.fill] ?? null
  const cell = FIELDS[column.field](row, given, labels)
  return column.map?.[asText(cell)] ?? cell
}

const WHERE = {
  rated: `m.outcome = 'rated' and exists (select 1 from press q where q.id = m.press and q.matter = m.id)`,
  finished: `m.outcome in ('rated', 'unrated')`,
} as const

/** @returns the table; export/unfilled where the map asks for what nobody filled in. */
export const mappedTable = (db: Db, range: Range, map: ExportMap, given: MappedWith): Result<Table> => {
  const unfilled = map.columns.find((column) => 'fill' in column && !given.fill[column.fill]?.trim())
  if (unfilled) return fail('export/unfilled', { column: unfilled.head, map: map.name })
  const { order, ...found } = extent(db, range, WHERE[map.rows])
  return ok({
    headings: map.columns.map(({ head }) => head),
    ...found,
    rows: (function* () {
      const rows = db
        .prepare<[number, number], Row>(
          `select m.id, m.reference, m.item_code, m.item_name, m.opened_at, m.closed_at, p.at as rated_at, p.level,
            e.body ->> '$.cause' as cause, m.staff, m.press
            from matter m left join press p on p.id = m.press and p.matter = m.id left join entry e on e.id = p.id
            where m.opened_at >= ? and m.opened_at < ? and ${WHERE[map.rows]} order by ${order}`,
        )
        .iterate(...bounds(range))
      for (const row of rows) yield map.columns.map((column) => cellOf(column, row, given, map.labels))
    })(),
  })
}
