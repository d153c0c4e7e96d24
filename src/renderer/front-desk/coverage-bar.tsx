import { Button } from 'antd'
import { coverageShare } from '../../shared/coverage.ts'
import type { TodayView } from '../../shared/views.ts'
import { formatCount, formatShare } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { useUnreachable } from '../wire/use-store.ts'

interface CoverageBarProps {
  coverage: TodayView['coverage']
  /** Matters without a reason of the clerk. */
  missing: number
  onMissing: () => void
}

/** Coverage of today as one bar against the site's target. */
export const CoverageBar = ({ coverage, missing, onMissing }: CoverageBarProps) => {
  const { t, language } = useText()
  const unreachable = useUnreachable()
  const share = coverageShare(coverage)
  const count = (value: number) => formatCount(value, language)
  const met = share !== null && share >= coverage.target
  const words =
    share === null
      ? t('coverage.none')
      : t('coverage.words', {
          rated: count(coverage.rated),
          asked: count(coverage.asked),
          closed: count(coverage.rated + coverage.unrated),
        })
  const target = t('coverage.target', { target: formatShare(coverage.target, language) })
  if (unreachable) {
    return (
      <div className="coverage soft">
        <strong>
          {t('coverage.title')} {t('app.unknown')}
        </strong>
      </div>
    )
  }
  return (
    <div className="coverage">
      <strong>
        {t('coverage.title')}{' '}
        {share !== null && <span className="figure">{formatShare(share, language)}</span>}
      </strong>
      <meter
        className="unseen"
        min={0}
        max={1}
        value={share ?? 0}
        aria-label={`${t('coverage.title')} ${words} ${target}`}
      />
      <span className="coverage-track" aria-hidden="true">
        <span className={`coverage-fill ${met ? 'met' : ''}`} style={{ width: `${(share ?? 0) * 100}%` }} />
        <span className="coverage-target" style={{ left: `${coverage.target * 100}%` }} />
      </span>
      <span>
        {target}
        {share !== null && ` · ${met ? t('coverage.met') : t('coverage.below')}`}
      </span>
      <span className="soft">{words}</span>
      {missing > 0 && <Button onClick={onMissing}>{t('reasons.missing', { count: missing })}</Button>}
    </div>
  )
}
