import { Button } from 'antd'
import { useText } from '../i18n/i18n.ts'

interface SignOutLineProps {
  onSure: () => void
  onCancel: () => void
}

/** Asked once, in its place: signing out ends the matter in hand. */
export const SignOutLine = ({ onSure, onCancel }: SignOutLineProps) => {
  const { t } = useText()
  return (
    <div className="fault sure" role="alert">
      <span>{t('menu.sign-out-sure')}</span>
      <Button onClick={onSure}>{t('menu.sign-out')}</Button>
      <Button onClick={onCancel}>{t('menu.cancel')}</Button>
    </div>
  )
}
