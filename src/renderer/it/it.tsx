import { Segmented } from 'antd'
import { useState } from 'react'
import { useText } from '../i18n/i18n.ts'
import { DiagnoseCard } from '../log/diagnose-card.tsx'
import { ExportCard } from '../log/export-card.tsx'
import { LogView } from '../log/log-view.tsx'
import { RoleGate } from '../session/role-gate.tsx'
import { AsideCard } from './aside-card.tsx'
import { DeliveryCard } from './delivery-card.tsx'
import { KeepCard } from './keep-card.tsx'
import { LaunchCard } from './launch-card.tsx'
import { OfferCard } from './offer-card.tsx'
import { WholeCard } from './whole-card.tsx'

const VIEWS = ['whole', 'browse', 'export'] as const

/** The page of hall IT: is the log whole and delivered, what stands in it, take it out; what items open. */
export const It = () => {
  const { t } = useText()
  const [view, setView] = useState<(typeof VIEWS)[number]>('whole')
  return (
    <RoleGate who="it" title={t('it.title')}>
      <div className="it">
        <Segmented
          aria-label={t('log.views')}
          value={view}
          options={VIEWS.map((value) => ({ value, label: t(`log.view-${value}`) }))}
          onChange={setView}
        />
        {view === 'whole' && (
          <div className="columns even">
            <div className="column">
              <WholeCard />
              <LaunchCard />
              <DiagnoseCard />
            </div>
            <div className="column">
              <DeliveryCard />
              <KeepCard />
              <AsideCard />
            </div>
          </div>
        )}
        {view === 'browse' && <LogView />}
        {view === 'export' && (
          <div className="columns even">
            <div className="column">
              <ExportCard />
            </div>
            <div className="column">
              <OfferCard />
            </div>
          </div>
        )}
      </div>
    </RoleGate>
  )
}
