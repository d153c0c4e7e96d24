import type { CounterView } from '../../shared/views.ts'
import { limitState, servedNow } from '../counter-time.ts'
import { formatDuration } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { useNow } from '../parts/use-now.ts'
import { useSelected, useUnreachable } from '../wire/use-store.ts'

const WORD = { near: 'matter.near', over: 'matter.over' } as const

/** Time at work against the item's limit: `03:12 / 15:00`. */
export const MatterClock = ({ counter, slim = false }: { counter: CounterView; slim?: boolean }) => {
  const { t } = useText()
  const unreachable = useUnreachable()
  const counterAt = useSelected((state) => state.counterAt)
  const now = useNow(counter.matter?.running ?? false)
  if (!counter.matter) return null
  if (unreachable) return <span className="matter-clock soft">{t('app.unknown')}</span>
  const served = servedNow(counter, counterAt, Math.max(now, counterAt))
  const { limitMs } = counter.matter
  const limit = limitState(served, counter.matter)
  const word = limit === 'within' ? null : t(WORD[limit])
  return (
    <span className={`matter-clock ${limit}`} title={word ?? undefined}>
      <span className="clock-figure">{formatDuration(served)}</span>
      {limitMs !== null && <span className="clock-limit"> / {formatDuration(limitMs)}</span>}
      {word && (
        <span className="clock-word" role="img" aria-label={word}>
          <Icon name="warn" />
          {!slim && word}
        </span>
      )}
    </span>
  )
}
