import { Button } from 'antd'
import { useText } from '../i18n/i18n.ts'
import { goTo, useRoute } from '../route.ts'
import { Icon } from './icon.tsx'

/** The way to the help, on every full page. F1 is not used: F-keys belong to the card terminal. */
export const HelpButton = () => {
  const { t } = useText()
  if (useRoute() === 'help') return null
  return (
    <Button
      type="text"
      icon={<Icon name="help" />}
      aria-label={t('help.open')}
      title={t('help.open')}
      onClick={() => goTo('help')}
    />
  )
}
