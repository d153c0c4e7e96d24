import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Fault } from '../../shared/result.ts'
import { useText } from '../i18n/i18n.ts'
import { useSentence } from '../parts/fault-line.tsx'
import { useCommand, useSnapshot } from '../wire/use-store.ts'
import { useOpenDesk } from './use-open-desk.ts'
import { useTyping } from './use-typing.ts'

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

/** Sign-in in one line; a first password is changed on the full page. */
export const BarSignIn = () => {
  const { t } = useText()
  const openDesk = useOpenDesk()
  const onClick = useTyping(false)
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
  const first = fault?.code === 'session/first-password'
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys need no word, they come where the focus is
    <form className="bar-form" onSubmit={submit} onClick={onClick}>
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
      {first ? (
        <Button type="primary" onClick={openDesk}>
          {t('bar.first-password')}
        </Button>
      ) : (
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('sign-in.do')}
        </Button>
      )}
    </form>
  )
}

/** The password of whose shift it is, in one line; another clerk takes over on the full page. */
export const BarUnlock = () => {
  const { t } = useText()
  const openDesk = useOpenDesk()
  const onClick = useTyping(false)
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
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys need no word, they come where the focus is
    <form className="bar-form" onSubmit={submit} onClick={onClick}>
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
      {counter.locked && (
        <Button className="bar-small" onClick={openDesk}>
          {t('bar.other-clerk')}
        </Button>
      )}
    </form>
  )
}
