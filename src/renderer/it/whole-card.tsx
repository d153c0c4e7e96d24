import { Button, Progress } from 'antd'
import { useCallback, useState } from 'react'
import type { VerifyReport, VerifyView } from '../../shared/commands/installer.ts'
import { formatCount, formatMoment } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Icon } from '../parts/icon.tsx'
import { usePoll } from '../parts/use-now.ts'
import { useCommand, useStore } from '../wire/use-store.ts'

const Report = ({ report }: { report: VerifyReport }) => {
  const { t, language } = useText()
  const { from, to } = report
  const time = (at: number | null) => (at === null ? t('it.beginning') : formatMoment(at, language))
  const span = from === null && to === null ? [] : [time(from), time(to)]
  return (
    <output className={`report ${report.ok ? 'good' : 'bad'}`}>
      <p className="verdict">
        <Icon name={report.ok ? 'check' : 'warn'} size={32} />
        {t(report.ok ? 'it.ok' : 'it.not-ok')}
        <span className="figure">{t('it.entries', { entries: formatCount(report.entries, language) })}</span>
      </p>
      {report.firstBad !== null && <p>{t('it.first-bad', { seq: report.firstBad })}</p>}
      {report.pruned > 0 && <p>{t('it.pruned', { seq: formatCount(report.pruned, language) })}</p>}
      {report.problem && <p>{report.problem}</p>}
      <dl>
        {span.length > 0 && (
          <>
            <dt>{t('it.span')}</dt>
            <dd>{span.join(' – ')}</dd>
            <dt>{t('it.staff')}</dt>
            <dd>{report.staff.join(' ') || t(from === null ? 'it.unknown' : 'it.nobody')}</dd>
          </>
        )}
        <dt>{t('it.log')}</dt>
        <dd className="mono">{report.logId}</dd>
        <dt>{t('it.head')}</dt>
        <dd className="mono">{report.head}</dd>
      </dl>
    </output>
  )
}

const POLL_MS = 500

/** How far the check is, and its end: shown from the moment on when there is something to tell. */
const Going = () => {
  const { t, language } = useText()
  const store = useStore()
  const stop = useCommand('log.verify-stop')
  const [{ done, total }, setView] = useState<VerifyView>({ done: 0, total: 0 })
  const look = useCallback(async () => {
    const result = await store.call('log.verify-state', {})
    if (result.ok) setView(result.value)
  }, [store])
  usePoll(true, POLL_MS, look)
  const count = (value: number) => formatCount(value, language)
  const words = t('it.checked', { done: count(done), total: count(total) })
  return (
    <div className="export-going">
      <output>{total === 0 ? t('it.checking') : words}</output>
      <Progress percent={total === 0 ? 0 : Math.floor((100 * done) / total)} aria-label={t('it.checking')} />
      <Button onClick={() => stop.run({})}>{t('it.check-stop')}</Button>
    </div>
  )
}

/** "Is this log whole?" answered in one card. */
export const WholeCard = () => {
  const { t } = useText()
  const verify = useCommand('log.verify')
  const [report, setReport] = useState<VerifyReport | null>(null)
  const run = async () => {
    setReport(null)
    const result = await verify.run({})
    if (result.ok) setReport(result.value)
  }
  return (
    <section className="card" aria-label={t('it.whole')}>
      <h2>{t('it.whole')}</h2>
      {report && <Report report={report} />}
      <FaultLine fault={verify.fault} />
      {verify.busy ? (
        <Going />
      ) : (
        <div className="row">
          <Button type="primary" size="large" onClick={run}>
            {t('it.check')}
          </Button>
        </div>
      )}
    </section>
  )
}
