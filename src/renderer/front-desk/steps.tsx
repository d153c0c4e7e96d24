import type { CounterView } from '../../shared/views.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { snapshotOf, useSelected } from '../wire/use-store.ts'

const STEPS: readonly PlainKey[] = ['step.serve', 'step.ask', 'step.done']

/** Index of the step at hand; -1 before a matter is open. */
const AT: Record<CounterView['state'], number> = {
  'signed-out': -1,
  idle: -1,
  serving: 0,
  asked: 1,
  paused: -1,
}

/** 办理 → 请评价 → 完成 as a short rail. */
export const Steps = () => {
  const { t } = useText()
  const at = useSelected((page) => {
    const { state, matter } = snapshotOf(page).counter
    return state === 'paused' && matter ? 0 : AT[state]
  })
  return (
    <ol className="steps">
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={index < at ? 'past' : index === at ? 'at' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className="step-dot" />
          {t(step)}
        </li>
      ))}
    </ol>
  )
}
