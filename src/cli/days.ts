/** `--from` and `--to`: local days as people write them. */
import type { Range } from '../db/export/table.ts'
import { fail, ok, type Result } from '../shared/result.ts'

/** @returns the local midnight that begins `day` days after the named one, ms UTC; null for no such day. */
const midnight = (text: string, day: number): number | null => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!parts) return null
  const [year, month, date] = parts.slice(1).map(Number)
  if (year === undefined || month === undefined || date === undefined) return null
  const named = new Date(year, month - 1, date)
  // The calendar rolls 31 April over to May; a person who wrote it made a mistake.
  if (named.getMonth() !== month - 1 || named.getDate() !== date) return null
  return new Date(year, month - 1, date + day).getTime()
}

/** @param from, to local days `YYYY-MM-DD`, both inclusive. @returns ms UTC, or cli/usage naming what is wrong. */
export const dayRange = (days: { from?: string | undefined; to?: string | undefined }): Result<Range> => {
  const from = days.from === undefined ? undefined : midnight(days.from, 0)
  const to = days.to === undefined ? undefined : midnight(days.to, 1)
  if (from === null) return fail('cli/usage', { why: `--from ${days.from}: YYYY-MM-DD` })
  if (to === null) return fail('cli/usage', { why: `--to ${days.to}: YYYY-MM-DD` })
  if (from !== undefined && to !== undefined && from >= to)
    return fail('cli/usage', { why: `--from ${days.from} > --to ${days.to}` })
  return ok({ from, to })
}
