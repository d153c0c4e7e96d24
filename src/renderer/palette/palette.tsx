import { useCallback, useEffect, useMemo, useState } from 'react'
import { useText } from '../i18n/i18n.ts'
import { Finder } from '../parts/finder.tsx'
import { wantedOf } from './initials.ts'
import { useAllOffers } from './offers.tsx'

/** Ctrl+K on this page. @param onOpen must stay the same function. */
export const usePaletteKey = (onOpen: () => void): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== 'KeyK') return
      event.preventDefault()
      if (!event.repeat) onOpen()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onOpen])
}

/** Everything that the page can do now, each with its key. */
const PaletteWindow = ({ onClose }: { onClose: () => void }) => {
  const { t } = useText()
  const offers = useAllOffers()
  const [text, setText] = useState('')
  const rows = useMemo(
    () =>
      wantedOf(offers, text).map((offer) => ({
        id: offer.id,
        text: offer.text,
        note: offer.keys && <kbd>{offer.keys}</kbd>,
      })),
    [offers, text],
  )
  const choose = useCallback(
    (id: string, pointed: boolean) => {
      const offer = offers.find((candidate) => candidate.id === id)
      if (!offer || (pointed && offer.isSettled?.() === false)) return
      onClose()
      offer.run()
    },
    [offers, onClose],
  )
  return (
    <Finder
      title={t('palette.title')}
      placeholder={t('palette.hint')}
      text={text}
      onText={setText}
      rows={rows}
      answered={text}
      none={t('palette.none')}
      onChoose={choose}
      onClose={onClose}
    />
  )
}

/** The palette of the full pages; the bar has its own form. */
export const Palette = () => {
  const [open, setOpen] = useState(false)
  usePaletteKey(useCallback(() => setOpen(true), []))
  return open ? <PaletteWindow onClose={() => setOpen(false)} /> : null
}
