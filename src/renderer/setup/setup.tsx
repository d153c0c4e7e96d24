import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { useStartPractice } from '../parts/practice.tsx'
import { Shell } from '../parts/shell.tsx'
import { goTo } from '../route.ts'
import { useSnapshot } from '../wire/use-store.ts'
import { FirstPasswords } from './first-passwords.tsx'

interface ChoiceProps {
  icon: IconName
  title: string
  text: string
  children: ReactNode
}

const Choice = ({ icon, title, text, children }: ChoiceProps) => (
  <section className="card choice">
    <Icon name={icon} size={32} />
    <h2>{title}</h2>
    <p>{text}</p>
    {children}
  </section>
)

/** First start: connect a keypad, connect a hall, or try it. `onLater` goes to the sign-in without any of them. */
export const Setup = ({ onLater }: { onLater: () => void }) => {
  const { t } = useText()
  const { host } = useSnapshot()
  const practice = useStartPractice()
  return (
    <Shell title={t('setup.title')} back={!host.fresh}>
      <div className="setup">
        <p className="lead">{t('setup.lead')}</p>
        <div className="choices">
          <Choice icon="plug" title={t('setup.pad')} text={t('setup.pad-text')}>
            <Button size="large" block onClick={() => goTo('device')}>
              {t('setup.pad')}
            </Button>
          </Choice>
          <Choice icon="cloud" title={t('setup.hall')} text={t('setup.hall-text')}>
            <Button size="large" block onClick={() => goTo('device')}>
              {t('setup.hall')}
            </Button>
          </Choice>
          <Choice icon="check" title={t('setup.try')} text={t('setup.try-text')}>
            <Button size="large" block type="primary" loading={practice.waiting} onClick={practice.run}>
              {practice.waiting ? t('setup.starting') : t('setup.try-do')}
            </Button>
          </Choice>
        </div>
        <FaultLine fault={practice.fault} />
        <FirstPasswords />
        <nav className="links">
          <Button type="link" onClick={onLater}>
            {t('setup.sign-in')}
          </Button>
        </nav>
      </div>
    </Shell>
  )
}
