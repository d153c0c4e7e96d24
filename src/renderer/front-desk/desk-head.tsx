import { Button, Dropdown } from 'antd'
import { memo } from 'react'
import { useText } from '../i18n/i18n.ts'
import { HelpButton } from '../parts/help-button.tsx'
import { Icon } from '../parts/icon.tsx'
import { DeliveryLight, PadLight } from '../parts/lights.tsx'
import { asPauseReason, PAUSE_REASONS, PAUSE_TEXT } from '../parts/pause.ts'
import { PracticeTag } from '../parts/practice.tsx'
import { snapshotOf, useSection, useSelected } from '../wire/use-store.ts'
import type { Desk } from './use-desk.ts'

/** Where a host has windows of its own, it opens them itself; a browser gets a small window of this page. */
const openBar = () => window.open('#/bar', 'guiping-bar', 'popup,width=560,height=56')

const Lights = () => {
  const pad = useSection('pad')
  const delivery = useSection('delivery')
  return (
    <>
      <PadLight pad={pad} />
      <DeliveryLight delivery={delivery} />
    </>
  )
}

interface DeskHeadProps {
  desk: Desk
  onSignOut: () => void
}

/** Who is at work, the two lights, and what is done a few times a day. */
export const DeskHead = memo(({ desk, onSignOut }: DeskHeadProps) => {
  const { t } = useText()
  const host = useSection('host')
  const name = useSelected((page) => snapshotOf(page).counter.staff?.name)
  const number = useSelected((page) => snapshotOf(page).counter.staff?.number)
  const ownWindows = host.capabilities.bar === 'window'
  return (
    <header className="head">
      <h1>{t('role.station', { station: host.station })}</h1>
      {name !== undefined && (
        <span className="who">
          {name} <span className="figure soft">{number}</span>
        </span>
      )}
      {host.practice && <PracticeTag />}
      <Lights />
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
})
