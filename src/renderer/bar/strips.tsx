import { Button, Input } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { Item } from '../../shared/people.ts'
import type { Desk } from '../front-desk/use-desk.ts'
import { useText } from '../i18n/i18n.ts'
import { PAUSE_REASONS, PAUSE_TEXT } from '../parts/pause.ts'
import { useSnapshot, useStore } from '../wire/use-store.ts'

export interface StripProps {
  desk: Desk
  onClose: () => void
}

/** A way back, and what to choose from in up to two rows; more than that scrolls. */
export const Strip = ({ onClose, children }: { onClose: () => void; children: ReactNode }) => {
  const { t } = useText()
  return (
    <>
      <Button className="bar-small" autoFocus type="text" onClick={onClose} aria-label={t('app.back')}>
        ←
      </Button>
      <div className="strip">{children}</div>
    </>
  )
}

/** Another item for the matter in hand. */
export const ItemStrip = ({ desk, onClose }: StripProps) => {
  const { t } = useText()
  const store = useStore()
  const [text, setText] = useState('')
  const [found, setFound] = useState<Item[]>([])
  useEffect(() => {
    let current = true
    store.call('items.search', { text }).then((result) => {
      if (current && result.ok) setFound(result.value)
    })
    return () => {
      current = false
    }
  }, [store, text])
  const choose = (code: string) => {
    onClose()
    desk.changeItem(code)
  }
  return (
    <Strip onClose={onClose}>
      <Input
        className="strip-search"
        aria-label={t('matter.item-search')}
        placeholder={t('matter.item-search')}
        value={text}
        maxLength={64}
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => found[0] && choose(found[0].code)}
      />
      {found.map(({ code, name }) => (
        <Button className="bar-small" key={code} onClick={() => choose(code)}>
          {name}
        </Button>
      ))}
      {found.length === 0 && text !== '' && <span className="soft">{t('matter.item-none')}</span>}
    </Strip>
  )
}

interface MenuStripProps extends StripProps {
  onUnrated: () => void
  onSignOut: () => void
}

/** What is done a few times a day. */
export const MenuStrip = ({ desk, onClose, onUnrated, onSignOut }: MenuStripProps) => {
  const { t } = useText()
  const { host, counter } = useSnapshot()
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
      {host.capabilities.bar === 'page' && (
        <Button className="bar-small" onClick={then(() => window.open('#/', 'guiping-desk'))}>
          {t('menu.desk')}
        </Button>
      )}
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
