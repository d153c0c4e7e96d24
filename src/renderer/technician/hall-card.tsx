import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { DeliveryLight } from '../parts/lights.tsx'
import { useCommand, useSnapshot } from '../wire/use-store.ts'

/** Connects this counter with its hall by a one-time code. */
export const HallCard = () => {
  const { t } = useText()
  const { delivery } = useSnapshot()
  const enrol = useCommand('hall.enrol')
  const [url, setUrl] = useState(delivery.hall ?? '')
  const [code, setCode] = useState('')
  const [counter, setCounter] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setCounter(null)
    const result = await enrol.run({ url: url.trim(), code: code.trim() })
    if (!result.ok) return
    setCounter(result.value.counter)
    setCode('')
  }
  return (
    <form className="card" onSubmit={submit}>
      <div className="card-head">
        <h2>{t('hall.title')}</h2>
        <DeliveryLight delivery={delivery} />
      </div>
      <Field label={t('hall.url')}>
        {(id) => (
          <Input
            id={id}
            className="mono"
            placeholder={t('hall.url-hint')}
            value={url}
            maxLength={300}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setUrl(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('hall.code')}>
        {(id) => (
          <Input
            id={id}
            className="mono"
            value={code}
            maxLength={32}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <FaultLine fault={enrol.fault ?? delivery.trouble} />
      {counter && <output className="said">{t('hall.enrolled', { counter })}</output>}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={enrol.busy}>
          {t('hall.enrol')}
        </Button>
      </div>
    </form>
  )
}
