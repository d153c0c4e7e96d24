import type { HostView, MatterRow } from '../../shared/views.ts'
import { formatDuration, formatTime } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { reasonWords } from '../i18n/reason.ts'
import { Icon } from '../parts/icon.tsx'

/** One row's outcome: whether it was rated, never how. */
const Outcome = ({ row, host }: { row: MatterRow; host: HostView }) => {
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
  const reason = row.reason ? ` · ${reasonWords(row.reason, host.unratedReasons, language, t)}` : ''
  return (
    <span className="outcome warn">
      <Icon name="none" />
      {t('today.unrated')}
      {reason}
    </span>
  )
}

/** Today's matters, newest first. */
export const TodayList = ({ rows, host, empty }: { rows: MatterRow[]; host: HostView; empty: string }) => {
  const { t, language } = useText()
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
            <tr key={row.id}>
              <td className="figure">{formatTime(row.openedAt, language)}</td>
              <td className="cut" title={row.item.name}>
                {row.item.name}
              </td>
              <td className="cut figure" title={row.reference ?? undefined}>
                {row.reference ?? '—'}
              </td>
              <td className="number figure">{row.servedMs === null ? '—' : formatDuration(row.servedMs)}</td>
              <td>
                <Outcome row={row} host={host} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
