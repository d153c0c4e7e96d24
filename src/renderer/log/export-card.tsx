import { Button, Input, Progress, Select } from 'antd'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import {
  type ExportFormat,
  type ExportView,
  exportFormatSchema,
  TABLE_FORMATS,
  WHOLE_FORMATS,
} from '../../shared/commands/log.ts'
import type { Output } from '../../shared/commands.ts'
import type { Fault } from '../../shared/result.ts'
import { pageClock } from '../clock.ts'
import { formatCount } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { usePoll } from '../parts/use-now.ts'
import { useCommand, useStore } from '../wire/use-store.ts'
import { boundsOf, daysAgo, dayText } from './days.ts'
import { MadeFile } from './made-file.tsx'

const POLL_MS = 500
type Maps = Output<'log.export-maps'>

/** The state of the export that runs or ran last, of this page or of another. */
export const useExport = () => {
  const store = useStore()
  const [view, setView] = useState<ExportView | null>(null)
  const look = useCallback(async () => {
    const result = await store.call('log.export-state', {})
    if (result.ok) setView(result.value)
  }, [store])
  useEffect(() => {
    look()
  }, [look])
  const going = view?.state === 'running' || view?.state === 'stopping'
  usePoll(going, POLL_MS, look)
  return { view, going, look }
}

/** How far an export is, and its end. */
export const Going = ({ view, onStop }: { view: ExportView; onStop: () => void }) => {
  const { t, language } = useText()
  const count = (value: number) => formatCount(value, language)
  const words =
    view.state === 'stopping'
      ? t('log.export-stopping')
      : view.total === 0
        ? t('log.export-begun')
        : t('log.export-running', { done: count(view.done), total: count(view.total) })
  const percent = view.total === 0 ? 0 : Math.floor((100 * view.done) / view.total)
  return (
    <div className="export-going">
      <output>{words}</output>
      <Progress percent={percent} aria-label={words} />
      <Button disabled={view.state === 'stopping'} onClick={onStop}>
        {t('log.export-stop')}
      </Button>
    </div>
  )
}

interface Form {
  format: ExportFormat
  from: string
  to: string
  map: string | null
  department: string
  region: string
  why: string
}

/** Takes the log out as a file on this PC: what, of which days, in which columns, and for what. */
export const ExportCard = () => {
  const { t, language } = useText()
  const store = useStore()
  const start = useCommand('log.export')
  const stop = useCommand('log.export-stop')
  const { view, going, look } = useExport()
  const [maps, setMaps] = useState<Maps | null>(null)
  const [tried, setTried] = useState(false)
  const now = pageClock.now()
  const [form, setForm] = useState<Form>({
    format: 'csv',
    from: daysAgo(now, 29),
    to: dayText(now),
    ...{ map: null, department: '', region: '', why: '' },
  })
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }))
  useEffect(() => {
    store.call('log.export-maps', {}).then((result) => {
      if (!result.ok) return
      setMaps(result.value)
      setForm((before) => ({ ...before, ...result.value.fill }))
    })
  }, [store])

  const table = TABLE_FORMATS.includes(form.format)
  const mapped = table && form.map !== null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (form.why.trim() === '') return
    const { format, from, to, map, department, region, why } = form
    const range = WHOLE_FORMATS.includes(format) ? {} : boundsOf(from, to)
    await start.run({ format, ...range, map: table ? map : null, fill: { department, region }, why })
    setTried(false)
    await look()
  }
  const words = (fault: Fault | null) => fault ?? (view?.state === 'failed' ? view.fault : null)
  const line = (label: string, name: 'department' | 'region' | 'why', hint = '') => (
    <Field label={label} empty={name === 'why' && tried && form.why.trim() === ''}>
      {(id) => (
        <Input
          id={id}
          value={form[name]}
          maxLength={name === 'why' ? 200 : 64}
          placeholder={hint}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  const day = (label: string, name: 'from' | 'to') => (
    <Field label={label}>
      {(id) => (
        <Input
          id={id}
          type="date"
          required
          {...(name === 'from' ? { max: form.to } : { min: form.from })}
          value={form[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <form className="card" aria-label={t('log.export-title')} onSubmit={submit}>
      <h2>{t('log.export-title')}</h2>
      <p className="soft">{t('log.export-about')}</p>
      <Field label={t('log.export-what')}>
        {(id) => (
          <Select
            id={id}
            value={form.format}
            options={exportFormatSchema.options.map((value) => ({ value, label: t(`log.format-${value}`) }))}
            onChange={(format) => change({ format })}
          />
        )}
      </Field>
      {!WHOLE_FORMATS.includes(form.format) && (
        <div className="pair">
          {day(t('log.from'), 'from')}
          {day(t('log.to'), 'to')}
        </div>
      )}
      {table && (
        <Field label={t('log.columns')}>
          {(id) => (
            <Select
              id={id}
              value={form.map ?? ''}
              options={[
                { value: '', label: t('log.columns-own') },
                ...(maps?.maps ?? []).map(({ name, zh, en }) => ({
                  value: name,
                  label: language === 'zh-CN' ? zh : en,
                })),
              ]}
              onChange={(map) => change({ map: map === '' ? null : map })}
            />
          )}
        </Field>
      )}
      {mapped && (
        <>
          <div className="pair">
            {line(t('log.department'), 'department')}
            {line(t('log.region'), 'region')}
          </div>
          {maps && <p className="soft path">{t('log.export-maps', { folder: maps.folder })}</p>}
        </>
      )}
      <FaultLine fault={maps?.fault ?? null} />
      {line(t('log.why'), 'why', t('log.why-hint'))}
      <FaultLine fault={words(start.fault ?? stop.fault)} />
      {view?.state === 'done' && view.file !== null && (
        <MadeFile
          words={t('log.export-done', { entries: formatCount(view.entries, language) })}
          file={view.file}
        />
      )}
      {view && going ? (
        <Going view={view} onStop={() => stop.run({}).then(look)} />
      ) : (
        <div className="row">
          <Button type="primary" htmlType="submit" loading={start.busy}>
            {t('log.export-start')}
          </Button>
        </div>
      )}
    </form>
  )
}
