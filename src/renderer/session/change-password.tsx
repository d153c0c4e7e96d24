import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { LEAST_PASSWORD, passwordFault } from '../../shared/password-rules.ts'
import type { Fault } from '../../shared/result.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { type Command, useCommand } from '../wire/use-store.ts'
import { PasswordField } from './password-field.tsx'

interface ChangePasswordProps {
  number: string
  /** The first password, as it was typed a moment ago. */
  old: string
  signIn: Command<'session.sign-in'>
}

/** A first password is changed before the first shift; then its owner is signed in with the new one. */
export const ChangePassword = ({ number, old, signIn }: ChangePasswordProps) => {
  const { t } = useText()
  const change = useCommand('session.change-password')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)
  const differs = tried && next !== '' && again !== '' && next !== again
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    // The name is the program's to compare; what can be said here is said at once.
    const wrong = passwordFault(next, { number, name: '', old })
    setFault(next === '' ? null : wrong)
    if (next === '' || again === '' || next !== again || wrong) return
    const changed = await change.run({ number, password: old, next })
    if (!changed.ok) return setFault(changed.error)
    await signIn.run({ number, password: next })
  }
  return (
    <form className="fields" onSubmit={submit} aria-label={t('password.title')}>
      <h3>{t('password.title')}</h3>
      <p>{t('password.lead')}</p>
      <p className="soft">{t('password.rules', { least: LEAST_PASSWORD })}</p>
      <PasswordField
        label={t('password.next')}
        value={next}
        onChange={setNext}
        empty={tried && next === ''}
        kind="new-password"
        autoFocus
      />
      <PasswordField
        label={t('password.again')}
        value={again}
        onChange={setAgain}
        empty={tried && again === ''}
        kind="new-password"
      />
      {differs && (
        <p className="field-problem" role="alert">
          {t('password.differs')}
        </p>
      )}
      <FaultLine fault={fault} />
      <Button block size="large" type="primary" htmlType="submit" loading={change.busy || signIn.busy}>
        {t('password.do')}
      </Button>
    </form>
  )
}
