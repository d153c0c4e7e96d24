import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Fault } from '../../shared/result.ts'
import { AskRing } from '../front-desk/ask-ring.tsx'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { LeavePractice } from '../parts/practice.tsx'
import { Shell } from '../parts/shell.tsx'
import { useCommand, useSnapshot, useStore } from '../wire/use-store.ts'
import { OtherClerk } from './other-clerk.tsx'
import { PageLinks } from './page-links.tsx'
import { PasswordField } from './password-field.tsx'
import { usePracticeStaff } from './practice-staff.ts'

/**
 * The password of whose shift it is; an open rating goes on and stays visible. In practice one click is enough, and
 * a way out of practice is here too: nobody knows the sample people's passwords.
 */
export const Unlock = () => {
  const { t } = useText()
  const store = useStore()
  const { host, counter } = useSnapshot()
  const unlock = useCommand('session.unlock')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [leaveFault, setLeaveFault] = useState<Fault | null>(null)
  const staff = usePracticeStaff(host.practice)
  const sample = staff.find(({ number }) => number === counter.staff?.number) ?? null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (password === '') return
    const result = await unlock.run({ password })
    setTried(false)
    if (!result.ok) setPassword('')
  }
  /** The program leaves practice only without a shift. */
  const endShift = async (): Promise<Fault | null> => {
    if (!sample) return null
    const opened = await store.call('session.unlock', { password: sample.password })
    if (!opened.ok) return opened.error
    const ended = await store.call('session.sign-out', {})
    return ended.ok ? null : ended.error
  }
  return (
    <Shell
      title={t('app.name')}
      back={false}
      tools={host.practice ? <LeavePractice before={endShift} onFault={setLeaveFault} /> : null}
    >
      <div className="narrow">
        <form className="card" onSubmit={submit}>
          <h2>{t('unlock.title')}</h2>
          {counter.staff && <p>{t('unlock.who', counter.staff)}</p>}
          {counter.ask && (
            <p className="with-ring">
              <AskRing counter={counter} size={48} /> {t('unlock.note')}
            </p>
          )}
          {sample && (
            <div className="practice-staff">
              <p>{t('unlock.practice')}</p>
              <Button size="large" type="primary" onClick={() => unlock.run({ password: sample.password })}>
                {t('unlock.practice-do', { name: sample.name })}
              </Button>
            </div>
          )}
          <PasswordField
            label={t('sign-in.password')}
            autoFocus={!host.practice}
            value={password}
            onChange={setPassword}
            empty={tried && password === ''}
          />
          <FaultLine fault={unlock.fault ?? leaveFault} />
          <Button
            block
            size="large"
            type={sample ? 'default' : 'primary'}
            htmlType="submit"
            loading={unlock.busy}
          >
            {t('unlock.do')}
          </Button>
        </form>
        {counter.locked && (
          <OtherClerk
            staff={counter.staff?.name ?? ''}
            samples={staff.filter((person) => person !== sample)}
          />
        )}
        <PageLinks />
      </div>
    </Shell>
  )
}
