import { useText } from '../i18n/i18n.ts'
import { ListsCard } from '../lists/lists-card.tsx'
import { RoleGate } from '../session/role-gate.tsx'
import { useSnapshot } from '../wire/use-store.ts'
import { CapturesCard } from './captures-card.tsx'
import { CardIndex } from './card-index.tsx'
import { CheckCard } from './check-card.tsx'
import { ConfigCard } from './config-card.tsx'
import { DetectCard } from './detect-card.tsx'
import { DisplayCard } from './display-card.tsx'
import { HallCard } from './hall-card.tsx'
import { HotkeysCard } from './hotkeys/hotkeys-card.tsx'
import { HOTKEYS_ID } from './keyboard-pad.tsx'
import { LearnCard } from './learn-card.tsx'
import { LinkCard } from './link-card.tsx'
import { Monitor } from './monitor.tsx'
import { PadView } from './pad-view.tsx'
import { pressedKeys } from './pressed-keys.ts'
import { ProgramsCard } from './programs-card.tsx'
import { useCheck } from './use-check.ts'
import { useChoices } from './use-choices.ts'
import { useLinkForm } from './use-link-form.ts'
import { useMonitor } from './use-monitor.ts'
import { labelsOf } from './words.ts'

/** Left what is to be done, right what the pad does. Only for technicians: it polls what others may not see. */
const Bench = () => {
  const { pad } = useSnapshot()
  const choices = useChoices()
  const check = useCheck()
  const { wire, fault } = useMonitor()
  const form = useLinkForm()
  const used = choices.profiles.find(({ name }) => name === pad.profile)
  const keys = check.check?.keys ?? pressedKeys(used?.keys ?? [], wire.events)
  return (
    <div className="columns bench">
      <div className="column">
        {/* The check comes first once it has begun: port and profile are chosen. */}
        {check.check && <CheckCard {...check} />}
        <LinkCard {...choices} form={form} onCheck={check.look} />
        <DetectCard {...choices} form={form} />
        {!check.check && <CheckCard {...check} />}
        <LearnCard look={choices.look} form={form} />
        <CapturesCard profiles={choices.profiles} />
        <HallCard />
        <ListsCard />
        <ConfigCard />
        <DisplayCard />
        <ProgramsCard />
        <div id={HOTKEYS_ID}>
          <HotkeysCard />
        </div>
      </div>
      <div className="column beside">
        <PadView keys={keys} events={wire.events} since={check.check?.startedAt ?? 0} />
        <Monitor wire={wire} fault={fault} labels={labelsOf(keys)} />
      </div>
    </div>
  )
}

/** The technician's page. */
export const Technician = () => {
  const { t } = useText()
  return (
    <RoleGate who="technician" title={t('device.title')}>
      <CardIndex />
      <Bench />
    </RoleGate>
  )
}
