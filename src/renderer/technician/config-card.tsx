import { Button, Input, Select } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { type Settings, settingsOf } from '../../shared/config.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { useCommand, useStore } from '../wire/use-store.ts'

const LANGUAGES: { value: Settings['language']; label: string }[] = [
  { value: 'zh-CN', label: '中文' },
  { value: 'en-US', label: 'English' },
]

/** What the hall calls this window, its language, whether the page speaks, and where copies of the log go. */
export const ConfigCard = () => {
  const { t } = useText()
  const store = useStore()
  const save = useCommand('config.set')
  const [settings, setSettings] = useState<Settings | null>(null)
  const [saved, setSaved] = useState(false)
  useEffect(() => {
    store.call('config.get', {}).then((result) => {
      if (!result.ok) return
      setSettings(settingsOf(result.value))
    })
  }, [store])
  if (!settings) return null

  const change = (next: Settings) => {
    setSettings(next)
    setSaved(false)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setSaved((await save.run(settings)).ok)
  }
  return (
    <form className="card" onSubmit={submit}>
      <h2>{t('config.title')}</h2>
      <div className="pair">
        <Field label={t('config.station')}>
          {(id) => (
            <Input
              id={id}
              value={settings.station}
              maxLength={32}
              onChange={(event) => change({ ...settings, station: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('config.language')}>
          {(id) => (
            <Select
              id={id}
              value={settings.language}
              options={LANGUAGES}
              onChange={(language) => change({ ...settings, language })}
            />
          )}
        </Field>
      </div>
      <Field label={t('config.speech')}>
        {(id) => (
          <Select
            id={id}
            value={settings.speech}
            options={[
              { value: 'auto', label: t('config.speech-auto') },
              { value: 'off', label: t('config.speech-off') },
            ]}
            onChange={(speech) => change({ ...settings, speech })}
          />
        )}
      </Field>
      <Field label={t('config.backups')}>
        {(id) => (
          <Input
            id={id}
            value={settings.backups ?? ''}
            maxLength={500}
            placeholder={t('config.backups-here')}
            onChange={(event) => change({ ...settings, backups: event.target.value || null })}
          />
        )}
      </Field>
      <FaultLine fault={save.fault} />
      {saved && <output className="said">{t('config.saved')}</output>}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.busy}>
          {t('config.save')}
        </Button>
      </div>
    </form>
  )
}
