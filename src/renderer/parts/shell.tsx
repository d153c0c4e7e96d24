import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../i18n/i18n.ts'
import { goTo } from '../route.ts'
import { useSection, useSelected, useUnreachable } from '../wire/use-store.ts'
import { FaultLine } from './fault-line.tsx'
import { HelpButton } from './help-button.tsx'
import { PracticeTag } from './practice.tsx'

/** A line that says the program cannot be reached; the page keeps what it last knew of the matters, and no figure. */
export const Unreachable = () => {
  const { t } = useText()
  const unreachable = useUnreachable()
  const known = useSelected(({ snapshot }) => snapshot !== null)
  if (!unreachable) return null
  // Nothing is wrong: the program starts again on other data.
  if (unreachable.code === 'request/not-ready') return <output className="said">{t('app.changing')}</output>
  return (
    <FaultLine
      fault={unreachable}
      action={
        known && unreachable.code === 'request/offline' ? (
          <small className="code">{t('app.reconnecting')}</small>
        ) : null
      }
    />
  )
}

interface ShellProps {
  title: string
  children: ReactNode
  /** Right side of the head. */
  tools?: ReactNode
  /** Whether a way back to the front page is offered. */
  back?: boolean
  /** Where that way leads; the front page if left out. */
  onBack?: () => void
}

/** Head, troubles and body of every page but the front desk and the bar. */
export const Shell = ({ title, children, tools, back = true, onBack = () => goTo('') }: ShellProps) => {
  const { t } = useText()
  const host = useSection('host')
  return (
    <div className={`shell ${host.practice ? 'practice' : ''}`}>
      <header className="head">
        {back && (
          <Button className="head-back" type="text" onClick={onBack}>
            ← {t('app.back')}
          </Button>
        )}
        <h1>{title}</h1>
        <span className="head-station">{t('role.station', { station: host.station })}</span>
        {host.practice && <PracticeTag />}
        <span className="space" />
        {tools}
        <HelpButton />
      </header>
      <Unreachable />
      <FaultLine fault={host.trouble} />
      <main className="body">{children}</main>
    </div>
  )
}
