import { Button } from 'antd'
import { memo, useMemo } from 'react'
import type { MatterRow } from '../../shared/views.ts'
import { useText } from '../i18n/i18n.ts'
import { useSection } from '../wire/use-store.ts'
import { TodayList } from './today-list.tsx'

const NONE: readonly MatterRow[] = []

interface TodayCardProps {
  onlyMissing: boolean
  onOnlyMissing: (only: boolean) => void
  onItem: (row: MatterRow) => void
  onExplain: () => void
}

/** Today's matters, all of them or those without a rating. */
export const TodayCard = memo(({ onlyMissing, onOnlyMissing, onItem, onExplain }: TodayCardProps) => {
  const { t } = useText()
  const host = useSection('host')
  const today = useSection('today')
  const matters = today?.matters ?? NONE
  const missing = matters.filter(({ outcome }) => outcome === 'unrated')
  const unexplained = useMemo(() => new Set(today?.unexplained.map(({ id }) => id)), [today])
  return (
    <section className="card today-card" aria-label={t('today.title')}>
      <div className="card-head">
        <h2>{t('today.title')}</h2>
        <Button type="text" aria-pressed={onlyMissing} onClick={() => onOnlyMissing(!onlyMissing)}>
          {onlyMissing ? t('today.all') : t('today.only-missing', { unrated: missing.length })}
        </Button>
      </div>
      <TodayList
        rows={onlyMissing ? missing : matters}
        host={host}
        unexplained={unexplained}
        onItem={onItem}
        onExplain={onExplain}
        empty={onlyMissing ? t('today.none-missing') : t('today.none')}
      />
    </section>
  )
})
