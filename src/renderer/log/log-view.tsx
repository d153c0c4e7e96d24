import type { InputRef } from 'antd'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { DaySum, EntryLine, Facets, MatterLine } from '../../shared/log-view.ts'
import { pageClock } from '../clock.ts'
import { formatCount, formatMoment, formatShare } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { useSnapshot, useStore } from '../wire/use-store.ts'
import { DayChart } from './day-chart.tsx'
import { boundsOf, daysAgo, dayText } from './days.ts'
import type { Filter } from './filter.ts'
import { FilterBar } from './filter-bar.tsx'
import { type Shown, StoryPanel } from './story-panel.tsx'
import { useLogList } from './use-log-list.ts'
import { type Column, VirtualRows } from './virtual-rows.tsx'
import { entryWords, kindWords, matterNote, type Speech } from './words.ts'

const NO_FILTER = { staff: null, item: null, outcome: null, kind: null, verdict: null, text: '' }

const mattersColumns = (speech: Speech): Column<MatterLine>[] => [
  {
    key: 'time',
    head: speech.t('log.column-time'),
    width: '208px',
    className: 'figure',
    cell: ({ openedAt }) => formatMoment(openedAt, speech.language),
  },
  { key: 'staff', head: speech.t('log.column-staff'), width: '80px', cell: ({ staff }) => staff ?? '' },
  {
    key: 'item',
    head: speech.t('log.column-item'),
    cell: ({ item }) => <span title={item.code}>{item.name}</span>,
  },
  {
    key: 'reference',
    head: speech.t('log.column-reference'),
    cell: ({ reference }) => reference ?? '',
  },
  {
    key: 'outcome',
    head: speech.t('log.column-outcome'),
    width: '104px',
    cell: ({ outcome }) => speech.t(`log.outcome-${outcome}`),
  },
  {
    key: 'note',
    head: speech.t('log.column-note'),
    cell: (matter) => matterNote(matter, speech),
  },
]

const entriesColumns = (speech: Speech): Column<EntryLine>[] => [
  {
    key: 'seq',
    head: speech.t('log.column-seq'),
    width: '88px',
    className: 'figure',
    cell: ({ seq }) => seq,
  },
  {
    key: 'time',
    head: speech.t('log.column-time'),
    width: '208px',
    className: 'figure',
    cell: ({ at }) => (at === null ? '' : formatMoment(at, speech.language)),
  },
  { key: 'staff', head: speech.t('log.column-staff'), width: '80px', cell: ({ by }) => by ?? '' },
  {
    key: 'kind',
    head: speech.t('log.column-kind'),
    width: '128px',
    cell: ({ kind }) => <span title={kind}>{kindWords(kind, speech.t)}</span>,
  },
  {
    key: 'content',
    head: speech.t('log.column-content'),
    cell: (entry) => <span title={entryWords(entry, speech)}>{entryWords(entry, speech)}</span>,
  },
]

const shownOf = (entry: EntryLine): Shown => (entry.matter === null ? { entry } : { matter: entry.matter })
const keyOfShown = (shown: Shown | null): string | null =>
  shown && ('matter' in shown ? shown.matter : String(shown.entry.n))

/** Browses the log: filters, a chart of the days, rows as far as one scrolls, and a matter's story beside them. */
export const LogView = () => {
  const { t, language } = useText()
  const store = useStore()
  const { host } = useSnapshot()
  const now = pageClock.now()
  const [filter, setFilter] = useState<Filter>({
    ...NO_FILTER,
    list: 'matters',
    from: daysAgo(now, 29),
    to: dayText(now),
  })
  const [facets, setFacets] = useState<Facets | null>(null)
  const [days, setDays] = useState<DaySum[]>([])
  const [shown, setShown] = useState<Shown | null>(null)
  const search = useRef<InputRef>(null)
  const page = useRef<HTMLDivElement>(null)
  const { rows, fault, busy, more, behind } = useLogList(filter)
  const { from, to } = filter
  const change = useCallback((part: Partial<Filter>) => setFilter((before) => ({ ...before, ...part })), [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the log has been taken in
  useEffect(() => {
    store.call('log.facets', {}).then((result) => result.ok && setFacets(result.value))
  }, [store, behind])
  // biome-ignore lint/correctness/useExhaustiveDependencies: likewise
  useEffect(() => {
    let current = true
    store.call('log.days', boundsOf(from, to)).then((result) => current && result.ok && setDays(result.value))
    return () => {
      current = false
    }
  }, [store, from, to, behind])

  const labels = facets?.labels ?? '2010'
  const speech = useMemo(
    (): Speech => ({ t, language, labels, reasons: host.unratedReasons }),
    [t, language, labels, host.unratedReasons],
  )
  const close = () => {
    setShown(null)
    page.current?.querySelector<HTMLElement>('.rows button[tabindex="0"]')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const find = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)
    if (find) search.current?.focus({ cursor: 'all' })
    else if (event.key === 'Escape' && shown) close()
    else return
    event.preventDefault()
  }
  const none = busy ? t('log.loading') : t('log.none')
  const share = rows.indexed.total === 0 ? 0 : rows.indexed.done / rows.indexed.total
  const count = rows.list === 'matters' ? rows.matters.length : rows.entries.length
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the whole view
    <div ref={page} className={`log ${shown ? 'with-story' : ''}`} onKeyDown={onKeyDown}>
      <div className="log-main">
        <div className="card log-card">
          <FilterBar filter={filter} facets={facets} search={search} onChange={change} />
          <DayChart days={days} labels={labels} onDay={(day) => change({ from: day, to: day })} />
        </div>
        <section className="card log-list" aria-label={t('log.rows')}>
          <FaultLine fault={fault} />
          {behind && fault === null && (
            <output className="said">{t('log.indexing', { percent: formatShare(share, language) })}</output>
          )}
          {rows.list === 'matters' ? (
            <VirtualRows
              label={t('log.matters')}
              columns={mattersColumns(speech)}
              rows={rows.matters}
              keyOf={({ id }) => id}
              open={keyOfShown(shown)}
              onOpen={({ id }) => setShown({ matter: id })}
              onEnd={more}
              none={none}
            />
          ) : (
            <VirtualRows
              label={t('log.entries')}
              columns={entriesColumns(speech)}
              rows={rows.entries}
              keyOf={({ n }) => String(n)}
              open={keyOfShown(shown)}
              onOpen={(entry) => setShown(shownOf(entry))}
              onEnd={more}
              none={none}
            />
          )}
          <p className="log-foot soft">
            <span>
              {t('log.count', { count: formatCount(count, language) })}
              {rows.next !== null && ` · ${t('log.more')}`}
            </span>
            <span>{t('log.hint')}</span>
          </p>
        </section>
      </div>
      {shown && <StoryPanel shown={shown} speech={speech} onClose={close} />}
    </div>
  )
}
