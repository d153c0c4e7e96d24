import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { AskRing } from '../front-desk/ask-ring.tsx'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { Shell } from '../parts/shell.tsx'
import { useCommand, useSnapshot } from '../wire/use-store.ts'
import { PageLinks } from './page-links.tsx'

/** The password of whose shift it is; an open rating goes on and stays visible. */
export const Unlock = () => {
  const { t } = useText()
  const { counter } = useSnapshot()
  const unlock = useCommand('session.unlock')
  const [password, setPassword] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await unlock.run({ password })
    if (!result.ok) setPassword('')
  }
  return (
    <Shell title={t('app.name')} back={false}>
      <div className="narrow">
        <form className="card" onSubmit={submit}>
          <h2>{t('unlock.title')}</h2>
          {counter.staff && <p>{t('unlock.who', counter.staff)}</p>}
          {counter.ask && (
            <p className="with-ring">
              <AskRing counter={counter} size={48} /> {t('unlock.note')}
            </p>
          )}
          <Field label={t('sign-in.password')}>
            {(id) => (
              <Input.Password
                id={id}
                size="large"
                autoFocus
                value={password}
                maxLength={256}
                autoComplete="current-password"
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
          <FaultLine fault={unlock.fault} />
          <Button block size="large" type="primary" htmlType="submit" loading={unlock.busy}>
            {t('unlock.do')}
          </Button>
        </form>
        <PageLinks />
      </div>
    </Shell>
  )
}
