import { Button } from 'antd'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import type { Desk } from '../front-desk/use-desk.ts'
import { useText } from '../i18n/i18n.ts'
import { DeliveryLight } from '../parts/lights.tsx'
import { PAUSE_REASONS, PAUSE_TEXT } from '../parts/pause.ts'
import { useSnapshot } from '../wire/use-store.ts'
import { useOpenDesk } from './use-open-desk.ts'

export interface StripProps {
  desk: Desk
  onClose: () => void
}

interface StripBoxProps {
  onClose: () => void
  /** The strip has a line to type in, which takes the focus. */
  typed?: boolean
  children: ReactNode
}

const ARROWS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** A way back, and what to choose from in up to two rows; more than that scrolls. Arrows move as Tab does. */
export const Strip = ({ onClose, typed = false, children }: StripBoxProps) => {
  const { t } = useText()
  const box = useRef<HTMLFieldSetElement>(null)
  const move = (event: KeyboardEvent) => {
    const by = ARROWS[event.key]
    const inside = event.target instanceof HTMLInputElement
    // Left and right are the line's own while one types.
    if (!by || event.ctrlKey || event.altKey || (inside && !/Up|Down/.test(event.key))) return
    const places = [...(box.current?.querySelectorAll<HTMLElement>('input, button') ?? [])]
    const at = places.findIndex((place) => place.matches(':focus'))
    places[(at + by + places.length) % places.length]?.focus()
    event.preventDefault()
  }
  return (
    <fieldset className="strip-all" ref={box} onKeyDown={move}>
      <Button
        className="bar-small"
        autoFocus={!typed}
        type="text"
        onClick={onClose}
        aria-label={t('app.back')}
      >
        ←
      </Button>
      <div className="strip">{children}</div>
    </fieldset>
  )
}

interface MenuStripProps extends StripProps {
  onUnrated: () => void
  onSignOut: () => void
  onPalette: () => void
}

/** What is done a few times a day. */
export const MenuStrip = ({ desk, onClose, onUnrated, onSignOut, onPalette }: MenuStripProps) => {
  const { t } = useText()
  const { counter } = useSnapshot()
  const openDesk = useOpenDesk()
  const then = (run: () => void) => () => {
    onClose()
    run()
  }
  return (
    <Strip onClose={onClose}>
      {counter.state === 'serving' && (
        <Button className="bar-small" onClick={then(onUnrated)}>
          {t('matter.unrated')}
        </Button>
      )}
      {counter.state === 'asked' && (
        <Button className="bar-small" onClick={then(() => desk.askAgain())}>
          {t('matter.ask-again')}
        </Button>
      )}
      {PAUSE_REASONS.map((reason) => (
        <Button className="bar-small" key={reason} onClick={then(() => desk.pause(reason))}>
          {t(PAUSE_TEXT[reason])}
        </Button>
      ))}
      <Button className="bar-small" onClick={then(() => desk.lock())}>
        {t('menu.lock')}
      </Button>
      <Button className="bar-small" onClick={then(onSignOut)}>
        {t('menu.sign-out')}
      </Button>
      <Button className="bar-small" onClick={then(openDesk)}>
        {t('menu.desk')}
      </Button>
      <Button className="bar-small" title="Ctrl+K" onClick={onPalette}>
        {t('palette.title')}
      </Button>
    </Strip>
  )
}

/** A sentence that the line has no room for. */
export const WordsStrip = ({ words, onClose }: { words: string; onClose: () => void }) => (
  <Strip onClose={onClose}>
    <span className="strip-words">{words}</span>
  </Strip>
)

/** Asked once: signing out ends the matter in hand. */
export const SignOutStrip = ({ desk, onClose }: StripProps) => {
  const { t } = useText()
  return (
    <Strip onClose={onClose}>
      <span className="strip-words" role="alert">
        {t('menu.sign-out-sure')}
      </span>
      <Button className="bar-small" onClick={() => desk.signOut()}>
        {t('menu.sign-out')}
      </Button>
      <Button className="bar-small" onClick={onClose}>
        {t('menu.cancel')}
      </Button>
    </Strip>
  )
}

/** What waits for the hall, and the one thing to do about it. */
export const DeliveryStrip = ({ desk, onClose }: StripProps) => {
  const { t } = useText()
  const { delivery } = useSnapshot()
  const deliver = () => {
    onClose()
    desk.deliver()
  }
  return (
    <Strip onClose={onClose}>
      <DeliveryLight delivery={delivery} />
      {delivery.state !== 'none' && (
        <Button className="bar-small" onClick={deliver}>
          {t('delivery.now')}
        </Button>
      )}
    </Strip>
  )
}
