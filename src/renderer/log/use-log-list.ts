import { useCallback, useEffect, useRef, useState } from 'react'
import type { EntryLine, Indexed, MatterLine } from '../../shared/log-view.ts'
import type { Fault } from '../../shared/result.ts'
import { usePoll } from '../parts/use-now.ts'
import { useStore } from '../wire/use-store.ts'
import { type Filter, queryOf } from './filter.ts'

export interface LogRows {
  list: Filter['list']
  matters: MatterLine[]
  entries: EntryLine[]
  next: number | null
  indexed: Indexed
}

/** How often the first page is asked for again while the log is still being taken in. */
const INDEX_MS = 1_000

const EMPTY: Omit<LogRows, 'list'> = { matters: [], entries: [], next: null, indexed: { done: 0, total: 0 } }

/** The rows of a filter, page by page. An answer that a newer question has overtaken is dropped. */
export const useLogList = (filter: Filter) => {
  const store = useStore()
  const [rows, setRows] = useState<LogRows>({ list: filter.list, ...EMPTY })
  const [fault, setFault] = useState<Fault | null>(null)
  const [busy, setBusy] = useState(true)
  const asked = useRef(0)

  const ask = useCallback(
    async (before: LogRows | null) => {
      asked.current += 1
      const own = asked.current
      setBusy(true)
      const result = await store.call('log.list', queryOf(filter, before?.next ?? null))
      if (own !== asked.current) return
      setBusy(false)
      setFault(result.ok ? null : result.error)
      if (!result.ok) return
      const { matters, entries, ...rest } = result.value
      const known = new Set(before?.matters.map(({ id }) => id))
      setRows({
        list: filter.list,
        // A search finds a matter by each of its notes.
        matters: [...(before?.matters ?? []), ...matters.filter(({ id }) => !known.has(id))],
        entries: [...(before?.entries ?? []), ...entries],
        ...rest,
      })
    },
    [store, filter],
  )
  useEffect(() => {
    ask(null)
  }, [ask])
  const first = useCallback(() => ask(null), [ask])
  const behind = rows.indexed.done < rows.indexed.total
  usePoll(behind && fault === null, INDEX_MS, first)

  const more = useCallback(() => {
    if (!busy && rows.next !== null) ask(rows)
  }, [ask, busy, rows])
  return { rows, fault, busy, more, behind }
}
