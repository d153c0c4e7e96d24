import { Button } from 'antd'
import type { Notice } from '../front-desk/use-desk.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from './fault-line.tsx'
import { Icon } from './icon.tsx'

/** The answer to the last command, in its place beneath the button. */
export const NoticeLine = ({ notice, onClose }: { notice: Notice; onClose: () => void }) => {
  const { t } = useText()
  if (!notice) return null
  const close = (
    <Button className="close" type="text" aria-label={t('app.close-notice')} onClick={onClose}>
      <Icon name="cross" />
    </Button>
  )
  if (notice.kind === 'fault') return <FaultLine fault={notice.fault} action={close} />
  return (
    <output className="said">
      <span>{notice.text}</span>
      {close}
    </output>
  )
}
