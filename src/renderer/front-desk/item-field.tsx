import { Button } from 'antd'
import { useText } from '../i18n/i18n.ts'
import { Icon } from '../parts/icon.tsx'

interface ItemFieldProps {
  id: string
  item: { code: string; name: string }
  onOpen: () => void
}

/** The item that is, or will be, recorded; a click finds another. */
export const ItemField = ({ id, item, onOpen }: ItemFieldProps) => {
  const { t } = useText()
  return (
    <Button
      id={id}
      className="item-field"
      aria-haspopup="dialog"
      aria-label={`${t('matter.item')} ${item.name}`}
      title={item.name}
      onClick={onOpen}
    >
      <span className="item-name">{item.name}</span>
      <Icon name="down" />
    </Button>
  )
}
