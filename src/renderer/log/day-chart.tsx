import { coverageShare } from '../../shared/coverage.ts'
import { LABELS, type LabelSet, LEVELS } from '../../shared/levels.ts'
import type { DaySum } from '../../shared/log-view.ts'
import { formatCount, formatShare } from '../format.ts'
import { useText } from '../i18n/i18n.ts'

/** Days that bars are drawn for; of more, the last. */
const MOST = 62
const HEIGHT = 52
const WIDTH = 18

const sumOf = (days: readonly DaySum[], of: (day: DaySum) => number) =>
  days.reduce((sum, day) => sum + of(day), 0)

interface DayChartProps {
  days: readonly DaySum[]
  labels: LabelSet
  onDay(day: string): void
}

/** Matters of each day as a bar, rated and not; a bar narrows the list to its day. */
export const DayChart = ({ days, labels, onDay }: DayChartProps) => {
  const { t, language } = useText()
  const shown = days.filter((day) => day.matters > 0).slice(-MOST)
  const most = Math.max(1, ...shown.map((day) => day.matters))
  const count = (value: number) => formatCount(value, language)
  const share = (of: Pick<DaySum, 'rated' | 'unrated'>) => {
    const part = coverageShare(of)
    return part === null ? '–' : formatShare(part, language)
  }
  if (shown.length === 0) return <p className="soft">{t('log.days-none')}</p>
  const [rated, unrated] = [sumOf(days, (day) => day.rated), sumOf(days, (day) => day.unrated)]
  const height = (matters: number) => (HEIGHT * matters) / most
  const words = (day: DaySum) =>
    t('log.day', {
      day: day.day,
      matters: count(day.matters),
      rated: count(day.rated),
      unrated: count(day.unrated),
      share: share(day),
    })
  return (
    <div className="days">
      <p className="days-sum">
        {t('log.sum', {
          matters: count(sumOf(days, (day) => day.matters)),
          closed: count(rated + unrated),
          asked: count(sumOf(days, (day) => day.asked)),
          rated: count(rated),
          share: share({ rated, unrated }),
        })}
      </p>
      <ul className="days-levels" aria-label={t('log.levels')}>
        {LEVELS.map((level, index) => (
          <li key={level}>
            {LABELS[labels][level][language === 'zh-CN' ? 'zh' : 'en']}{' '}
            <b className="figure">{count(sumOf(days, (day) => day.levels[index] ?? 0))}</b>
          </li>
        ))}
      </ul>
      <p className="days-legend" aria-hidden="true">
        <span className="days-rated" /> {t('log.legend-rated')}
        <span className="days-unrated" /> {t('log.legend-unrated')}
        <span className="days-other" /> {t('log.legend-other')}
      </p>
      <div className="days-bars">
        {shown.map((day) => (
          <button
            key={day.day}
            type="button"
            className="days-bar"
            style={{ width: WIDTH }}
            title={words(day)}
            aria-label={words(day)}
            onClick={() => onDay(day.day)}
          >
            <span
              className="days-other"
              style={{ height: height(Math.max(0, day.matters - day.rated - day.unrated)) }}
            />
            <span className="days-unrated" style={{ height: height(day.unrated) }} />
            <span className="days-rated" style={{ height: height(day.rated) }} />
            <small>{day.day.slice(8)}</small>
          </button>
        ))}
      </div>
    </div>
  )
}
