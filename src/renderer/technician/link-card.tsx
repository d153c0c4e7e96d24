import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { PadCommand } from '../../shared/pad.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { PadLight } from '../parts/lights.tsx'
import { useCommand, useSnapshot } from '../wire/use-store.ts'
import { parseAddress } from './address.ts'
import type { Choices } from './use-choices.ts'
import type { LinkForm } from './use-link-form.ts'
import { portWords } from './words.ts'

const TESTS: readonly { command: PadCommand; text: PlainKey }[] = [
  { command: 'welcome', text: 'device.welcome' },
  { command: 'ask', text: 'device.ask' },
  { command: 'thanks', text: 'device.thanks' },
  { command: 'idle', text: 'device.idle' },
]

interface LinkCardProps extends Choices {
  form: LinkForm

  /** A check has begun. */
  onCheck: () => Promise<void>
}

/** Port, profile, check, connect, test: the link to the keypad with its live light. */
export const LinkCard = ({ profiles, fault, ports, look, form, onCheck }: LinkCardProps) => {
  const { t, language } = useText()
  const { pad } = useSnapshot()
  const check = useCommand('device.check-start')
  const connect = useCommand('device.connect')
  const disconnect = useCommand('device.disconnect')
  const send = useCommand('device.send')
  const { port, profile, address, setPort, setProfile, setAddress } = form
  const [sent, setSent] = useState(false)
  const [tried, setTried] = useState(false)
  const chosen = profiles.find(({ name }) => name === profile) ?? profiles[0]
  const parsed = parseAddress(address)

  const choice = () => {
    setSent(false)
    setTried(true)
    if (!chosen || !parsed.ok || port.trim() === '') return null
    const found = form.identity ? { identity: form.identity } : {}
    return {
      ...{ port: port.trim(), profile: chosen.name, address: chosen.addressed ? parsed.value : null },
      ...found,
    }
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const chose = choice()
    if (chose) await check.run(chose).then(onCheck)
  }
  const connectNow = async () => {
    const chose = choice()
    if (chose) await connect.run(chose)
  }
  const test = async (command: PadCommand) => {
    setSent(false)
    setSent((await send.run({ command })).ok)
  }
  const refusal = check.fault ?? pad.trouble ?? connect.fault ?? disconnect.fault ?? send.fault
  return (
    <form className="card" onSubmit={submit}>
      <div className="card-head">
        <h2>{t('device.link')}</h2>
        <PadLight pad={pad} />
      </div>
      <div className="field">
        <div className="card-head">
          <span className="field-name">{t('device.ports')}</span>
          <Button type="link" onClick={look}>
            {t('device.refresh')}
          </Button>
        </div>
        {ports?.length === 0 && <p className="soft">{t('device.no-ports')}</p>}
        <div className="ports">
          {ports?.map((info) => (
            <Button
              key={info.port}
              type={info.port === port ? 'primary' : 'default'}
              aria-pressed={info.port === port}
              onClick={() => setPort(info.port)}
            >
              {portWords(info, t)}
            </Button>
          ))}
        </div>
      </div>
      <Field label={t('device.port')} empty={tried && port.trim() === ''}>
        {(id) => (
          <Input
            id={id}
            className="mono"
            placeholder={t('device.port-hint')}
            value={port}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setPort(event.target.value)}
          />
        )}
      </Field>
      <div className="pair">
        <Field label={t('device.profile')}>
          {(id) => (
            <Select
              id={id}
              value={chosen?.name ?? null}
              onChange={setProfile}
              options={profiles.map(({ name, zh, en }) => ({
                value: name,
                label: `${language === 'zh-CN' ? zh : en} · ${name}`,
              }))}
            />
          )}
        </Field>
        {chosen?.addressed && (
          <Field label={t('device.address')}>
            {(id) => (
              <Input
                id={id}
                inputMode="numeric"
                placeholder={t('device.address-hint')}
                value={address}
                status={parsed.ok ? '' : 'error'}
                aria-invalid={!parsed.ok}
                onChange={(event) => setAddress(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      {!parsed.ok && <p className="warn">{t('device.address-wrong')}</p>}
      <FaultLine fault={fault} />
      <FaultLine fault={refusal} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={check.busy}>
          {t('device.check')}
        </Button>
        <Button loading={connect.busy} onClick={connectNow}>
          {t('device.connect')}
        </Button>
        <Button onClick={() => disconnect.run({})}>{t('device.disconnect')}</Button>
      </div>
      <fieldset className="row">
        <legend className="field-name">{t('device.test')}</legend>
        {TESTS.map(({ command, text }) => (
          <Button key={command} onClick={() => test(command)}>
            {t(text)}
          </Button>
        ))}
      </fieldset>
      {sent && <output className="said">{t('device.sent')}</output>}
    </form>
  )
}
