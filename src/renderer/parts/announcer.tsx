import type { CounterView } from '../../shared/views.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'

export const STATE_TEXT: Record<CounterView['state'], PlainKey> = {
  'signed-out': 'state.signed-out',
  idle: 'state.idle',
  serving: 'state.serving',
  asked: 'state.asked',
  paused: 'state.paused',
}

/** Says every change of the counter's state, and `more`, to a screen reader. */
export const Announcer = ({ counter, more = '' }: { counter: CounterView; more?: string }) => {
  const { t } = useText()
  const state = counter.locked ? t('state.locked') : t(STATE_TEXT[counter.state])
  return (
    <output className="unseen" aria-live="polite">
      {state} {more}
    </output>
  )
}
