/** What the page asks for: one filter for both lists; each takes what is its own. */
import type { Input } from '../../shared/commands.ts'
import type { Outcome } from '../../shared/log-view.ts'
import type { Verdict } from '../../shared/pad.ts'
import { boundsOf } from './days.ts'

export interface Filter {
  list: 'matters' | 'entries'
  /** `YYYY-MM-DD`, or empty for no bound. */
  from: string
  to: string
  staff: string | null
  item: string | null
  outcome: Outcome | null
  kind: string | null
  verdict: Verdict | null
  text: string
}

const PAGE = 100

const given = <T extends object>(fields: T): Partial<{ [K in keyof T]: NonNullable<T[K]> }> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== ''),
  ) as Partial<{
    [K in keyof T]: NonNullable<T[K]>
  }>

/** @param after the cursor of the page before. */
export const queryOf = (filter: Filter, after: number | null): Input<'log.list'> => {
  const { list, from, to, staff, item, outcome, kind, verdict } = filter
  const own = list === 'matters' ? given({ item, outcome }) : given({ kind, verdict })
  const text = filter.text.trim().slice(0, 64)
  return {
    list,
    ...boundsOf(from, to),
    ...given({ staff, text, after }),
    ...own,
    limit: PAGE,
    order: 'newest',
  } as Input<'log.list'>
}
