import { Button, Input } from 'antd'
import { useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import type { CheckView } from '../../shared/check.ts'
import { pageClock } from '../clock.ts'
import { formatMoment } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { useSentence } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { useSnapshot } from '../wire/use-store.ts'
import { useOfferLine } from './use-offer-line.ts'
import { evidenceWords, keyWords, labelsOf, stateWords } from './words.ts'

interface SheetProps {
  check: CheckView
  technician: string
  at: number
  /** The line for the list of `guiping pull`; null: not offered, undefined: not known. */
  offer: string | null | undefined
}

/** The sheet itself: only on paper. */
const ReportSheet = ({ check, technician, at, offer }: SheetProps) => {
  const { t, language } = useText()
  const { host } = useSnapshot()
  const say = useSentence()
  const labels = labelsOf(check.keys)
  const facts: [name: string, value: string][] = [
    [t('report.station'), host.station],
    [t('report.date'), formatMoment(at, language)],
    [t('report.port'), check.port],
    [t('report.profile'), check.profile],
    [t('report.address'), check.address === null ? t('report.any-address') : String(check.address)],
    [t('report.identity'), check.identity ?? t('report.no-identity')],
    [t('report.technician'), technician],
    [t('report.version'), host.version],
  ]
  return createPortal(
    <article className="report-sheet">
      <h1>{t('report.title')}</h1>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <table>
        <thead>
          <tr>
            <th>{t('report.step')}</th>
            <th>{t('report.result')}</th>
            <th>{t('report.evidence')}</th>
          </tr>
        </thead>
        <tbody>
          {check.steps.map(({ step, state, evidence, advice }) => (
            <tr key={step}>
              <td>{t(`check.step-${step}`)}</td>
              <td>{stateWords(state, t)}</td>
              <td>
                {evidenceWords(evidence, t)}
                {advice && ` · ${say(advice)} (${advice.code})`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {t('report.keys')}:{' '}
        {check.keys
          .map((key) => `${keyWords(key, language, labels)} ${key.key} × ${key.presses}`)
          .join(' · ')}
      </p>
      {offer !== undefined && (
        <p>
          {t('report.offer')}: <span className="mono report-line">{offer ?? t('report.no-offer')}</span>
        </p>
      )}
      <p className="report-signature">{t('report.signature')}</p>
    </article>,
    document.body,
  )
}

/** Prints the check's results. The name is typed for the paper and goes nowhere else. */
export const ReportForm = ({ check }: { check: CheckView }) => {
  const { t } = useText()
  const [technician, setTechnician] = useState('')
  const [at, setAt] = useState(() => pageClock.now())
  const { line, look } = useOfferLine()
  return (
    <form
      className="report-form"
      onSubmit={async (event) => {
        event.preventDefault()
        await look()
        // The paper carries the time at which it was printed.
        flushSync(() => setAt(pageClock.now()))
        window.print()
      }}
    >
      <Field label={t('report.technician-note')}>
        {(id) => (
          <Input
            id={id}
            value={technician}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => setTechnician(event.target.value)}
          />
        )}
      </Field>
      <Button htmlType="submit">{t('report.do')}</Button>
      <ReportSheet check={check} technician={technician} at={at} offer={line} />
    </form>
  )
}
