import { useCallback, useMemo, useState } from 'react'
import type { Fault } from '../../shared/result.ts'
import { useText } from '../i18n/i18n.ts'
import { useSentence } from '../parts/fault-line.tsx'
import { Finder } from '../parts/finder.tsx'
import { useItemSearch } from './use-item-search.ts'

/** The program answers with no more than this. */
const MOST = 50

interface ItemFinderProps {
  onChoose: (item: { code: string; name: string }) => void
  onClose: () => void
}

/** Chooses an item: favourites and what was done lately stand first, a few letters find the rest. */
export const ItemFinder = ({ onChoose, onClose }: ItemFinderProps) => {
  const { t } = useText()
  const say = useSentence()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<Fault | null>(null)
  const { found, star } = useItemSearch(text)
  const { items } = found
  const rows = useMemo(
    () =>
      items.map(({ code, name, recent, favourite }) => ({
        id: code,
        text: name,
        note: recent ? `${t('finder.recent')} · ${code}` : code,
        star: favourite,
      })),
    [items, t],
  )
  const choose = useCallback(
    (code: string) => {
      const item = items.find((candidate) => candidate.code === code)
      if (!item) return
      onClose()
      onChoose({ code, name: item.name })
    },
    [items, onChoose, onClose],
  )
  const onStar = async (code: string) =>
    setFault(await star(code, !items.find((item) => item.code === code)?.favourite))
  return (
    <Finder
      title={t('palette.search')}
      placeholder={t('matter.item-search')}
      text={text}
      onText={setText}
      rows={rows}
      answered={found.text}
      none={t('matter.item-none')}
      foot={
        fault
          ? `${say(fault)} (${fault.code})`
          : items.length >= MOST
            ? `${t('finder.more', { count: MOST })} · ${t('finder.foot')}`
            : t('finder.foot')
      }
      onChoose={choose}
      onStar={onStar}
      onClose={onClose}
    />
  )
}
