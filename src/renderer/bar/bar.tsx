import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import type { Snapshot } from '../../shared/views.ts'
import { AskRing } from '../front-desk/ask-ring.tsx'
import { useDeskOffers } from '../front-desk/desk-offers.ts'
import { MatterClock } from '../front-desk/matter-clock.tsx'
import { UndoButton } from '../front-desk/undo-button.tsx'
import { useUnratedFor } from '../front-desk/unrated-for.ts'
import { type Desk, type Notice, useDesk } from '../front-desk/use-desk.ts'
import { HotkeyPauseLine } from '../hotkeys/hotkey-pause.tsx'
import { deskKeys, useHotkeys } from '../hotkeys/use-hotkeys.ts'
import { useKeyHeard } from '../hotkeys/use-key-heard.ts'
import { useText } from '../i18n/i18n.ts'
import { usePaletteKey } from '../palette/palette.tsx'
import { Announcer, STATE_TEXT } from '../parts/announcer.tsx'
import { useSentence } from '../parts/fault-line.tsx'
import { Icon } from '../parts/icon.tsx'
import { DeliveryLight, PadLight } from '../parts/lights.tsx'
import { NextButton } from '../parts/next-button.tsx'
import { useSnapshot, useUnreachable } from '../wire/use-store.ts'
import { BarSignIn, BarUnlock } from './bar-forms.tsx'
import { ItemStrip, PaletteStrip } from './choose-strips.tsx'
import { ExplainStrip } from './explain-strip.tsx'
import { ReasonStrip } from './reason-strip.tsx'
import { DeliveryStrip, MenuStrip, SignOutStrip, WordsStrip } from './strips.tsx'

/** A popup would not fit a window of one line: choices take the line's place. */
type StripName = 'item' | 'menu' | 'words' | 'sign-out' | 'palette' | 'delivery' | 'explain' | null

/**
 * The sentence that takes the item's place, worst first; null when there is none. A hall that does not answer is left
 * to its light: nothing is lost, and it may last for hours.
 */
const useTrouble = ({ host, pad }: Snapshot, notice: Notice): string | null => {
  const say = useSentence()
  const unreachable = useUnreachable()
  const refused = notice?.kind === 'fault' ? notice.fault : null
  const fault = unreachable ?? refused ?? host.trouble ?? pad.trouble
  return fault ? `${say(fault)} (${fault.code})` : null
}

interface BarLineProps {
  desk: Desk
  trouble: string | null
  /** The sentence in the item's place: the trouble, or what the last command came to. */
  words: string | null
  onStrip: (strip: StripName) => void
  onUnrated: () => void
}

const BarLine = ({ desk, trouble, words, onStrip, onUnrated }: BarLineProps) => {
  const { t } = useText()
  const snapshot = useSnapshot()
  const { host, counter, pad, delivery } = snapshot
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
          onClick={() => onStrip('words')}
        >
          {words}
        </button>
      ) : host.hotkeyPause?.why === 'card' ? (
        <HotkeyPauseLine pause={host.hotkeyPause} slim />
      ) : counter.matter ? (
        <button
          type="button"
          className="bar-item"
          title={counter.matter.item.name}
          aria-label={`${t('matter.item')} ${counter.matter.item.name}`}
          onClick={() => onStrip('item')}
        >
          <span>{counter.matter.item.name}</span> ▾
        </button>
      ) : (
        counter.state === 'idle' && (
          <button
            type="button"
            className="bar-item soft"
            title={counter.nextItem.name}
            aria-label={`${t('matter.item')} ${counter.nextItem.name}`}
            onClick={() => onStrip('item')}
          >
            {counter.nextItem.name}
          </button>
        )
      )}
      <span className="space" />
      <UndoButton desk={desk} slim />
      <NextButton
        host={host}
        next={counter.next}
        onNext={desk.next}
        isSettled={desk.isSettled}
        before={asked && <AskRing counter={counter} size={34} />}
      />
      {asked && (
        <Button className="bar-small" onClick={onUnrated}>
          {t('matter.unrated')}
        </Button>
      )}
      <button type="button" className="bar-light" onClick={() => onStrip('delivery')}>
        <DeliveryLight delivery={delivery} slim />
      </button>
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
  const snapshot = useSnapshot()
  const { host, counter } = snapshot
  const { desk, notice } = useDesk()
  const unrated = useUnratedFor()
  const { setOpen: setUnratedOpen } = unrated
  const trouble = useTrouble(snapshot, notice)
  const [strip, setStrip] = useState<StripName>(null)
  const close = () => setStrip(null)

  const handlers = useMemo(
    () => ({
      ...deskKeys(desk),
      next: desk.next,
      unrated: () => setUnratedOpen(true),
      search: () => setStrip('item'),
      back: () => {
        setStrip(null)
        setUnratedOpen(false)
        desk.setNotice(null)
      },
    }),
    [desk, setUnratedOpen],
  )
  useHotkeys(host.hotkeys, handlers)
  const unasked = snapshot.today?.unexplained.length ?? 0
  const signOut = useCallback(
    () => (counter.matter ? setStrip('sign-out') : unasked > 0 ? setStrip('explain') : void desk.signOut()),
    [counter.matter, unasked, desk],
  )
  const findFor = counter.matter?.id
  const actions = useMemo(
    () => ({ next: desk.next, search: () => setStrip('item'), signOut }),
    [desk, signOut],
  )
  useDeskOffers(desk, actions)
  usePaletteKey(useCallback(() => setStrip('palette'), []))
  // Beside the full page it only says what came of a key.
  useKeyHeard(host, handlers, desk, host.capabilities.bar === 'page')

  const said = notice?.kind === 'said' ? notice.text : ''
  const words = trouble ?? (said || null)
  const content = () => {
    if (counter.state === 'signed-out') return <BarSignIn />
    if (counter.locked || !host.roles.includes('clerk')) return <BarUnlock />
    if (strip === 'item')
      return <ItemStrip key={findFor} onItem={findFor ? desk.changeItem : desk.chooseNext} onClose={close} />
    if (strip === 'explain') return <ExplainStrip desk={desk} onClose={close} />
    if (strip === 'palette') return <PaletteStrip onClose={close} />
    if (strip === 'delivery') return <DeliveryStrip desk={desk} onClose={close} />
    if (unrated.open) return <ReasonStrip desk={desk} unrated={unrated} />
    if (strip === 'menu') {
      return (
        <MenuStrip
          desk={desk}
          onClose={close}
          onUnrated={() => setUnratedOpen(true)}
          onSignOut={signOut}
          onPalette={() => setStrip('palette')}
        />
      )
    }
    if (strip === 'sign-out' && counter.matter) return <SignOutStrip desk={desk} onClose={close} />
    if (strip === 'words' && words) {
      const read = () => {
        close()
        desk.setNotice(null)
      }
      return <WordsStrip words={words} onClose={read} />
    }
    return (
      <BarLine
        desk={desk}
        trouble={trouble}
        words={words}
        onStrip={setStrip}
        onUnrated={() => setUnratedOpen(true)}
      />
    )
  }
  return (
    <main className={`bar ${counter.state} ${host.practice ? 'practice' : ''}`} aria-label={t('app.name')}>
      {host.practice && <span className="tag practice-tag">{t('practice.tag')}</span>}
      {content()}
      <Announcer more={said} />
    </main>
  )
}
