import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Fault } from '../../shared/result.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import type { Command } from '../wire/use-store.ts'
import { ChangePassword } from './change-password.tsx'
import { PasswordField } from './password-field.tsx'

interface StaffFormProps {
  signIn: Command<'session.sign-in'>
  /** Whether signing in here is the page's main step. */
  primary: boolean
  autoFocus?: boolean
  /** Something else of the page that was refused. */
  fault?: Fault | null
}

/** Staff number and password. What is empty is said at its field; the rest is the program's to judge. */
export const StaffForm = ({ signIn, primary, autoFocus = false, fault = null }: StaffFormProps) => {
  const { t } = useText()
  const [number, setNumber] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [first, setFirst] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (number.trim() === '' || password === '') return
    const result = await signIn.run({ number: number.trim(), password })
    setTried(false)
    if (result.ok) return
    if (result.error.code === 'session/first-password') setFirst(password)
    setPassword('')
  }
  if (first !== null) return <ChangePassword number={number.trim()} old={first} signIn={signIn} />
  return (
    <form className="fields" onSubmit={submit}>
      <Field label={t('sign-in.number')} empty={tried && number.trim() === ''}>
        {(id) => (
          <Input
            id={id}
            size="large"
            value={number}
            maxLength={32}
            autoComplete="username"
            autoFocus={autoFocus}
            onChange={(event) => setNumber(event.target.value)}
          />
        )}
      </Field>
      <PasswordField
        label={t('sign-in.password')}
        value={password}
        onChange={setPassword}
        empty={tried && password === ''}
      />
      <FaultLine fault={signIn.fault ?? fault} />
      <Button
        block
        size="large"
        type={primary ? 'primary' : 'default'}
        htmlType="submit"
        loading={signIn.busy}
      >
        {t('sign-in.do')}
      </Button>
    </form>
  )
}
