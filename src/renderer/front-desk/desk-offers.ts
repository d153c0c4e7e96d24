/** What a clerk can do now, for the palette: every command of the page with its key. */
import { useMemo } from 'react'
import { keyLabel } from '../../shared/hotkeys/accelerator.ts'
import { useText } from '../i18n/i18n.ts'
import { type Offer, useOffers } from '../palette/offers.tsx'
import { NEXT_TEXT } from '../parts/next-button.tsx'
import { PAUSE_REASONS, PAUSE_TEXT } from '../parts/pause.ts'
import { snapshotOf, useSection, useSelected } from '../wire/use-store.ts'
import type { Desk } from './use-desk.ts'

export interface DeskActions {
  next: () => void
  search: () => void
  signOut: () => void
  onlyMissing?: () => void
  explain?: () => void
}

export const useDeskOffers = (desk: Desk, actions: DeskActions): void => {
  const { t, language } = useText()
  const { hotkeys, unratedReasons, visit } = useSection('host')
  const { state, next, matter: inHand } = useSection('counter')
  const matter = inHand?.id ?? 'none'
  const undoes = state === 'serving' && (inHand?.undoMs ?? 0) > 0
  const adds = state === 'serving' && visit === 'one'
  const explains = useSelected((page) => (snapshotOf(page).today?.unexplained.length ?? 0) > 0)
  const offers = useMemo((): Offer[] => {
    const keysOf = (action: string) => {
      const found = hotkeys.find((hotkey) => hotkey.action === action)
      return found?.keys ? keyLabel(found.keys) : null
    }
    const { isSettled } = desk
    const offer = (id: string, text: string, run: () => void, keys: string | null = null): Offer => ({
      // What is done to one matter is another offer for the next.
      id: `${id} ${matter}`,
      text,
      keys,
      run,
      isSettled,
    })
    const open = state === 'serving' || state === 'asked'
    const step = t(NEXT_TEXT[next])
    return [
      offer(`next:${next}`, t('palette.next', { step }), actions.next, keysOf('next')),
      ...(state === 'asked'
        ? [offer('ask-again', t('matter.ask-again'), desk.askAgain, keysOf('ask-again'))]
        : []),
      ...(undoes ? [offer('undo', t('undo.name'), desk.undo, 'Ctrl+Z')] : []),
      ...(adds ? [offer('add', t('visit.add'), desk.add)] : []),
      offer('search', t('palette.search'), actions.search, keysOf('search')),
      ...(open
        ? unratedReasons.map(({ code, zh, en }, index) => {
            const reason = language === 'zh-CN' ? zh : en
            const run = () => desk.unrated(code)
            return offer(
              `unrated:${code}`,
              t('palette.unrated', { reason }),
              run,
              keysOf(`unrated-${index + 1}`),
            )
          })
        : []),
      ...(state === 'paused'
        ? []
        : PAUSE_REASONS.map((reason) =>
            offer(`pause:${reason}`, t('palette.pause', { reason: t(PAUSE_TEXT[reason]) }), () =>
              desk.pause(reason),
            ),
          )),
      ...(actions.onlyMissing ? [offer('only-missing', t('palette.only-missing'), actions.onlyMissing)] : []),
      ...(explains && actions.explain ? [offer('explain', t('reasons.title'), actions.explain)] : []),
      offer('deliver', t('delivery.now'), () => desk.deliver()),
      offer('lock', t('menu.lock'), () => desk.lock()),
      offer('sign-out', t('menu.sign-out'), actions.signOut),
    ]
  }, [t, language, hotkeys, unratedReasons, state, next, matter, undoes, adds, explains, desk, actions])
  useOffers(offers)
}
