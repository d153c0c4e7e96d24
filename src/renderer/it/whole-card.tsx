import { Button } from 'antd'
import { useState } from 'react'
import type { VerifyReport } from '../../shared/commands/installer.ts'
import { formatCount } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Icon } from '../parts/icon.tsx'
import { useCommand } from '../wire/use-store.ts'

const Report = ({ report }: { report: VerifyReport }) => {
  const { t, language } = useText()
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
        <dt>{t('it.log')}</dt>
        <dd className="mono">{report.logId}</dd>
        <dt>{t('it.head')}</dt>
        <dd className="mono">{report.head}</dd>
      </dl>
    </output>
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
      <div className="row">
        <Button type="primary" size="large" loading={verify.busy} onClick={run}>
          {verify.busy ? t('it.checking') : t('it.check')}
        </Button>
      </div>
    </section>
  )
}
