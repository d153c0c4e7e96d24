import { Button, Dropdown } from 'antd'
import type { Snapshot } from '../../shared/views.ts'
import { useText } from '../i18n/i18n.ts'
import { HelpButton } from '../parts/help-button.tsx'
import { Icon } from '../parts/icon.tsx'
import { DeliveryLight, PadLight } from '../parts/lights.tsx'
import { asPauseReason, PAUSE_REASONS, PAUSE_TEXT } from '../parts/pause.ts'
import { PracticeTag } from '../parts/practice.tsx'
import type { Desk } from './use-desk.ts'

/** Where a host has windows of its own, it opens them itself; a browser gets a small window of this page. */
const openBar = () => window.open('#/bar', 'guiping-bar', 'popup,width=560,height=56')

interface DeskHeadProps {
  snapshot: Snapshot
  desk: Desk
  onSignOut: () => void
}

/** Who is at work, the two lights, and what is done a few times a day. */
export const DeskHead = ({ snapshot, desk, onSignOut }: DeskHeadProps) => {
  const { t } = useText()
  const { host, counter, pad, delivery } = snapshot
  const ownWindows = host.capabilities.bar === 'window'
  return (
    <header className="head">
      <h1>{t('role.station', { station: host.station })}</h1>
      {counter.staff && (
        <span className="who">
          {counter.staff.name} <span className="figure soft">{counter.staff.number}</span>
        </span>
      )}
      {host.practice && <PracticeTag />}
      <PadLight pad={pad} />
      <DeliveryLight delivery={delivery} />
      <span className="space" />
      {!ownWindows && (
        <Button type="text" onClick={openBar} icon={<Icon name="link" />}>
          {t('menu.bar')}
        </Button>
      )}
      <Dropdown
        trigger={['click']}
        menu={{
          items: PAUSE_REASONS.map((reason) => ({ key: reason, label: t(PAUSE_TEXT[reason]) })),
          onClick: ({ key }) => {
            const reason = asPauseReason(key)
            if (reason) desk.pause(reason)
          },
        }}
      >
        <Button type="text" icon={<Icon name="pause" />} aria-haspopup="menu">
          {t('menu.pause')}
        </Button>
      </Dropdown>
      <Button type="text" icon={<Icon name="lock" />} onClick={() => desk.lock()}>
        {t('menu.lock')}
      </Button>
      <Button type="text" icon={<Icon name="out" />} onClick={onSignOut}>
        {t('menu.sign-out')}
      </Button>
      <HelpButton />
    </header>
  )
}
