import type { LabelSet } from '../../shared/levels.ts'
import type { ReplayView } from '../../shared/monitor.ts'
import { formatCount } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { heardWords } from './words.ts'

export interface ReplayProps {
  name: string
  view: ReplayView
  /** The words on pads of its profile. */
  labels: LabelSet
}

/** What a capture says when a profile reads it. */
export const Replay = ({ name, view, labels }: ReplayProps) => {
  const { t, language } = useText()
  const count = (value: number) => formatCount(value, language)
  const seconds = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  // Rows have no name of their own: two events may come at the same time.
  const rows = view.rows.map((row, place) => ({ ...row, number: place + 1 }))
  return (
    <section className="replay" aria-label={t('capture.replay-of', { name })}>
      <output>
        <strong>{t('capture.replay-of', { name })}</strong>{' '}
        {t('capture.replayed', { keys: count(view.keys), events: count(view.events) })}
      </output>
      <FaultLine fault={view.advice} />
      {rows.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{t('capture.after')}</th>
              <th>{t('capture.meaning')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ t: ms, heard, number }) => (
              <tr key={number}>
                <td className="figure">{seconds.format(ms / 1000)} s</td>
                <td>{heardWords(heard, t, language, labels)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {view.events > rows.length && <p className="soft">{t('capture.more', { rows: count(rows.length) })}</p>}
    </section>
  )
}
