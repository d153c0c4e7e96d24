import { Button, Input, Select } from 'antd'
import { type FormEvent, useCallback, useState } from 'react'
import type { CapturesView } from '../../shared/monitor.ts'
import { formatCount, formatMoment } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { usePoll } from '../parts/use-now.ts'
import { useCommand, useSnapshot, useStore } from '../wire/use-store.ts'
import { Replay, type ReplayProps } from './replay.tsx'
import type { Choices } from './use-choices.ts'
import { labelsOf } from './words.ts'

const POLL_MS = 1_000

const useCaptures = () => {
  const store = useStore()
  const [view, setView] = useState<CapturesView | null>(null)
  const look = useCallback(async () => {
    const result = await store.call('device.captures', {})
    // While a shift is open the monitor says why; what is here stays.
    if (result.ok) setView(result.value)
  }, [store])
  usePoll(true, POLL_MS, look)
  return { view, look }
}

/** Records the wire into a named file, lists the files, replays one against a profile. */
export const CapturesCard = ({ profiles }: Pick<Choices, 'profiles'>) => {
  const { t, language } = useText()
  const { pad } = useSnapshot()
  const { view, look } = useCaptures()
  const start = useCommand('device.capture-start')
  const stop = useCommand('device.capture-stop')
  const replay = useCommand('device.replay')
  const [name, setName] = useState('')
  const [profile, setProfile] = useState<string | null>(null)
  const [shown, setShown] = useState<ReplayProps | null>(null)
  const chosen = profile ?? pad.profile ?? profiles[0]?.name ?? ''

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const begun = await start.run({ name: name.trim() })
    if (begun.ok) setName('')
    await look()
  }
  const play = async (file: string) => {
    setShown(null)
    const result = await replay.run({ name: file, profile: chosen })
    const keys = profiles.find(({ name: known }) => known === chosen)?.keys ?? []
    if (result.ok) setShown({ name: file, view: result.value, labels: labelsOf(keys) })
  }
  const recording = view?.recording
  return (
    <section className="card" aria-label={t('capture.title')}>
      <h2>{t('capture.title')}</h2>
      <p className="soft">{t('capture.text')}</p>
      {recording ? (
        <div className="row">
          <output className="said">
            {t('capture.recording', {
              name: recording.name,
              bytes: formatCount(recording.bytes, language),
            })}
          </output>
          <Button type="primary" onClick={() => stop.run({}).then(look)}>
            {t('capture.stop')}
          </Button>
        </div>
      ) : (
        <form className="report-form plain" onSubmit={submit}>
          <Field label={t('capture.name')}>
            {(id) => (
              <Input
                id={id}
                value={name}
                maxLength={40}
                autoComplete="off"
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Button htmlType="submit" loading={start.busy}>
            {t('capture.start')}
          </Button>
        </form>
      )}
      <FaultLine fault={start.fault ?? stop.fault ?? view?.trouble ?? null} />
      {view?.files.length === 0 && <p className="empty">{t('capture.none')}</p>}
      {view && view.files.length > 0 && (
        <>
          <Field label={t('capture.replay-with')}>
            {(id) => (
              <Select
                id={id}
                value={chosen}
                onChange={setProfile}
                options={profiles.map(({ name: value, zh, en }) => ({
                  value,
                  label: `${language === 'zh-CN' ? zh : en} · ${value}`,
                }))}
              />
            )}
          </Field>
          <ul className="files">
            {view.files.map((file) => (
              <li key={file.name}>
                <span className="mono">{file.name}</span>
                <span className="soft figure">
                  {formatCount(file.size, language)} B · {formatMoment(file.at, language)}
                </span>
                <Button
                  aria-label={t('capture.replay-of', { name: file.name })}
                  onClick={() => play(file.name)}
                >
                  {t('capture.replay')}
                </Button>
              </li>
            ))}
          </ul>
          <p className="soft">
            {t('capture.folder')} <span className="mono path">{view.folder}</span>
          </p>
        </>
      )}
      <FaultLine fault={replay.fault} />
      {shown && <Replay {...shown} />}
    </section>
  )
}
