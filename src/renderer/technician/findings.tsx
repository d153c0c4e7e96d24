import type { FindingView } from '../../shared/detect.ts'
import { useText } from '../i18n/i18n.ts'
import type { Speak } from '../i18n/zh-CN.ts'
import { useSentence } from '../parts/fault-line.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'

const LOOK: Record<FindingView['state'], { icon: IconName; tone: string }> = {
  ok: { icon: 'check', tone: 'good' },
  none: { icon: 'none', tone: 'soft' },
  failed: { icon: 'warn', tone: 'bad' },
}

const nameOf = ({ step, about }: FindingView, t: Speak): string =>
  step === 'ask' ? t('find.step-ask', { profile: about }) : t(`find.step-${step}`)

const Finding = ({ finding }: { finding: FindingView }) => {
  const { t } = useText()
  const say = useSentence()
  const { state, evidence, advice } = finding
  const { icon, tone } = LOOK[state]
  return (
    <li className={`step step-${state === 'failed' ? 'failed' : 'found'}`}>
      <span className={tone}>
        <Icon name={icon} />
      </span>
      <div className="step-body">
        <div className="step-head">
          <span className="step-name">{nameOf(finding, t)}</span>
          <span className={tone}>{t(`find.state-${state}`)}</span>
        </div>
        {evidence && <p className="step-seen mono">{evidence}</p>}
        {advice && (
          <p className={state === 'failed' ? 'step-advice' : 'step-seen'}>
            {say(advice)} <small className="code">({advice.code})</small>
          </p>
        )}
      </div>
    </li>
  )
}

/** What a detection has found, row by row, each with its advice. */
export const Findings = ({ findings }: { findings: readonly FindingView[] }) => {
  // Rows have no name of their own: a step comes again with other line settings.
  const rows = findings.map((finding, place) => ({ finding, place }))
  return (
    <ol className="check-steps">
      {rows.map(({ finding, place }) => (
        <Finding key={place} finding={finding} />
      ))}
    </ol>
  )
}
