import { Button, Dropdown } from 'antd'
import type { SiteReason } from '../../shared/people.ts'
import { useText } from '../i18n/i18n.ts'

interface UnratedMenuProps {
  reasons: readonly SiteReason[]
  open: boolean
  onOpen: (open: boolean) => void
  onChoose: (reason: string) => void
}

/** Ends the matter without a rating; a reason is always given. */
export const UnratedMenu = ({ reasons, open, onOpen, onChoose }: UnratedMenuProps) => {
  const { t, language } = useText()
  const items = reasons.map(({ code, zh, en }) => ({ key: code, label: language === 'zh-CN' ? zh : en }))
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={onOpen}
      autoFocus
      menu={{
        items: [{ key: 'why', type: 'group', label: t('matter.why-unrated'), children: items }],
        onClick: ({ key }) => {
          onOpen(false)
          onChoose(key)
        },
      }}
    >
      <Button aria-haspopup="menu" aria-expanded={open}>
        {t('matter.unrated')}
      </Button>
    </Dropdown>
  )
}
