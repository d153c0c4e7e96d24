import { Button, Input } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import type { Output } from '../../shared/commands.ts'
import type { Fault } from '../../shared/result.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { LeavePractice } from '../parts/practice.tsx'
import { Shell } from '../parts/shell.tsx'
import { FirstPasswords } from '../setup/first-passwords.tsx'
import { useCommand, useSnapshot, useStore } from '../wire/use-store.ts'
import { PageLinks } from './page-links.tsx'

/** The sample staff of practice, each with a button; empty outside practice. */
const usePracticeStaff = (practice: boolean): Output<'practice.staff'> => {
  const store = useStore()
  const [staff, setStaff] = useState<Output<'practice.staff'>>([])
  useEffect(() => {
    if (!practice) return
    store.call('practice.staff', {}).then((result) => result.ok && setStaff(result.value))
  }, [store, practice])
  return practice ? staff : []
}

/** Staff number and password; in practice also one button per sample clerk. */
export const SignIn = () => {
  const { t } = useText()
  const { host } = useSnapshot()
  const signIn = useCommand('session.sign-in')
  const staff = usePracticeStaff(host.practice)
  const [number, setNumber] = useState('')
  const [password, setPassword] = useState('')
  const [leaveFault, setLeaveFault] = useState<Fault | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await signIn.run({ number: number.trim(), password })
    if (!result.ok) setPassword('')
  }

  return (
    <Shell
      title={t('app.name')}
      back={false}
      tools={host.practice ? <LeavePractice onFault={setLeaveFault} /> : null}
    >
      <div className="narrow">
        {!host.practice && <FirstPasswords />}
        <form className="card" onSubmit={submit}>
          <h2>{t('sign-in.title')}</h2>
          {staff.length > 0 && (
            <div className="practice-staff">
              <p>{t('sign-in.practice')}</p>
              {staff.map((person) => (
                <Button
                  key={person.number}
                  size="large"
                  type={person === staff[0] ? 'primary' : 'default'}
                  onClick={() => signIn.run({ number: person.number, password: person.password })}
                >
                  {t('sign-in.as', { name: person.name })}
                </Button>
              ))}
            </div>
          )}
          <Field label={t('sign-in.number')}>
            {(id) => (
              <Input
                id={id}
                size="large"
                value={number}
                maxLength={32}
                autoComplete="username"
                autoFocus={!host.practice}
                onChange={(event) => setNumber(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('sign-in.password')}>
            {(id) => (
              <Input.Password
                id={id}
                size="large"
                value={password}
                maxLength={256}
                autoComplete="current-password"
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
          <FaultLine fault={signIn.fault ?? leaveFault} />
          <Button
            block
            size="large"
            type={staff.length > 0 ? 'default' : 'primary'}
            htmlType="submit"
            loading={signIn.busy}
          >
            {t('sign-in.do')}
          </Button>
        </form>
        <PageLinks />
      </div>
    </Shell>
  )
}
