import { Button } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Role } from '../../shared/views.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Shell } from '../parts/shell.tsx'
import { FirstPasswords } from '../setup/first-passwords.tsx'
import { useCommand, useSnapshot } from '../wire/use-store.ts'
import { PasswordField } from './password-field.tsx'

interface RoleGateProps {
  who: Extract<Role, 'technician' | 'it'>
  title: string
  children: ReactNode
}

const WHY = { technician: 'role.technician-why', it: 'role.it-why' } as const
const NAME = { technician: 'role.technician', it: 'role.it' } as const

/** Shows its page to whoever holds the role; asks everyone else for its password. The program decides, not the page. */
export const RoleGate = ({ who, title, children }: RoleGateProps) => {
  const { t } = useText()
  const { host } = useSnapshot()
  const enter = useCommand('session.role')
  const leave = useCommand('session.leave')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)

  if (host.roles.includes(who)) {
    return (
      <Shell
        title={title}
        tools={
          <>
            <span className="soft">{t(NAME[who])}</span>
            <Button type="text" onClick={() => leave.run({})}>
              {t('role.leave')}
            </Button>
          </>
        }
      >
        {children}
      </Shell>
    )
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (password === '') return
    await enter.run({ role: who, password })
    setPassword('')
    setTried(false)
  }
  return (
    <Shell title={title}>
      <div className="narrow">
        <FirstPasswords />
        <form className="card" onSubmit={submit}>
          <h2>{t(NAME[who])}</h2>
          <p>{t(WHY[who])}</p>
          <PasswordField
            label={t('role.password')}
            autoFocus
            value={password}
            onChange={setPassword}
            empty={tried && password === ''}
          />
          <FaultLine fault={enter.fault} />
          <Button block size="large" type="primary" htmlType="submit" loading={enter.busy}>
            {t('role.enter')}
          </Button>
        </form>
      </div>
    </Shell>
  )
}
