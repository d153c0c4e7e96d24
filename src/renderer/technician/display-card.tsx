import { Button, Checkbox, Input, Select } from 'antd'
import { type FormEvent, useCallback, useState } from 'react'
import type { Output } from '../../shared/commands.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { usePoll } from '../parts/use-now.ts'
import { useCommand, useSnapshot, useStore } from '../wire/use-store.ts'
import '../theme/display.css'

type Setup = Output<'display.setup'>
const LOOK_MS = 2000
const PORT = 8443

/** The paired tablet: how it gets here, whether it is here, and how it goes. */
const Pairing = ({ setup, onChange }: { setup: Setup; onChange: () => void }) => {
  const { t } = useText()
  const pair = useCommand('display.pair')
  const unpair = useCommand('display.unpair')
  const [code, setCode] = useState<{ text: string; minutes: number; before: number } | null>(null)
  const { device } = setup
  // A device that came after the code was made has used it.
  const open = code && (device?.pairedAt ?? 0) === code.before ? code : null
  const make = async () => {
    const made = await pair.run({})
    if (made.ok)
      setCode({ text: made.value.code, minutes: made.value.minutes, before: device?.pairedAt ?? 0 })
  }
  const letGo = async () => {
    await unpair.run({})
    onChange()
  }
  return (
    <>
      <Field label={t('display-card.url')}>
        {(id) => <Input id={id} className="mono" readOnly value={setup.url ?? ''} />}
      </Field>
      <p>{t('display-card.compare')}</p>
      <p>
        {t('display-card.fingerprint')}
        <br />
        <span className="mono display-fingerprint">{setup.fingerprint}</span>
      </p>
      {open && (
        <output>
          {t('display-card.code')} <strong className="mono display-code">{open.text}</strong>
          <br />
          {t('display-card.code-text', { minutes: open.minutes })}
        </output>
      )}
      <p className={device?.here ? 'good' : 'soft'}>
        <Icon name={device?.here ? 'check' : 'none'} />{' '}
        {device ? t(device.here ? 'display-card.here' : 'display-card.away') : t('display-card.none')}
      </p>
      <FaultLine fault={pair.fault ?? unpair.fault} />
      <div className="row">
        <Button onClick={make} loading={pair.busy}>
          {t('display-card.pair')}
        </Button>
        {device && (
          <Button type="text" onClick={letGo}>
            {t('display-card.unpair')}
          </Button>
        )}
      </div>
    </>
  )
}

/** The customer's display: a window on the second screen, or a tablet in the hall's network. */
export const DisplayCard = () => {
  const { t } = useText()
  const store = useStore()
  const { host } = useSnapshot()
  const save = useCommand('display.set')
  const [setup, setSetup] = useState<Setup | null>(null)
  const [draft, setDraft] = useState<Pick<Setup, 'screen' | 'tablet'> | null>(null)
  const [saved, setSaved] = useState(false)
  const look = useCallback(async () => {
    const result = await store.call('display.setup', {})
    if (result.ok) setSetup(result.value)
  }, [store])
  usePoll(true, LOOK_MS, look)
  if (!setup) return null

  const wanted = draft ?? { screen: setup.screen, tablet: setup.tablet }
  const change = (more: Partial<typeof wanted>) => {
    setDraft({ ...wanted, ...more })
    setSaved(false)
  }
  const offered = [...new Set([...setup.addresses, ...(setup.tablet ? [setup.tablet.address] : [])])]
  const [first] = offered
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await save.run(wanted)
    setSaved(result.ok)
    if (result.ok) setDraft(null)
    await look()
  }
  const { tablet } = wanted
  return (
    <section className="card" aria-label={t('display-card.title')}>
      <h2>{t('display-card.title')}</h2>
      <p>{t('display-card.lead')}</p>
      <p className="soft">{t(setup.faces ? 'display-card.faces-on' : 'display-card.faces-off')}</p>
      <form className="fields" onSubmit={submit}>
        {host.capabilities.bar === 'window' && (
          <p>
            <Checkbox checked={wanted.screen} onChange={(event) => change({ screen: event.target.checked })}>
              {t('display-card.screen')}
            </Checkbox>
          </p>
        )}
        <p>
          <Checkbox
            checked={tablet !== null}
            disabled={first === undefined}
            onChange={(event) =>
              change({ tablet: event.target.checked && first ? { address: first, port: PORT } : null })
            }
          >
            {t('display-card.tablet')}
          </Checkbox>
        </p>
        {first === undefined && <p className="warn">{t('display-card.no-address')}</p>}
        {tablet && (
          <div className="pair">
            <Field label={t('display-card.address')}>
              {(id) => (
                <Select
                  id={id}
                  value={tablet.address}
                  options={offered.map((address) => ({ value: address, label: address }))}
                  onChange={(address) => change({ tablet: { ...tablet, address } })}
                />
              )}
            </Field>
            <Field label={t('display-card.port')}>
              {(id) => (
                <Input
                  id={id}
                  className="mono"
                  inputMode="numeric"
                  value={String(tablet.port)}
                  onChange={(event) =>
                    change({ tablet: { ...tablet, port: Number(event.target.value.replace(/\D/g, '')) } })
                  }
                />
              )}
            </Field>
          </div>
        )}
        <FaultLine fault={save.fault ?? setup.trouble} />
        {saved && <output className="said">{t('display-card.saved')}</output>}
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.busy}>
            {t('display-card.save')}
          </Button>
        </div>
      </form>
      {setup.url && <Pairing setup={setup} onChange={look} />}
    </section>
  )
}
