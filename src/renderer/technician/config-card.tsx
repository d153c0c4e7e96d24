import { Button, Input, Select } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import type { Input as InputOf } from '../../shared/commands.ts'
import type { Action } from '../../shared/config.ts'
import { parseAccelerator } from '../hotkeys/accelerator.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { useCommand, useStore } from '../wire/use-store.ts'

type Settings = InputOf<'config.set'>

const HOTKEYS = [
  { action: 'next', text: 'config.next' },
  { action: 'unrated', text: 'config.unrated' },
  { action: 'show', text: 'config.show' },
] as const satisfies readonly { action: Action; text: string }[]

const LANGUAGES: { value: Settings['language']; label: string }[] = [
  { value: 'zh-CN', label: '中文' },
  { value: 'en-US', label: 'English' },
]

/** What the hall calls this window, its language and its hotkeys. */
export const ConfigCard = () => {
  const { t } = useText()
  const store = useStore()
  const save = useCommand('config.set')
  const [settings, setSettings] = useState<Settings | null>(null)
  const [saved, setSaved] = useState(false)
  useEffect(() => {
    store.call('config.get', {}).then((result) => {
      if (!result.ok) return
      const { keypad: _, ...rest } = result.value
      setSettings(rest)
    })
  }, [store])
  if (!settings) return null

  const change = (next: Settings) => {
    setSettings(next)
    setSaved(false)
  }
  const wrong = HOTKEYS.find(({ action }) => !parseAccelerator(settings.hotkeys[action]))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (wrong) return
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
      <div className="triple">
        {HOTKEYS.map(({ action, text }) => (
          <Field key={action} label={t(text)}>
            {(id) => (
              <Input
                id={id}
                className="mono"
                value={settings.hotkeys[action]}
                spellCheck={false}
                onChange={(event) =>
                  change({ ...settings, hotkeys: { ...settings.hotkeys, [action]: event.target.value } })
                }
              />
            )}
          </Field>
        ))}
      </div>
      {wrong && <p className="warn">{t('config.bad-hotkey', { keys: settings.hotkeys[wrong.action] })}</p>}
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
