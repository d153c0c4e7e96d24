import { Button, Select } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { LABELS, LEVELS, levelSchema } from '../../shared/levels.ts'
import type { CaptureFile } from '../../shared/monitor.ts'
import { formatMoment } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { useCommand, useStore } from '../wire/use-store.ts'
import { type Chosen, lastKept } from './kept.ts'

/** Learns without the pad, from captures of one key each. */
export const LearnCaptures = ({ onLearnt }: { onLearnt: () => void }) => {
  const { t, language } = useText()
  const store = useStore()
  const run = useCommand('device.learn-captures')
  const [files, setFiles] = useState<readonly CaptureFile[] | null>(null)
  const [chosen, setChosen] = useState<Chosen>({})
  const [missing, setMissing] = useState(false)
  useEffect(() => {
    store.call('device.captures', {}).then((result) => {
      if (!result.ok) return
      setFiles(result.value.files)
      setChosen(lastKept(result.value.files))
    })
  }, [store])
  const few = new Set(Object.values(chosen)).size < 2
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(true)
    if (few) return
    const captures = Object.entries(chosen).map(([name, level]) => ({ name, level }))
    const begun = await run.run({ captures })
    if (begun.ok) onLearnt()
  }
  const choose = (name: string, value: number) => {
    const level = levelSchema.safeParse(value)
    setChosen(({ [name]: _, ...others }) => (level.success ? { ...others, [name]: level.data } : others))
  }
  const own = language === 'zh-CN' ? 'zh' : 'en'
  const options = [
    { value: 0, label: t('learn.from-unused') },
    ...LEVELS.map((value) => ({ value, label: `${value} · ${LABELS['2010'][value][own]}` })),
  ]
  if (files?.length === 0) return <p className="empty">{t('learn.from-none')}</p>
  return (
    <form className="learn-form" onSubmit={submit}>
      <p className="soft">{t('learn.from-text')}</p>
      <ul className="files">
        {files?.map(({ name, at }) => (
          <li key={name}>
            <span className="mono">{name}</span>
            <span className="soft figure">{formatMoment(at, language)}</span>
            <Select
              className="file-key"
              aria-label={t('learn.from-level', { name })}
              value={chosen[name] ?? 0}
              onChange={(value) => choose(name, value)}
              options={options}
            />
          </li>
        ))}
      </ul>
      {missing && few && <p className="warn">{t('learn.from-few')}</p>}
      <FaultLine fault={run.fault} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={run.busy}>
          {t('learn.from-start')}
        </Button>
      </div>
    </form>
  )
}
