import { Select } from 'antd'
import { useRef, useState } from 'react'
import type { Item } from '../../shared/people.ts'
import { useText } from '../i18n/i18n.ts'
import { useStore } from '../wire/use-store.ts'

interface ItemSelectProps {
  id: string
  value: { code: string; name: string } | null
  onChange: (item: { code: string; name: string }) => void
}

/** Chooses the business item; the program searches, so that twenty thousand items never travel to the page. */
export const ItemSelect = ({ id, value, onChange }: ItemSelectProps) => {
  const { t } = useText()
  const store = useStore()
  const [found, setFound] = useState<Item[]>([])
  const asked = useRef('')

  const search = async (text: string) => {
    asked.current = text
    const result = await store.call('items.search', { text: text.slice(0, 64) })
    // Answers may overtake each other: only the one to the last question counts.
    if (result.ok && asked.current === text) setFound(result.value)
  }

  return (
    <Select
      id={id}
      className="item-select"
      aria-label={t('matter.item')}
      showSearch={{ filterOption: false, onSearch: search }}
      placeholder={t('matter.item-search')}
      notFoundContent={t('matter.item-none')}
      value={value ? { value: value.code, label: value.name } : null}
      labelInValue
      options={found.map(({ code, name }) => ({ value: code, label: `${name} · ${code}`, name }))}
      onOpenChange={(open) => {
        if (open) search('')
      }}
      onSelect={(chosen: { value: string }) => {
        const item = found.find(({ code }) => code === chosen.value)
        if (item) onChange(item)
      }}
    />
  )
}
