import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { CheckStepView, CheckView } from '../../shared/check.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine, useSentence } from '../parts/fault-line.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { useCommand } from '../wire/use-store.ts'
import { Confirm } from './confirm.tsx'
import { ReportForm } from './report.tsx'
import type { CheckNow } from './use-check.ts'
import { evidenceWords, stateWords } from './words.ts'

const LOOK: Record<CheckStepView['state'], { icon: IconName; tone: string }> = {
  waiting: { icon: 'none', tone: 'soft' },
  now: { icon: 'spin', tone: 'accent' },
  ok: { icon: 'check', tone: 'good' },
  failed: { icon: 'warn', tone: 'bad' },
}

const Step = ({ view, check, look }: { view: CheckStepView; check: CheckView; look: CheckNow['look'] }) => {
  const { t } = useText()
  const say = useSentence()
  const { step, state, evidence, advice } = view
  const { icon, tone } = LOOK[state]
  const person = step === 'light' || step === 'voice' ? step : null
  return (
    <li className={`step step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
      <span className={tone}>
        <Icon name={icon} />
      </span>
      <div className="step-body">
        <div className="step-head">
          <span className="step-name">{t(`check.step-${step}`)}</span>
          <span className={tone}>{stateWords(state, t)}</span>
        </div>
        <p className="step-seen">{evidenceWords(evidence, t)}</p>
        {advice && (
          <p className="step-advice">
            {say(advice)} <small className="code">({advice.code})</small>
          </p>
        )}
        {person && state !== 'waiting' && <Confirm step={person} voice={check.voice} look={look} />}
      </div>
    </li>
  )
}

/** What a listener on the phone needs: how far it is, and what is to be done or stands against it. */
const Summary = ({ check }: { check: CheckView }) => {
  const { t } = useText()
  const say = useSentence()
  const done = check.steps.filter(({ state }) => state === 'ok').length
  const open = check.steps.find(({ state }) => state === 'failed' || state === 'now')
  const what = open
    ? `${t(`check.step-${open.step}`)} · ${open.advice ? say(open.advice) : evidenceWords(open.evidence, t)}`
    : null
  return (
    <output className="check-summary" aria-live="polite">
      <strong className="figure">{t('check.progress', { done, all: check.steps.length })}</strong>
      {what && <span>{t('check.next', { what })}</span>}
    </output>
  )
}

/** The guided check: every step with its state, what was seen, and what to do, in place. */
export const CheckCard = ({ check, fault, look }: CheckNow) => {
  const { t } = useText()
  const start = useCommand('device.check-start')
  const save = useCommand('device.check-save')
  const stop = useCommand('device.check-stop')
  const card = useRef<HTMLElement>(null)
  const startedAt = check?.startedAt
  // Whoever began a check reads on here, with the keyboard and on the screen.
  useEffect(() => {
    if (startedAt !== undefined) card.current?.focus()
  }, [startedAt])
  return (
    <section className="card" aria-label={t('check.title')} ref={card} tabIndex={-1}>
      <h2>{t('check.title')}</h2>
      <FaultLine fault={fault} />
      {!check && !fault && <p className="empty">{t('check.none')}</p>}
      {check && (
        <>
          <p className="soft mono">
            {check.port} · {check.profile}
          </p>
          <Summary check={check} />
          <ol className="check-steps">
            {check.steps.map((view) => (
              <Step key={view.step} view={view} check={check} look={look} />
            ))}
          </ol>
          <FaultLine fault={save.fault ?? stop.fault ?? start.fault} />
          <div className="row">
            <Button type="primary" loading={save.busy} onClick={() => save.run({}).then(look)}>
              {t('check.save')}
            </Button>
            <Button
              onClick={() => {
                const { port, profile, address } = check
                start.run({ port, profile, address }).then(look)
              }}
            >
              {t('check.restart')}
            </Button>
            <Button onClick={() => stop.run({}).then(look)}>{t('check.stop')}</Button>
          </div>
          <ReportForm check={check} />
        </>
      )}
    </section>
  )
}
