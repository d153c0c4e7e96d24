import { useText } from '../i18n/i18n.ts'

/** The ways to the pages of those who are not clerks. */
export const PageLinks = () => {
  const { t } = useText()
  return (
    <nav className="links">
      <a href="#/setup">{t('sign-in.setup')}</a>
      <a href="#/device">{t('role.technician')}</a>
      <a href="#/it">{t('role.it')}</a>
    </nav>
  )
}
