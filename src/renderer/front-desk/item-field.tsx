import { Button } from 'antd'
import { memo } from 'react'
import { useText } from '../i18n/i18n.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { snapshotOf, useSelected } from '../wire/use-store.ts'

interface ItemFieldProps {
  onOpen: () => void
}

/** The item that is, or will be, recorded; a click finds another. */
export const ItemField = memo(({ onOpen }: ItemFieldProps) => {
  const { t } = useText()
  const name = useSelected((page) => {
    const { matter, nextItem } = snapshotOf(page).counter
    return (matter?.item ?? nextItem).name
  })
  return (
    <Field label={t('matter.item')}>
      {(id) => (
        <Button
          id={id}
          className="item-field"
          aria-haspopup="dialog"
          aria-label={`${t('matter.item')} ${name}`}
          title={name}
          onClick={onOpen}
        >
          <span className="item-name">{name}</span>
          <Icon name="down" />
        </Button>
      )}
    </Field>
  )
})
