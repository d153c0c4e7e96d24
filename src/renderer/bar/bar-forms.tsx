import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Fault } from '../../shared/result.ts'
import { useText } from '../i18n/i18n.ts'
import { useSentence } from '../parts/fault-line.tsx'
import { useCommand, useSnapshot } from '../wire/use-store.ts'

/** What is still to be filled in, beside the form like a refusal. */
const Missing = ({ field }: { field: string }) => {
  const { t } = useText()
  return (
    <span className="bar-words warn" role="alert">
      {t('field.empty', { field })}
    </span>
  )
}

/** The refusal beside the form; the whole sentence on hover and for screen readers. */
const Refusal = ({ fault }: { fault: Fault | null }) => {
  const say = useSentence()
  if (!fault) return null
  const words = `${say(fault)} (${fault.code})`
  return (
    <span className="bar-words warn" role="alert" title={words}>
      {words}
    </span>
  )
}

interface PasswordProps {
  value: string
  onChange: (password: string) => void
  autoFocus?: boolean
}

const Password = ({ value, onChange, autoFocus = false }: PasswordProps) => {
  const { t } = useText()
  return (
    <Input
      type="password"
      aria-label={t('sign-in.password')}
      placeholder={t('sign-in.password')}
      autoComplete="current-password"
      autoFocus={autoFocus}
      maxLength={256}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** Sign-in in one line. */
export const BarSignIn = () => {
  const { t } = useText()
  const { run, fault, busy } = useCommand('session.sign-in')
  const [number, setNumber] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const missing = number.trim() === '' ? t('sign-in.number') : password === '' ? t('sign-in.password') : null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing !== null) return
    await run({ number: number.trim(), password })
    setPassword('')
    setTried(false)
  }
  return (
    <form className="bar-form" onSubmit={submit}>
      {tried && missing !== null ? <Missing field={missing} /> : <Refusal fault={fault} />}
      <Input
        aria-label={t('sign-in.number')}
        placeholder={t('sign-in.number')}
        autoComplete="username"
        maxLength={32}
        value={number}
        onChange={(event) => setNumber(event.target.value)}
      />
      <Password value={password} onChange={setPassword} />
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('sign-in.do')}
      </Button>
    </form>
  )
}

/** The password of whose shift it is, in one line. */
export const BarUnlock = () => {
  const { t } = useText()
  const { counter } = useSnapshot()
  const { run, fault, busy } = useCommand('session.unlock')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (password === '') return
    await run({ password })
    setPassword('')
    setTried(false)
  }
  return (
    <form className="bar-form" onSubmit={submit}>
      {tried && password === '' ? (
        <Missing field={t('sign-in.password')} />
      ) : fault ? (
        <Refusal fault={fault} />
      ) : (
        <span className="bar-who">{counter.staff?.name}</span>
      )}
      <Password value={password} onChange={setPassword} autoFocus />
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('unlock.do')}
      </Button>
    </form>
  )
}
