import { memo } from 'react'
import type { HostView, MatterRow } from '../../shared/views.ts'
import { formatDuration, formatTime } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { reasonWords } from '../i18n/reason.ts'
import { Icon } from '../parts/icon.tsx'
import { same } from '../wire/same.ts'

/** Beside the time: its sign, its words on hover and for screen readers. */
const Overtime = ({ ms }: { ms: number }) => {
  const { t } = useText()
  const words = t('today.overtime', { time: formatDuration(ms) })
  return (
    <span role="img" aria-label={words} title={words}>
      <Icon name="warn" />
    </span>
  )
}

/** One row's outcome: whether it was rated, never how. */
const Outcome = ({ row, reasons }: Pick<RowProps, 'row' | 'reasons'>) => {
  const { t, language } = useText()
  if (row.outcome === 'open') return <span className="outcome soft">{t('today.open')}</span>
  if (row.outcome === 'rated') {
    return (
      <span className="outcome good">
        <Icon name="check" />
        {t('today.rated')}
      </span>
    )
  }
  const code = row.explained ?? row.reason
  const reason = code ? ` · ${reasonWords(code, reasons, language, t)}` : ''
  return (
    <span className="outcome warn">
      <Icon name="none" />
      {t('today.unrated')}
      {reason}
    </span>
  )
}

interface RowProps {
  row: MatterRow
  reasons: HostView['unratedReasons']
  /** It lacks a reason of the clerk. */
  missing: boolean
  onItem: (row: MatterRow) => void
  onExplain: () => void
}

/** Every push brings the whole day anew; of its two hundred rows one or two are other than before. */
const sameRow = (one: RowProps, other: RowProps): boolean =>
  one.missing === other.missing &&
  one.reasons === other.reasons &&
  one.onItem === other.onItem &&
  one.onExplain === other.onExplain &&
  same(one.row, other.row)

const Row = memo(({ row, reasons, missing, onItem, onExplain }: RowProps) => {
  const { t, language } = useText()
  return (
    <tr>
      <td className="figure">{formatTime(row.openedAt, language)}</td>
      <td className="cut" title={row.item.name}>
        {row.ownShift && row.outcome !== 'open' ? (
          <button
            type="button"
            className="plain"
            aria-label={t('today.change-item', { name: row.item.name })}
            onClick={() => onItem(row)}
          >
            {row.item.name}
          </button>
        ) : (
          row.item.name
        )}
      </td>
      <td className="cut figure" title={row.reference ?? undefined}>
        {row.reference ?? '—'}
      </td>
      <td className={`number figure ${row.overtimeMs ? 'bad' : ''}`}>
        {row.overtimeMs && <Overtime ms={row.overtimeMs} />}{' '}
        {row.servedMs === null ? '—' : formatDuration(row.servedMs)}
      </td>
      <td>
        <Outcome row={row} reasons={reasons} />
        {missing && (
          <button type="button" className="plain accent" onClick={onExplain}>
            {t('today.explain')}
          </button>
        )}
      </td>
    </tr>
  )
}, sameRow)

interface TodayListProps {
  rows: readonly MatterRow[]
  host: HostView
  empty: string
  /** Ids of the matters that lack a reason of the clerk. */
  unexplained: ReadonlySet<string>
  onItem: (row: MatterRow) => void
  onExplain: () => void
}

/** Today's matters, newest first. Of the open shift, item and reason can still be put right. */
export const TodayList = ({ rows, host, empty, unexplained, onItem, onExplain }: TodayListProps) => {
  const { t } = useText()
  if (rows.length === 0) return <p className="empty">{empty}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it.
    <section className="scroll" aria-label={t('today.title')} tabIndex={0}>
      <table className="today">
        <thead>
          <tr>
            <th>{t('today.time')}</th>
            <th>{t('today.item')}</th>
            <th>{t('today.reference')}</th>
            <th className="number">{t('today.duration')}</th>
            <th>{t('today.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              reasons={host.unratedReasons}
              missing={unexplained.has(row.id)}
              onItem={onItem}
              onExplain={onExplain}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}
