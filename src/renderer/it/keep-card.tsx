import { Button, Input, Progress } from 'antd'
import { type FormEvent, Fragment, useCallback, useEffect, useState } from 'react'
import type { KeepView, LeavingView, Left } from '../../shared/keep.ts'
import { formatCount, formatMoment } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { MadeFile } from '../log/made-file.tsx'
import { FaultLine, useSentence } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { usePoll } from '../parts/use-now.ts'
import { useCommand, useStore } from '../wire/use-store.ts'

type Leaving = NonNullable<KeepView['leaving']>

const POLL_MS = 500

/** How far it is, and its end. */
const Going = () => {
  const { t, language } = useText()
  const store = useStore()
  const stop = useCommand('log.prune-stop')
  const [view, setView] = useState<LeavingView | null>(null)
  const look = useCallback(async () => {
    const result = await store.call('log.prune-state', {})
    if (result.ok) setView(result.value)
  }, [store])
  usePoll(true, POLL_MS, look)
  const { step, done, total } = view ?? { step: 'check' as const, done: 0, total: 0 }
  const count = (value: number) => formatCount(value, language)
  const words = total === 0 ? t('keep.going') : t(`keep.${step}`, { done: count(done), total: count(total) })
  return (
    <div className="export-going">
      <output>{words}</output>
      <Progress percent={total === 0 ? 0 : Math.floor((100 * done) / total)} aria-label={t('keep.going')} />
      <Button disabled={stop.busy} onClick={() => stop.run({})}>
        {t('keep.end')}
      </Button>
    </div>
  )
}

interface LeaveFormProps {
  leaving: Leaving
  onLeft: (left: Left) => void
}

/** Asks once more, with what for: nothing leaves by one click. */
const LeaveForm = ({ leaving, onLeft }: LeaveFormProps) => {
  const { t } = useText()
  const prune = useCommand('log.prune')
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (why.trim() === '') return
    const left = await prune.run({ to: leaving.to, why })
    if (left.ok) onLeft(left.value)
  }
  if (!open)
    return (
      <div className="row">
        <Button onClick={() => setOpen(true)}>{t('keep.begin')}</Button>
      </div>
    )
  return (
    <form className="launch-form" onSubmit={submit}>
      <p className="soft">{t('keep.about')}</p>
      <Field label={t('keep.why')} empty={tried && why.trim() === ''}>
        {(id) => (
          <Input
            id={id}
            value={why}
            maxLength={200}
            autoFocus
            onChange={(event) => setWhy(event.target.value)}
          />
        )}
      </Field>
      <FaultLine fault={prune.fault} />
      {prune.busy ? (
        <Going />
      ) : (
        <div className="row">
          <Button type="primary" htmlType="submit">
            {t('keep.go')}
          </Button>
          <Button onClick={() => setOpen(false)}>{t('keep.stop')}</Button>
        </div>
      )}
    </form>
  )
}

/** What may leave this counter's log, since when, and where it would be kept. */
export const KeepCard = () => {
  const { t, language } = useText()
  const { run, fault } = useCommand('log.keep')
  const [view, setView] = useState<KeepView | null>(null)
  const [left, setLeft] = useState<Left | null>(null)
  const say = useSentence()
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again when something has left.
  useEffect(() => {
    run({}).then((seen) => {
      if (seen.ok) setView(seen.value)
    })
  }, [run, left])
  const leaving = view?.leaving ?? null
  return (
    <section className="card" aria-label={t('keep.title')}>
      <h2>{t('keep.title')}</h2>
      {view && <p className="soft">{t('keep.rule', { months: view.months, days: view.leastDays })}</p>}
      {!view && !fault && <output>{t('keep.looking')}</output>}
      <FaultLine fault={fault} />
      {left && (
        <MadeFile
          words={t('keep.done', { entries: formatCount(left.entries, language) })}
          file={left.archive}
        />
      )}
      {view && !leaving && (
        <>
          <p>{t('keep.none')}</p>
          {view.why && <p className="soft">{say(view.why)}</p>}
        </>
      )}
      {leaving && (
        <output>
          {t('keep.may', {
            entries: formatCount(leaving.entries, language),
            to: formatCount(leaving.to, language),
            since: formatMoment(leaving.since, language),
            until: formatMoment(leaving.until, language),
          })}
        </output>
      )}
      {view && (
        <dl>
          <dt>{t('keep.folder')}</dt>
          <dd className="mono path">{view.folder}</dd>
          {view.archives.map(({ to, file }) => (
            <Fragment key={to}>
              <dt>{t('keep.left', { to: formatCount(to, language) })}</dt>
              <dd className="mono path">{file}</dd>
            </Fragment>
          ))}
        </dl>
      )}
      {leaving && <LeaveForm key={leaving.to} leaving={leaving} onLeft={setLeft} />}
    </section>
  )
}
