import { Button, Input } from 'antd'
import { useState } from 'react'
import { useItemSearch } from '../front-desk/use-item-search.ts'
import { useText } from '../i18n/i18n.ts'
import { wantedOf } from '../palette/initials.ts'
import { useAllOffers } from '../palette/offers.tsx'
import { Strip } from './strips.tsx'
import { useTyping } from './use-typing.ts'

interface Choice {
  id: string
  text: string
  title?: string | undefined
}

interface ChooseStripProps {
  label: string
  text: string
  onText: (text: string) => void
  choices: readonly Choice[]
  none: string
  onChoose: (id: string) => void
  onClose: () => void
}

/** A line to type in and what it finds; Enter takes the first. */
const ChooseStrip = ({ label, text, onText, choices, none, onChoose, onClose }: ChooseStripProps) => {
  const first = choices[0]
  const onClick = useTyping(true)
  return (
    <Strip onClose={onClose} typed>
      <Input
        className="strip-search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={64}
        autoFocus
        onClick={onClick}
        onChange={(event) => onText(event.target.value)}
        onPressEnter={(event) => {
          if (event.nativeEvent.isComposing || !first) return
          event.preventDefault()
          onChoose(first.id)
        }}
      />
      {choices.map(({ id, text: words, title }) => (
        <Button className="bar-small" key={id} title={title} onClick={() => onChoose(id)}>
          {words}
        </Button>
      ))}
      {choices.length === 0 && text !== '' && <span className="soft">{none}</span>}
    </Strip>
  )
}

/** An item for the matter in hand or the next one; favourites and what was done lately stand first. */
export const ItemStrip = ({ onItem, onClose }: { onItem: (code: string) => void; onClose: () => void }) => {
  const { t } = useText()
  const [text, setText] = useState('')
  const { found } = useItemSearch(text)
  // An Enter that is ahead of its answer would take the first of another question.
  const choices = found.text === text ? found.items : []
  return (
    <ChooseStrip
      label={t('matter.item-search')}
      text={text}
      onText={setText}
      choices={choices.map(({ code, name }) => ({ id: code, text: name, title: code }))}
      none={found.text === text ? t('matter.item-none') : ''}
      onChoose={(code) => {
        onClose()
        onItem(code)
      }}
      onClose={onClose}
    />
  )
}

/** The palette in one line. */
export const PaletteStrip = ({ onClose }: { onClose: () => void }) => {
  const { t } = useText()
  const [text, setText] = useState('')
  const offers = useAllOffers()
  return (
    <ChooseStrip
      label={t('palette.hint')}
      text={text}
      onText={setText}
      choices={wantedOf(offers, text).map(({ id, text: words, keys }) => ({
        id,
        text: words,
        title: keys ?? undefined,
      }))}
      none={t('palette.none')}
      onChoose={(id) => {
        onClose()
        offers.find((offer) => offer.id === id)?.run()
      }}
      onClose={onClose}
    />
  )
}
