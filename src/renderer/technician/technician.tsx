import { useText } from '../i18n/i18n.ts'
import { RoleGate } from '../session/role-gate.tsx'
import { ConfigCard } from './config-card.tsx'
import { HallCard } from './hall-card.tsx'
import { LinkCard } from './link-card.tsx'
import { Monitor } from './monitor.tsx'

/** The technician's page. */
export const Technician = () => {
  const { t } = useText()
  return (
    <RoleGate who="technician" title={t('device.title')}>
      <div className="columns">
        <div className="column">
          <LinkCard />
          <HallCard />
          <ConfigCard />
        </div>
        <Monitor />
      </div>
    </RoleGate>
  )
}
