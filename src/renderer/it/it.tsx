import { useText } from '../i18n/i18n.ts'
import { RoleGate } from '../session/role-gate.tsx'
import { DeliveryCard } from './delivery-card.tsx'
import { ExportCard } from './export-card.tsx'
import { LaunchCard } from './launch-card.tsx'
import { WholeCard } from './whole-card.tsx'

/** The page of hall IT: is the log whole, take it out, how far is it delivered, what items open. */
export const It = () => {
  const { t } = useText()
  return (
    <RoleGate who="it" title={t('it.title')}>
      <div className="columns even">
        <div className="column">
          <WholeCard />
          <LaunchCard />
        </div>
        <div className="column">
          <DeliveryCard />
          <ExportCard />
        </div>
      </div>
    </RoleGate>
  )
}
