/** The table of the site's reasons for a matter without a rating: 原因代码,中文,英文. */
import { type SiteReason, SYSTEM_REASONS, siteReasonSchema } from '../../shared/people.ts'
import type { Problem } from './problems.ts'
import type { Sheet } from './sheet.ts'
import { type Columns, checkName, readTable } from './table.ts'

export const REASON_COLUMNS = {
  code: ['原因代码', 'reason code'],
  zh: ['中文', 'chinese'],
  en: ['英文', 'english'],
} as const satisfies Columns<string>

const MOST = { code: 32, zh: 32, en: 64, rows: 20 }

export const readReasons = (sheet: Sheet): { reasons: SiteReason[]; problems: Problem[] } => {
  const { rows, problems } = readTable(sheet, REASON_COLUMNS, { most: MOST.rows })
  const seen = new Set<string>()
  const own: readonly string[] = SYSTEM_REASONS
  for (const row of rows) {
    const { code } = row.cells
    checkName(row, 'code', MOST.code, seen)
    if (code !== '' && !siteReasonSchema.shape.code.safeParse(code).success) row.wrong('code', 'not-code')
    if (own.includes(code)) row.wrong('code', 'reserved')
    checkName(row, 'zh', MOST.zh, null)
    checkName(row, 'en', MOST.en, null)
  }
  return { reasons: rows.map(({ cells }) => cells), problems }
}
