import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { Snapshot } from '../../shared/views.ts'
import { AskRing } from '../front-desk/ask-ring.tsx'
import { MatterClock } from '../front-desk/matter-clock.tsx'
import { type Desk, useDesk } from '../front-desk/use-desk.ts'
import { useHotkeys } from '../hotkeys/use-hotkeys.ts'
import { useText } from '../i18n/i18n.ts'
import { Announcer, STATE_TEXT } from '../parts/announcer.tsx'
import { useSentence } from '../parts/fault-line.tsx'
import { Icon } from '../parts/icon.tsx'
import { DeliveryLight, PadLight } from '../parts/lights.tsx'
import { NextButton } from '../parts/next-button.tsx'
import { usePageState, useSnapshot } from '../wire/use-store.ts'
import { BarSignIn, BarUnlock } from './bar-forms.tsx'
import { ItemStrip, MenuStrip, ReasonStrip } from './strips.tsx'

/** A popup would not fit a window of one line: choices take the line's place. */
export type StripName = 'item' | 'unrated' | 'menu' | null

/**
 * The sentence that takes the item's place, worst first; null when there is none. A hall that does not answer is left
 * to its light: nothing is lost, and it may last for hours.
 */
const useTrouble = ({ host, pad }: Snapshot, desk: Desk): string | null => {
  const say = useSentence()
  const { unreachable } = usePageState()
  const notice = desk.notice?.kind === 'fault' ? desk.notice.fault : null
  const fault = unreachable ?? notice ?? host.trouble ?? pad.trouble
  return fault ? `${say(fault)} (${fault.code})` : null
}

const BarLine = ({ desk, onStrip }: { desk: Desk; onStrip: (strip: StripName) => void }) => {
  const { t } = useText()
  const snapshot = useSnapshot()
  const { host, counter, pad, delivery } = snapshot
  const trouble = useTrouble(snapshot, desk)
  const said = desk.notice?.kind === 'said' ? desk.notice.text : null
  const words = trouble ?? said
  const asked = counter.state === 'asked'
  return (
    <>
      <PadLight pad={pad} slim />
      <span className={`bar-state state ${counter.state}`}>{t(STATE_TEXT[counter.state])}</span>
      <MatterClock counter={counter} slim />
      {words ? (
        <button
          type="button"
          className={`bar-words ${trouble ? 'warn' : ''}`}
          title={words}
          onClick={() => desk.setNotice(null)}
        >
          {words}
        </button>
      ) : (
        counter.matter && (
          <button
            type="button"
            className="bar-item"
            title={counter.matter.item.name}
            aria-label={`${t('matter.item')} ${counter.matter.item.name}`}
            onClick={() => onStrip('item')}
          >
            <span>{counter.matter.item.name}</span> ▾
          </button>
        )
      )}
      <span className="space" />
      <NextButton
        host={host}
        next={counter.next}
        onNext={desk.next}
        before={asked && <AskRing counter={counter} size={34} />}
      />
      {asked && (
        <Button className="bar-small" onClick={() => onStrip('unrated')}>
          {t('matter.unrated')}
        </Button>
      )}
      <DeliveryLight delivery={delivery} slim />
      <Button
        type="text"
        className="bar-icon"
        aria-label={t('menu.more')}
        title={t('menu.more')}
        onClick={() => onStrip('menu')}
        icon={<Icon name="dots" />}
      />
    </>
  )
}

/** The always-visible form of the front desk: one line of 56 pixels, from 420 wide. */
export const Bar = () => {
  const { t } = useText()
  const { host, counter } = useSnapshot()
  const desk = useDesk()
  const [strip, setStrip] = useState<StripName>(null)
  const close = () => setStrip(null)

  const handlers = useMemo(
    () => ({
      next: desk.next,
      unrated: () => setStrip('unrated'),
      show: () => window.focus(),
      back: () => {
        setStrip(null)
        desk.setNotice(null)
      },
    }),
    [desk],
  )
  useHotkeys(host.hotkeys, handlers)

  const content = () => {
    if (counter.state === 'signed-out') return <BarSignIn />
    if (counter.locked || !host.roles.includes('clerk')) return <BarUnlock />
    if (strip === 'item') return <ItemStrip desk={desk} onClose={close} />
    if (strip === 'unrated') return <ReasonStrip desk={desk} onClose={close} />
    if (strip === 'menu')
      return <MenuStrip desk={desk} onClose={close} onUnrated={() => setStrip('unrated')} />
    return <BarLine desk={desk} onStrip={setStrip} />
  }
  return (
    <main className={`bar ${counter.state} ${host.practice ? 'practice' : ''}`} aria-label={t('app.name')}>
      {host.practice && <span className="tag practice-tag">{t('practice.tag')}</span>}
      {content()}
      <Announcer counter={counter} more={desk.notice?.kind === 'said' ? desk.notice.text : ''} />
    </main>
  )
}
