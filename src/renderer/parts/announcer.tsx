import type { CounterView } from '../../shared/views.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { snapshotOf, useSelected } from '../wire/use-store.ts'

export const STATE_TEXT: Record<CounterView['state'], PlainKey> = {
  'signed-out': 'state.signed-out',
  idle: 'state.idle',
  serving: 'state.serving',
  asked: 'state.asked',
  paused: 'state.paused',
}

/** Says every change of the counter's state, and `more`, to a screen reader. */
export const Announcer = ({ more }: { more: string }) => {
  const { t } = useText()
  const text = useSelected((page): PlainKey => {
    const { locked, state } = snapshotOf(page).counter
    return locked ? 'state.locked' : STATE_TEXT[state]
  })
  return (
    <output className="unseen" aria-live="polite">
      {t(text)} {more}
    </output>
  )
}
